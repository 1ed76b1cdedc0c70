"""Which targets fail under which set of actions: one graph that holds all actions, each behind a leaf of its own.

An action that is not taken is a component that is cut; so a set of actions is part of a scenario, a scenario is a
bit, and thousands of sets are tried in one run of the engine. What scenarios strike is found in that same graph, so
that what comes in is struck too wherever a scenario selects it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from depaudit.analysis.alternatives.proof import under
from depaudit.analysis.plan.action import Action, rewired, with_gate
from depaudit.analysis.plan.target import Target, breached
from depaudit.cutoff.evaluate import Run
from depaudit.cutoff.plan import make_plan
from depaudit.cutoff.scenario import Cutoff, Pulls, Selector
from depaudit.cutoff.simulation import Simulation
from depaudit.model.duration import YEAR
from depaudit.model.inventory import AnyOf, Component, Gate, Inventory, Item, KOfN, Option, Provider, Switch
from depaudit.scenarios.onto import struck

AT_ONCE: Final = Switch("automatic", 0)
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
        names = {f"~new {number}": action.new.id for number, action in enumerate(self.actions) if action.new}
        cutoffs = {target.cutoff.does: target.cutoff for target in self.targets}
        on_graph = dict(zip(cutoffs, struck(whole, tuple(cutoffs.values()), names), strict=True))
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
            run = self._run(error, [(cutoff, 1 << bit) for cutoff, bit in bits.items()], off, full)
            failed.update(one for one in group if breached(run.curves[self.nodes[one]], self.targets[one])
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
        run = self._run(error, cut.items(), closed, (1 << start) - 1)
        bad: dict[tuple[int, int, int, int], int] = {}
        found: list[int | None] = []
        for (number, _, further), begin in zip(ladders, starts, strict=True):
            target = self.targets[number]
            key = (self.nodes[number], target.tolerance, target.until, target.span)
            if key not in bad:
                bad[key] = breached(run.curves[self.nodes[number]], target)
            stretch = bad[key] >> begin & ((1 << len(further) + 1) - 1)
            held = ~stretch & ((1 << len(further) + 1) - 1)
            found.append((held & -held).bit_length() - 1 if held else None)
        return found

    def _off(self, action: int) -> Selector:
        return Selector("component", _leaf(action))

    def _run(
        self, error: str, cut: Iterable[tuple[Cutoff, int]], off: Iterable[tuple[Selector, int]], full: int
    ) -> Run:
        cut = list(cut)
        masked = [*((selector, mask) for cutoff, mask in cut for selector in cutoff.selectors), *off]
        strikes = ((strike, mask) for cutoff, mask in cut for strike in cutoff.strikes)
        return Run(self.plans[error], Pulls.of_masks(masked, full, self.graph, strikes), YEAR)


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


def _with_all(inventory: Inventory, actions: Sequence[Action]) -> Inventory:
    """The inventory with every action as one more way that stands on a leaf of its own."""
    extra: list[Component] = []
    ways: dict[str, list[Option]] = {}
    for number, action in enumerate(actions):
        extra.append(Component(_leaf(number), provider=Provider(own=True)))
        if action.gate:
            target = _target(inventory, action) if action.new is None else f"~new {number}"
            inventory = with_gate(inventory, action.gate, partial(_more, action=action, number=number))
            extra.append(_way(number, target))
        elif action.new is not None:
            extra.append(_way(number, f"~new {number}"))
            switch = AT_ONCE if action.instead else action.switch
            ways.setdefault(action.place, [Option(action.place)]).append(Option(f"~way {number}", switch))
    grown = {component.id: component for component in inventory.components}
    extra += [_new(number, action, grown) for number, action in enumerate(actions) if action.new is not None]
    inventory = inventory._replace(components=(*inventory.components, *extra))
    moved = rewired(inventory, {place: f"~gate {place}" for place in ways})
    gates = tuple(Component(f"~gate {place}", gate=AnyOf(tuple(options))) for place, options in ways.items())
    return moved._replace(components=(*moved.components, *gates))


def _new(number: int, action: Action, grown: Mapping[str, Component]) -> Component:
    """What comes in. Instead of something, it has the gates of that, with all that other actions add to them."""
    assert action.new is not None
    new = action.new._replace(id=f"~new {number}")
    if not action.instead:
        return new
    old = grown[action.place]
    names = {item.target for item in new.requires}
    kept = tuple(item for item in old.requires if not isinstance(item.target, str) or item.target in names)
    return new._replace(gate=old.gate, requires=kept)


def _way(number: int, target: str) -> Component:
    return Component(f"~way {number}", requires=(Item(target), Item(_leaf(number))))


def _more(gate: Gate, *, action: Action, number: int) -> Gate:
    if isinstance(gate, KOfN):
        return gate._replace(members=(*gate.members, f"~way {number}"))
    switch, lasts = action.switch, None
    if action.new is None:
        lasts = gate.options[action.option].lasts
        switch = AT_ONCE if action.kind == "put-first" else switch
    return gate._replace(options=(*gate.options, Option(f"~way {number}", switch, lasts)))


def _target(inventory: Inventory, action: Action) -> str:
    """What the option stands for whose switch changes, or that comes first."""
    found: list[str] = []

    def look(gate: Gate) -> Gate:
        if isinstance(gate, AnyOf):
            found.append(gate.options[action.option].target)
        return gate

    with_gate(inventory, action.gate, look)
    return found[0]
