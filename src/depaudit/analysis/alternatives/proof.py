"""The proof: each alternative is put into the graph and simulated; nothing is offered on the strength of a table."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from depaudit.cutoff.batch import Side
from depaudit.cutoff.curve import bits_of
from depaudit.cutoff.rows import rows
from depaudit.cutoff.scenario import NOT_FOUND, Cutoff
from depaudit.cutoff.sets import minimal_sets
from depaudit.cutoff.simulation import Simulation
from depaudit.cutoff.survival import Watched
from depaudit.graph.reach import under
from depaudit.graph.types import Graph, Node
from depaudit.model.duration import DAY
from depaudit.model.inventory import Component
from depaudit.model.lever import BLOCKED, FOREIGN
from depaudit.scenarios.onto import by_error, struck

MOST_TIES, MOST_ORDER = 6, 2
SCORE_DAY = 30


class Proof(NamedTuple):
    """What the change does. Score: 100 x the worst share of service weight that one foreign state stops by day 30.

    `residual` are the smallest sets of foreign states that still stop the services which rest on the component;
    `ties` say what still connects it to the states of the cut, in words.
    """

    score_before: float
    score_after: float
    residual: tuple[tuple[str, ...], ...]
    ties: tuple[str, ...]


def foreign_states(simulation: Simulation) -> tuple[Cutoff, ...]:
    """The foreign jurisdictions that the inventory calls for as cutoffs."""
    return tuple(cut for cut in rows(simulation.graph, simulation.home) if cut.kind == "jurisdiction" and cut.foreign)


def worst_share(simulation: Simulation, cutoffs: Sequence[Cutoff]) -> float:
    """The score under these cutoffs: unknown facts count as bad, services that are down anyway do not count."""
    if not cutoffs or not simulation.services:
        return 0.0
    side = Side.of(simulation.graph, (*cutoffs, Cutoff("", "scenario", ())), (SCORE_DAY,), NOT_FOUND, unknown=True)
    hit = [0.0] * len(cutoffs)
    total = 0.0
    for service in simulation.services:
        timelines = side.timelines(service.node, service.rto)
        broken = timelines.get(len(cutoffs))
        if broken is not None and broken.first_down is not None:
            continue
        total += service.weight
        for bit, timeline in timelines.items():
            if bit < len(cutoffs) and any(outage.start <= SCORE_DAY * DAY for outage in timeline.outages):
                hit[bit] += service.weight
    return round(100 * max(hit) / total, 2) if total else 0.0


def lost_under(
    simulation: Simulation,
    components: Iterable[str],
    cutoffs: Sequence[Cutoff],
    names: Mapping[str, str] | None = None,
) -> dict[str, tuple[str, ...]]:
    """For each component the cutoffs that take it down at some time of the year; unknown facts count as bad.

    `names`: the ids by which scenarios call components that have another id here.
    """
    found: dict[str, set[int]] = {name: set() for name in components}
    cutoffs = struck(simulation, cutoffs, names)
    for error, numbers in by_error(cutoffs).items():
        here = [cutoffs[number] for number in numbers]
        side = Side.of(simulation.graph, here, (SCORE_DAY,), error, unknown=True)
        for name, fallen in found.items():
            mask = 0
            for _, piece in side.run.curves[simulation.graph.by_id[name]]:
                mask |= piece
            fallen.update(numbers[bit] for bit in bits_of(mask))
    return {name: tuple(cutoffs[number].id for number in sorted(fallen)) for name, fallen in found.items()}


def acting(cutoff: Cutoff) -> Iterable[str]:
    """The states that act, where they act on others: not those whose own side forbids something."""
    yield from (selector.name for selector in cutoff.selectors if selector.kind == "jurisdiction")
    for part in cutoff.parts:
        if part.side == "supply":
            yield from part.jurisdictions
            yield from (state for action in part.actions for aim in action.aims for state in aim.values("location"))


def prove(simulation: Simulation, changed: Component, before: float, cut: Sequence[Cutoff]) -> Proof:
    """Put `changed` in place of the component of its id and measure. `before` is the score without the change."""
    after = simulation.change(changed)
    users = [
        service for service in after.services if after.graph.by_id[changed.id] in under(after.graph, service.node)
    ]
    states = foreign_states(after)
    return Proof(before, worst_share(after, states), _residual(after, users, states),
                 tuple(_ties(after.graph, after.graph.by_id[changed.id], cut))[:MOST_TIES])  # fmt: skip


def _residual(
    simulation: Simulation, users: Sequence[Watched], states: Sequence[Cutoff]
) -> tuple[tuple[str, ...], ...]:
    nodes = [service.node for service in users]
    found = minimal_sets(simulation.graph, nodes, [cut.selectors[0] for cut in states], MOST_ORDER)
    sets = {names for node in nodes for names in (*found[node].certain, *found[node].possible)}
    return tuple(sorted(sets, key=lambda names: (len(names), names)))


def _ties(graph: Graph, start: int, cut: Sequence[Cutoff]) -> Iterable[str]:
    """Levers of the states of the cut that stay under the component though they do not stop it."""
    states = {state for cutoff in cut for state in acting(cutoff)}
    told: set[str] = set()
    for index in sorted(under(graph, start), key=lambda number: (number != start, number)):
        for text in _ties_of(graph.nodes[index], states, own=index == start):
            if text not in told:
                told.add(text)
                yield text


def _ties_of(node: Node, states: set[str], *, own: bool) -> Iterable[str]:
    for lever in node.levers:
        if lever.jurisdiction in states and lever.jurisdiction != FOREIGN:
            effect = "can be taken away" if lever.profile == BLOCKED else "goes on running, nothing new comes"
            who = lever.vendor or node.id
            yield f"{lever.axis}: {who} ({lever.jurisdiction}) {'' if own else f'under {node.id} '}- {effect}"
