"""Which targets fail under which set of actions: one graph that holds all actions, each behind a leaf of its own.

An action that is not taken is a component that is cut; so a set of actions is part of a scenario, a scenario is a
bit, and thousands of sets are tried in one run of the engine. What scenarios strike is found in that same graph, so
that what comes in is struck too wherever a scenario selects it. Who is replaced and what comes instead stand side by
side: actions of that kind are only considered where the new one is at least as good under every cutoff.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from depaudit.analysis.plan.action import Action, rewired, with_gate
from depaudit.analysis.plan.target import Target
from depaudit.analysis.plan.trial import Trial
from depaudit.cutoff.plan import make_plan
from depaudit.cutoff.scenario import Cutoff, Pulls, Selector
from depaudit.cutoff.simulation import Simulation
from depaudit.graph.reach import under
from depaudit.model.inventory import AnyOf, Component, Gate, Inventory, Item, KOfN, Option, Provider
from depaudit.scenarios.onto import struck

BLOCK: Final = 40_000
"""Scenarios in one run: what keeps the memory of a large graph bounded."""

Ladder = tuple[int, frozenset[int], Sequence[int]]
"""A target, the actions taken, and further ones to take one by one."""


class Oracle:
    """Answers whether targets fail when some of `actions` are taken. Unknown facts count as bad."""

    def __init__(self, simulation: Simulation, targets: Sequence[Target], actions: Sequence[Action]) -> None:
        self.targets = tuple(targets)
        self.actions = tuple(actions)
        inventory = _with_all(simulation.inventory, self.actions)
        sources = simulation.sources
        whole = Simulation(inventory, sources.catalog, trust=sources.trust, as_of=sources.as_of)
        self.graph = whole.graph
        self.names = {_put(number): action.new.id for number, action in enumerate(self.actions) if action.new}
        """What the inventory would call the components that come in."""
        cutoffs = {target.cutoff.does: target.cutoff for target in self.targets}
        on_graph = dict(zip(cutoffs, struck(whole, tuple(cutoffs.values()), self.names), strict=True))
        self.cutoffs = [on_graph[target.cutoff.does] for target in self.targets]
        """By target: its cutoff, with scenarios as strikes on the graph of all actions."""
        self.plans = {error: make_plan(self.graph, error, unknown=True)
                      for error in dict.fromkeys(cutoff.error for cutoff in self.cutoffs)}  # fmt: skip
        self.nodes = [self.graph.by_id[target.service] for target in self.targets]
        leaf = {self.graph.by_id[_leaf(number)]: number for number in range(len(self.actions))}
        cones = {
            node: frozenset(leaf[one] for one in under(self.graph, node) if one in leaf) for node in {*self.nodes}
        }
        self.relevant = [cones[node] for node in self.nodes]

    def failing(self, taken: frozenset[int], which: Iterable[int] | None = None) -> list[int]:
        """The numbers of the targets that fail when exactly the actions `taken` are taken."""
        numbers = list(range(len(self.targets)) if which is None else which)
        failed: set[int] = set()
        for error, group in self._by_error(numbers).items():
            bits = {cutoff: bit for bit, cutoff in enumerate(dict.fromkeys(self.cutoffs[one] for one in group))}
            full = (1 << len(bits)) - 1
            off = [(self._off(action), full) for action in range(len(self.actions)) if action not in taken]
            trial = self._try(error, [(cutoff, 1 << bit) for cutoff, bit in bits.items()], off, full)
            failed.update(one for one in group if trial.failing(self.nodes[one], self.targets[one])
                          >> bits[self.cutoffs[one]] & 1)  # fmt: skip
        return [number for number in numbers if number in failed]

    def _by_error(self, numbers: Iterable[int]) -> dict[str, list[int]]:
        """Numbers of targets by the error that callers see: what is evaluated together."""
        groups: dict[str, list[int]] = {}
        for number in numbers:
            groups.setdefault(self.cutoffs[number].error, []).append(number)
        return groups

    def first_saved(self, ladders: Sequence[Ladder]) -> list[int | None]:
        """For each (target, taken, further): after how many of `further`, one by one, the target holds; None: never.

        Monotone by construction: an action only adds a way.
        """
        found: list[int | None] = [None] * len(ladders)
        for error in self.plans:
            places = [place for place, ladder in enumerate(ladders) if self.cutoffs[ladder[0]].error == error]
            for block in _blocks(places, [len(ladder[2]) + 1 for ladder in ladders]):
                for place, saved in zip(block, self._climb(error, [ladders[one] for one in block]), strict=True):
                    found[place] = saved
        return found

    def _climb(self, error: str, ladders: Sequence[Ladder]) -> list[int | None]:
        """All ladders in one run: bit k of a ladder's stretch has its first k further actions taken."""
        cut: dict[Cutoff, int] = {}
        off: dict[int, int] = {}
        starts = []
        start = 0
        for number, taken, further in ladders:
            width = len(further) + 1
            whole = ((1 << width) - 1) << start
            cut[self.cutoffs[number]] = cut.get(self.cutoffs[number], 0) | whole
            place = {action: step for step, action in enumerate(further)}
            for action in self.relevant[number] - taken:
                step = place.get(action, width - 1)
                off[action] = off.get(action, 0) | ((1 << step + 1) - 1) << start
            starts.append(start)
            start += width
        closed = [(self._off(action), mask) for action, mask in off.items()]
        trial = self._try(error, cut.items(), closed, (1 << start) - 1)
        bad: dict[tuple[int, int, int, int, bool], int] = {}
        found: list[int | None] = []
        for (number, _, further), begin in zip(ladders, starts, strict=True):
            target = self.targets[number]
            key = (self.nodes[number], target.tolerance, target.until, target.span, target.unimpaired)
            if key not in bad:
                bad[key] = trial.failing(self.nodes[number], target)
            stretch = bad[key] >> begin & ((1 << len(further) + 1) - 1)
            held = ~stretch & ((1 << len(further) + 1) - 1)
            found.append((held & -held).bit_length() - 1 if held else None)
        return found

    def _off(self, action: int) -> Selector:
        return Selector("component", _leaf(action))

    def with_all(self, number: int) -> Trial:
        """The cutoff of one target where every action is taken."""
        return self._try(self.cutoffs[number].error, [(self.cutoffs[number], 1)], (), 1)

    def _try(
        self, error: str, cut: Iterable[tuple[Cutoff, int]], off: Iterable[tuple[Selector, int]], full: int
    ) -> Trial:
        cut = list(cut)
        masked = [*((selector, mask) for cutoff, mask in cut for selector in cutoff.selectors), *off]
        strikes = ((strike, mask) for cutoff, mask in cut for strike in cutoff.strikes)
        return Trial(self.plans[error], Pulls.of_masks(masked, full, self.graph, strikes))


