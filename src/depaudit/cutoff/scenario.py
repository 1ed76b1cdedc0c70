"""Cutoffs as bits: what a selector says, which levers it pulls, and in which scenarios of a batch."""

from collections.abc import Hashable, Iterable, Sequence
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from depaudit.cutoff.curve import Curve, of_spans
from depaudit.errors import SelectorError
from depaudit.graph.types import Graph, Node
from depaudit.model.jurisdiction import ALIASES, EU, EU_MEMBERS, is_jurisdiction
from depaudit.model.layer import LAYERS
from depaudit.model.lever import FOREIGN, OTHER_STATE, Lever, Profile, Span
from depaudit.model.verdict import CutKind

if TYPE_CHECKING:
    from depaudit.model.scenario import Scenario

SelectorKind = Literal["jurisdiction", "layer", "vendor", "model", "component"]
NOT_FOUND: Final = "not_found"
_NAMED: Final[dict[str, SelectorKind]] = {"vendor": "vendor", "model": "model", "component": "component"}


class Selector(NamedTuple):
    """One thing that is taken away: a state, a layer of a state, a vendor, a model, a component."""

    kind: SelectorKind
    name: str
    layer: str = ""

    def __str__(self) -> str:
        if self.kind == "layer":
            return f"layer:{self.layer}@{self.name}"
        return self.name if self.kind == "jurisdiction" else f"{self.kind}:{self.name}"


class Strike(NamedTuple):
    """A loss with a course of its own that a scenario puts on one node (by index), and why.

    An `unknown` strike acts only when the unknown is evaluated as real; `fact` names what would settle it.
    `guarded` is its course while the node that keeps the copy is down.
    """

    node: int
    profile: Profile
    why: str
    unknown: bool = False
    fact: str = ""
    guarded: Profile | None = None


class Cutoff(NamedTuple):
    """One scenario: a union of selectors and of strikes, under the id that reports show.

    `parts` are scenarios that have yet to become strikes on a graph. `error` is what callers see.
    """

    id: str
    kind: CutKind
    selectors: tuple[Selector, ...]
    foreign: bool = True
    strikes: tuple[Strike, ...] = ()
    parts: "tuple[Scenario, ...]" = ()
    error: str = NOT_FOUND

    @property
    def does(self) -> tuple[object, ...]:
        """What it does on any graph: two cutoffs that agree here are one under different names."""
        return self.selectors, self.strikes, self.parts


def parse_selector(text: str) -> Selector:
    """`US`, `vendor:openai`, `model:gpt-5`, `layer:inference@US` or `component:ID`.

    Raises SelectorError for anything else, with what to write instead.
    """
    kind, colon, name = text.partition(":")
    if not colon:
        code = ALIASES.get(text.upper(), text.upper())
        if code != OTHER_STATE and not is_jurisdiction(code):
            raise SelectorError(
                f"{text!r} is not a jurisdiction",
                hint="write a country code or EU, or vendor:NAME, model:NAME, layer:LAYER@CODE",
            )
        return Selector("jurisdiction", code)
    if kind == "layer":
        layer, _, code = name.partition("@")
        if layer not in LAYERS or not is_jurisdiction(code.upper()):
            known = ", ".join(LAYERS)
            raise SelectorError(
                f"{text!r} is not a layer of a jurisdiction", hint=f"layer:LAYER@CODE; layers: {known}"
            )
        return Selector("layer", code.upper(), layer)
    if (named := _NAMED.get(kind)) is not None and name:
        return Selector(named, name)
    raise SelectorError(f"{text!r} is not a cut", hint="write US, vendor:NAME, model:NAME or layer:LAYER@CODE")


