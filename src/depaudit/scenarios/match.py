"""Which nodes an aim selects, and by which of their levers."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from depaudit.cutoff.simulation import Simulation
from depaudit.graph.types import Node
from depaudit.model.jurisdiction import expand
from depaudit.model.lever import BLOCKED, FOREIGN, PULLED_AT_START, Lever, Profile
from depaudit.model.scenario import Aim, Criterion

if TYPE_CHECKING:
    from depaudit.scenarios.traits import Traits

VENDOR_AXES: Final = frozenset({"control", "developer", "maintenance", "origin"})
MADE_BY: Final = frozenset({"developer", "origin", "maintenance"})
NAMED: Final = Lever("control")
"""Stands for a component that a scenario names itself, and that nobody else can take away."""


class Hit(NamedTuple):
    """A selected node: the lever to name in a proof, its course if nothing is said, and the same without the keeper.

    `unknown`: only levers of which it is not known whether they exist select it.
    """

    node: int
    lever: Lever
    profile: Profile
    guarded: Profile | None = None
    unknown: bool = False


class Matcher:
    """Aims against the graph of one simulation. `names`: what scenarios call components with another id here."""

    def __init__(self, simulation: Simulation, names: Mapping[str, str] | None = None) -> None:
        self._names = names or {}
        self.graph, self.sources = simulation.graph, simulation.sources
        self._simulation = simulation
        self._vendors: dict[str, str] = {}
        self._hits: dict[Aim, tuple[Hit, ...]] = {}
        self._matchable = [(index, node) for index, node in enumerate(self.graph.nodes)
                           if node.kind in ("component", "vendor", "offering")]  # fmt: skip
        self._on_lever: dict[Criterion, Callable[[Node, Lever, tuple[str, ...]], bool]] = {
            "jurisdiction": lambda _, lever, values: lever.axis in VENDOR_AXES and self._ordered(lever, values),
            "control": lambda _, lever, values: lever.axis == "control" and self._ordered(lever, values),
            "origin": lambda node, lever, values: lever.axis in self._makers(node) and self._ordered(lever, values),
            "maintenance": lambda _, lever, values: lever.axis in VENDOR_AXES and lever.profile != BLOCKED
            and self._ordered(lever, values),
            "obeys": lambda _, lever, values: lever.axis in VENDOR_AXES
            and (self._ordered(lever, values) or self._obeys(lever, values)),
            "location": lambda _, lever, values: bool(lever.places) and _all_places(values).issuperset(lever.places),
            "vendor": lambda _, lever, values: self._of_vendor(lever, values),
            "model": lambda _, lever, values: bool(lever.models) and lever.models[0] in values,
            "family": lambda _, lever, values: bool(set(lever.models) & set(values)),
        }  # fmt: skip

    @cached_property
    def _alike(self) -> Iterable[list[tuple[int, Node]]]:
        """The nodes, those with the same levers and layers together."""
        groups: defaultdict[Hashable, list[tuple[int, Node]]] = defaultdict(list)
        for index, node in self._matchable:
            groups[node.levers, node.layers].append((index, node))
        return groups.values()

    @cached_property
    def _layers(self) -> Mapping[int, frozenset[str]]:
        """The layers that each node is on, that of models among them where its weights are open."""
        return {index: frozenset((*node.layers, "model") if _runs_open_weights(node) else node.layers)
                for index, node in self._matchable}  # fmt: skip

    @cached_property
    def traits(self) -> "Mapping[int, Traits]":
        """What is known of the nodes besides their levers."""
        from depaudit.scenarios.traits import traits_of

        return traits_of(self._simulation)

    def hits(self, aim: Aim) -> Iterable[Hit]:
        """The nodes that meet all criteria of `aim`, in the order of the graph; events often share an aim."""
        if aim not in self._hits:
            self._hits[aim] = tuple(sorted(self._found(aim), key=_place))
        return self._hits[aim]

    def _found(self, aim: Aim) -> Iterator[Hit]:
        """The hits of an aim. Where levers and layers alone decide, nodes with the same ones are asked together."""
        layers = [values for name, values in aim.criteria if name == "layer"]
        traits = [pair for pair in aim.criteria if pair[0] != "layer" and pair[0] not in self._on_lever]
        for nodes in ([pair] for pair in self._matchable) if traits else self._alike:
            index, node = nodes[0]
            if any(map(self._layers[index].isdisjoint, layers)):
                continue
            if all(self._by_traits(index, node, name, values) for name, values in traits):
                hit = self._hit(index, node, aim)
                if hit is not None:
                    yield from (Hit(index, *hit[1:]) for index, _ in nodes)

    def _hit(self, index: int, node: Node, aim: Aim) -> Hit | None:
        acting: list[Lever] = []
        for name, values in aim.criteria:
            test = self._on_lever.get(name)
            if test is None:
                continue
            met = [lever for lever in node.levers if test(node, lever, values)]
            if not met:
                return None
            acting += met
        levers = acting or [lever for lever in node.levers if lever.axis in VENDOR_AXES]
        if "model" in aim.values("layer") and not set(aim.values("layer")) & set(node.layers):
            levers = [lever for lever in levers if lever.axis in ("developer", "model")]
        if not levers:
            return Hit(index, NAMED, BLOCKED) if aim.values("component") else None
        return self._as_hit(index, node, levers)

    def _as_hit(self, index: int, node: Node, levers: list[Lever]) -> Hit:
        known = [lever for lever in levers if not lever.unknown]
        chosen = min(known or levers, key=_worst_first)
        if chosen.profile == BLOCKED:
            return Hit(index, chosen, BLOCKED, unknown=not known)
        kept = [lever for lever in node.levers if lever.axis in VENDOR_AXES and lever.profile != BLOCKED]
        copy = min(kept or levers, key=_worst_first)
        return Hit(index, chosen, copy.profile, copy.guarded, not known)

    def _by_traits(self, index: int, node: Node, name: Criterion, values: tuple[str, ...]) -> bool:
        if name == "component":
            return self._names.get(node.id, node.id) in values
        traits = self.traits.get(index)
        if traits is None:
            return False
        if name == "offering":
            return bool(traits.products & set(values))
        if name == "licence":
            return any(fnmatchcase(held.casefold(), one.casefold()) for held in traits.licences for one in values)
        if name == "sector":
            return bool(traits.sectors & set(values))
        return self._pulled_from(traits.hub, values)

    def _pulled_from(self, hub: str, values: tuple[str, ...]) -> bool:
        vendor = self.sources.vendor(hub) if hub else None
        if vendor is None:
            return False
        return hub in map(self._vendor_id, values) or any(
            control.state in expand(values) for control in vendor.control
        )

    def _ordered(self, lever: Lever, values: tuple[str, ...]) -> bool:
        if lever.jurisdiction == FOREIGN:
            return any(state not in self.graph.home for state in values)
        return lever.jurisdiction is not None and lever.jurisdiction in _all_places(values)

    def _obeys(self, lever: Lever, values: tuple[str, ...]) -> bool:
        vendor = self.sources.vendor(lever.vendor) if lever.vendor else None
        return vendor is not None and bool(set(vendor.obeys) & set(values))

    def _of_vendor(self, lever: Lever, values: tuple[str, ...]) -> bool:
        if not lever.vendor or lever.axis not in VENDOR_AXES:
            return False
        owners = self.graph.owners.get(lever.vendor, frozenset({lever.vendor}))
        return not owners.isdisjoint(map(self._vendor_id, values))

    def _vendor_id(self, text: str) -> str:
        """A vendor as the graph knows it, by id, name or alias; as written where the catalog does not know it."""
        if text not in self._vendors:
            known = self.sources.catalog.vendor_named(text)
            near = [name for name in self.graph.names if name.casefold() == text.casefold()]
            self._vendors[text] = known.id if known else next(iter(near), text)
        return self._vendors[text]

    def _makers(self, node: Node) -> frozenset[str]:
        """The axes that say who made it: where nobody else is named, whoever offers it did."""
        axes = {lever.axis for lever in node.levers}
        return MADE_BY if axes & MADE_BY else VENDOR_AXES


def _place(hit: Hit) -> int:
    return hit.node


@cache
def _all_places(values: tuple[str, ...]) -> frozenset[str]:
    """The codes of one criterion, with the members of EU where it is among them: asked for again at each lever."""
    return expand(values)


def _runs_open_weights(node: Node) -> bool:
    return any(lever.models and lever.profile != BLOCKED for lever in node.levers)


def _worst_first(lever: Lever) -> tuple[int, int, bool]:
    """A block before a copy that is pulled at each start, before copies by how soon they age; dated facts first."""
    if lever.profile == BLOCKED:
        return 0, 0, lever.fact is None
    if lever.profile == PULLED_AT_START:
        return 1, 0, lever.fact is None
    return 2, min(span.start for span in lever.profile.impairs), lever.fact is None