def _blocks(places: Iterable[int], sizes: Sequence[int]) -> Iterator[list[int]]:
    """`places` in runs of at most `BLOCK` scenarios."""
    block: list[int] = []
    size = 0
    for place in places:
        if block and size + sizes[place] > BLOCK:
            yield block
            block, size = [], 0
        block.append(place)
        size += sizes[place]
    if block:
        yield block


def _leaf(action: int) -> str:
    return f"~taken {action}"


def _put(action: int) -> str:
    return f"~new {action}"


def _way_of(action: int) -> str:
    return f"~way {action}"


def _with_all(inventory: Inventory, actions: Sequence[Action]) -> Inventory:
    """The inventory with every action as one more way that stands on a leaf of its own."""
    extra = [Component(_leaf(number), provider=Provider(own=True)) for number in range(len(actions))]
    beside: dict[str, list[Option]] = {}
    instead: dict[str, list[str]] = {}
    first: dict[str, list[str]] = {}
    for number, action in enumerate(actions):
        way = _way_of(number)
        extra.append(_way(number, _target(inventory, action) if action.new is None else _put(number)))
        if action.kind == "put-first":
            first.setdefault(action.gate, []).append(way)
        elif action.gate:
            inventory = with_gate(inventory, action.gate, partial(_more, action=action, way=way))
        elif action.instead:
            instead.setdefault(action.place, []).append(way)
        else:
            beside.setdefault(action.place, []).append(Option(way, action.switch))
    for gate, ways in first.items():
        extra.append(Component(f"~rest {gate}", gate=_gate_of(inventory, gate)))
        inventory = with_gate(inventory, gate, partial(_either, names=(f"~rest {gate}", *ways)))
    grown = {component.id: component for component in inventory.components}
    extra += [_new(number, action, grown) for number, action in enumerate(actions) if action.new is not None]
    inventory = inventory._replace(components=(*inventory.components, *extra))
    moved = rewired(inventory, {place: f"~gate {place}" for place in (*beside, *instead)})
    keepers = {place: _itself(place, beside) for place in instead}
    kept = tuple(_kept_by(one, keepers) for one in moved.components)
    return moved._replace(components=(*kept, *_around(beside, instead)))