class Pulls:
    """Which scenarios of a batch pull a lever, as a bit mask. Bit k stands for the k-th cutoff."""

    def __init__(self, cutoffs: Sequence[Cutoff], graph: Graph) -> None:
        self.full = (1 << len(cutoffs)) - 1
        self.home = graph.home
        self._owners = graph.owners
        self._states: dict[str, int] = {}
        self._layers: dict[tuple[str, str], int] = {}
        self._vendors: dict[str, int] = {}
        self._models: dict[str, int] = {}
        self.components: dict[str, int] = {}
        self._known: dict[tuple[Lever, tuple[str, ...]], int] = {}
        self._courses: dict[Hashable, Curve] = {}
        self._unions: dict[Hashable, Curve] = {}
        self._strikes: dict[int, dict[Strike, int]] = {}
        for bit, cutoff in enumerate(cutoffs):
            if cutoff.parts:
                raise ValueError(f"{cutoff.id} has not become strikes on this graph")
            for selector in cutoff.selectors:
                self._add(selector, 1 << bit)
            for strike in cutoff.strikes:
                self._strike(strike, 1 << bit)

    @classmethod
    def of_masks(
        cls, masked: Iterable[tuple[Selector, int]], full: int, graph: Graph,
        strikes: Iterable[tuple[Strike, int]] = (),
    ) -> "Pulls":  # fmt: skip
        """As many scenarios as `full` has bits; each selector and strike acts in the scenarios of its mask."""
        pulls = cls((), graph)
        pulls.full = full
        for selector, mask in masked:
            pulls._add(selector, mask)
        for strike, mask in strikes:
            pulls._strike(strike, mask)
        return pulls

    def _strike(self, strike: Strike, bit: int) -> None:
        here = self._strikes.setdefault(strike.node, {})
        here[strike] = here.get(strike, 0) | bit

    def _add(self, selector: Selector, bit: int) -> None:
        match selector.kind:
            case "jurisdiction":
                for state in _reach(selector.name):
                    self._states[state] = self._states.get(state, 0) | bit
            case "layer":
                for state in _reach(selector.name):
                    key = (selector.layer, state)
                    self._layers[key] = self._layers.get(key, 0) | bit
            case "vendor":
                self._vendors[selector.name] = self._vendors.get(selector.name, 0) | bit
            case "model":
                self._models[selector.name] = self._models.get(selector.name, 0) | bit
            case _:
                self.components[selector.name] = self.components.get(selector.name, 0) | bit

    def strikes(self, index: int, *, unknown: bool) -> list[tuple[Strike, int]]:
        """The strikes on one node, each with its scenarios; those that are unknown only if asked for."""
        here = self._strikes.get(index)
        return [(strike, mask) for strike, mask in here.items() if unknown or not strike.unknown] if here else []

    def course(self, node: Node, *, unknown: bool) -> Curve:
        """When the levers of a node take it away; found once for all nodes with the same ones."""
        if not node.levers:
            return ()
        key = (node.levers, node.layers, unknown)
        if (known := self._courses.get(key)) is None:
            pulled = self.blocking(node, unknown=unknown)
            known = self._courses[key] = self.union(pulled) if pulled else ()
        return known

    def union(self, pulled: Sequence[tuple[tuple[Span, ...], int]]) -> Curve:
        """The union of masks over their spans; found once for all nodes that are lost alike."""
        key = tuple(pulled)
        if (known := self._unions.get(key)) is None:
            known = self._unions[key] = of_spans(pulled)
        return known

    def blocking(self, node: Node, *, unknown: bool) -> list[tuple[tuple[Span, ...], int]]:
        """The spans in which the levers of a node block it, each with its scenarios."""
        return [
            (lever.profile.blocked, mask)
            for lever in node.levers
            if lever.profile.blocked and (unknown or not lever.unknown) and (mask := self.mask(lever, node))
        ]

    def mask(self, lever: Lever, node: Node) -> int:
        """The scenarios that pull `lever` where it hangs on `node` (semantics: "Time and cuts")."""
        key = (lever, node.layers)
        if (known := self._known.get(key)) is None:
            known = self._known[key] = self._mask(lever, node.layers)
        return known

    def _mask(self, lever: Lever, layers: tuple[str, ...]) -> int:
        if lever.models:
            return _union(self._models.get(name, 0) for name in lever.models)
        if lever.places:
            return reduce(and_, (self._state(place, layers) for place in lever.places), self.full)
        owners = self._owners.get(lever.vendor, (lever.vendor,)) if lever.vendor else ()
        pulled = _union(self._vendors.get(owner, 0) for owner in owners)
        if lever.jurisdiction == FOREIGN:
            pulled |= self._any_foreign(layers)
        elif lever.jurisdiction is not None:
            pulled |= self._state(lever.jurisdiction, layers)
        return pulled

    def _state(self, state: str, layers: tuple[str, ...]) -> int:
        return self._states.get(state, 0) | _union(self._layers.get((layer, state), 0) for layer in layers)

    def _any_foreign(self, layers: tuple[str, ...]) -> int:
        states = _union(mask for state, mask in self._states.items() if state not in self.home)
        return states | _union(
            mask for (layer, state), mask in self._layers.items() if layer in layers and state not in self.home
        )


def _reach(state: str) -> Iterable[str]:
    """What a cut by `state` reaches: EU its members and its own levers, a member only itself."""
    return (EU, *sorted(EU_MEMBERS)) if state == EU else (state,)


def _union(masks: Iterable[int]) -> int:
    return reduce(or_, masks, 0)