def _itself(place: str, beside: Mapping[str, list[Option]]) -> str:
    """What stands for a component or what comes instead of it, without fallbacks."""
    return f"~self {place}" if place in beside else f"~gate {place}"


def _kept_by(component: Component, keepers: Mapping[str, str]) -> Component:
    """A copy is kept where it was, or by what comes instead of that; not by a fallback."""
    copy = component.copy
    if copy is None or copy.at is None or copy.at not in keepers:
        return component
    return component._replace(copy=copy._replace(at=keepers[copy.at]))


def _around(beside: Mapping[str, list[Option]], instead: Mapping[str, list[str]]) -> Iterator[Component]:
    """Gates that stand where components stood: the component or what comes instead, and then the fallbacks."""
    for place in dict.fromkeys((*beside, *instead)):
        itself = place
        if place in instead:
            itself = _itself(place, beside)
            yield Component(itself, gate=KOfN(1, (place, *instead[place])))
        if place in beside:
            yield Component(f"~gate {place}", gate=AnyOf((Option(itself), *beside[place])))


def _either(_gate: Gate, *, names: tuple[str, ...]) -> Gate:
    """Any of several that need no switch, and that do not impair each other."""
    return KOfN(1, names)


def _new(number: int, action: Action, grown: Mapping[str, Component]) -> Component:
    """What comes in. Instead of something, it has the gates of that, with all that other actions add to them."""
    assert action.new is not None
    new = action.new._replace(id=_put(number))
    if not action.instead:
        return new
    old = grown[action.place]
    names = {item.target for item in new.requires}
    kept = tuple(item for item in old.requires if not isinstance(item.target, str) or item.target in names)
    return new._replace(gate=old.gate, requires=kept)


def _way(number: int, target: str) -> Component:
    return Component(_way_of(number), requires=(Item(target), Item(_leaf(number))))


def _more(gate: Gate, *, action: Action, way: str) -> Gate:
    if isinstance(gate, KOfN):
        return gate._replace(members=(*gate.members, way))
    lasts = gate.options[action.option].lasts if action.new is None else None
    return gate._replace(options=(*gate.options, Option(way, action.switch, lasts)))


def _target(inventory: Inventory, action: Action) -> str:
    """What the option stands for whose switch changes, or that comes first."""
    gate = _gate_of(inventory, action.gate)
    assert isinstance(gate, AnyOf)
    return gate.options[action.option].target


def _gate_of(inventory: Inventory, name: str) -> Gate:
    found: list[Gate] = []

    def look(gate: Gate) -> Gate:
        found.append(gate)
        return gate

    with_gate(inventory, name, look)
    return found[0]
