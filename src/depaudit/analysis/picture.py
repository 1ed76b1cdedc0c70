"""The picture of a simulation: nodes in layers, and the state of every node under every cut and pair of cuts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import combinations
from math import isqrt
from operator import or_
from typing import Final, NamedTuple

from depaudit.analysis.layout import layered
from depaudit.cutoff.batch import Batch, Side
from depaudit.cutoff.curve import at, bits_of
from depaudit.cutoff.rows import rows
from depaudit.cutoff.scenario import Cutoff, Pulls
from depaudit.cutoff.simulation import Simulation
from depaudit.cutoff.survival import verdicts
from depaudit.graph.types import NEVER, Choice, Graph, Node, Quorum, reads
from depaudit.model.duration import DAY, format_duration
from depaudit.model.lever import BLOCKED, FOREIGN
from depaudit.model.picture import DIGITS, Pair, Picture, PictureCut, PictureEdge, PictureNode
from depaudit.model.verdict import State

MOST_PAIRED: Final = 64
PAIR_BUDGET: Final = 100_000
MOST_EXPLAINED: Final = 200
WORSENING: Final[tuple[State, ...]] = ("degraded", "unknown", "down")

Masks = tuple[int, int, int]
"""The cutoffs under which a node is degraded, unknown and down."""


def picture(simulation: Simulation, days: Sequence[int]) -> Picture:
    """Everything under a service, with its state under each cutoff and under each pair of the worst cutoffs."""
    graph = simulation.graph
    cutoffs = rows(graph, simulation.home)
    shown = _shown(graph)
    batch = Batch(graph, cutoffs, days)
    states = _states(simulation, batch, shown)
    chosen = _worst(states, len(cutoffs), len(simulation.services))
    pairs = _pairs(simulation, cutoffs, days, states, chosen, shown)
    numbers = {node: number for number, node in enumerate(shown)}
    places = layered(
        [[numbers[target] for target in reads(graph.nodes[node]) if target in numbers] for node in shown]
    )
    pulls = Pulls(cutoffs, graph)
    return Picture(
        tuple(days),
        tuple(_node(graph, graph.nodes[node], pulls, place) for node, place in zip(shown, places, strict=True)),
        tuple(edge for node in shown for edge in _edges(graph.nodes[node], numbers[node], numbers)),
        tuple(PictureCut(cut.id, cut.kind, cut.foreign) for cut in cutoffs),
        tuple({numbers[node]: _digits(masks, len(cutoffs)) for node, masks in at_day.items()} for at_day in states),
        chosen,
        tuple(_renumbered(pair, numbers) for pair in pairs),
    )


def _shown(graph: Graph) -> tuple[int, ...]:
    """The nodes under the services, services first."""
    services = [index for index, node in enumerate(graph.nodes) if node.kind == "service"]
    seen = dict.fromkeys(services)
    waiting = list(reversed(services))
    while waiting:
        for target in reads(graph.nodes[waiting.pop()]):
            if target not in seen:
                seen[target] = None
                waiting.append(target)
    return tuple(seen)


def _states(simulation: Simulation, batch: Batch, shown: Iterable[int]) -> list[dict[int, Masks]]:
    """At each horizon, the masks of every node that is not up under all cutoffs."""
    rto = {watched.node: watched.rto for watched in simulation.services}
    keep = (1 << batch.baseline_bit) - 1
    found: list[dict[int, Masks]] = [{} for _ in batch.off.days]
    for node in shown:
        off, on = (_of_service(side, node, rto[node]) if node in rto else _of_node(side, node)
                   for side in (batch.off, batch.on))  # fmt: skip
        for at_day, known, worst in zip(found, off, on, strict=True):
            degraded, unknown, down = _merged(known, worst)
            if (degraded | unknown | down) & keep:
                at_day[node] = (degraded & keep, unknown & keep, down & keep)
    return found


class _OneSide(NamedTuple):
    """The cutoffs under which a node is degraded and down, with unknowns off or on."""

    degraded: int
    down: int


def _of_node(side: Side, node: int) -> list[_OneSide]:
    found = []
    for day in side.days:
        down = at(side.run.curves[node], day * DAY)
        found.append(_OneSide(side.impaired[day][node] & ~down, down))
    return found


def _of_service(side: Side, node: int, rto: int) -> list[_OneSide]:
    return [_OneSide(*side.felt(node, rto, day)) for day in side.days]


def _merged(off: _OneSide, on: _OneSide) -> Masks:
    unknown = (off.degraded ^ on.degraded) | (off.down ^ on.down)
    return on.degraded & ~unknown, unknown, on.down & ~unknown


def _digits(masks: Masks, size: int) -> str:
    marks = ["0"] * size
    for state, mask in zip(WORSENING, masks, strict=True):
        for bit in bits_of(mask):
            marks[bit] = DIGITS[state]
    return "".join(marks)


def _worst(states: Sequence[Mapping[int, Masks]], size: int, services: int) -> tuple[int, ...]:
    """The cutoffs that touch most: at most `MOST_PAIRED`, and no more than make `PAIR_BUDGET` pairs with services.

    One that touches nothing alone may still stop something with another (a list of regions), so it may be chosen.
    """
    touched = [0] * size
    for at_day in states:
        for degraded, unknown, down in at_day.values():
            for weight, mask in ((1, degraded), (2, unknown), (3, down)):
                for bit in bits_of(mask):
                    touched[bit] += weight
    most = min(MOST_PAIRED, isqrt(2 * PAIR_BUDGET // max(1, services)))
    return tuple(sorted(sorted(range(size), key=lambda bit: (-touched[bit], bit))[:most]))


def _pairs(
    simulation: Simulation,
    cutoffs: Sequence[Cutoff],
    days: Sequence[int],
    states: Sequence[Mapping[int, Masks]],
    chosen: Sequence[int],
    shown: Sequence[int],
) -> list[Pair]:
    """Every pair of the chosen cutoffs that is worse somewhere than the worse of the two."""
    couples = list(combinations(chosen, 2))
    if not couples:
        return []
    joined = [_joined(cutoffs[one], cutoffs[other]) for one, other in couples]
    batch = Batch(simulation.graph, joined, days)
    members = dict.fromkeys(chosen, 0)
    for bit, couple in enumerate(couples):
        for one in couple:
            members[one] |= 1 << bit
    together = _states(simulation, batch, shown)
    worse: dict[int, list[tuple[int, int, str]]] = {}
    for horizon, at_day in enumerate(states):
        for node, masks in together[horizon].items():
            expected = _spread(at_day.get(node, (0, 0, 0)), members)
            for state, mask, known in zip(WORSENING, masks, expected, strict=True):
                for bit in bits_of(mask & ~known):
                    worse.setdefault(bit, []).append((horizon, node, DIGITS[state]))
    paths = _paths(simulation, [(bit, joined[bit]) for bit in sorted(worse)], worse)
    return [Pair(*couples[bit], tuple(found), paths.get(bit, ())) for bit, found in sorted(worse.items())]


def _joined(one: Cutoff, other: Cutoff) -> Cutoff:
    return Cutoff(f"{one.id}+{other.id}", "scenario", one.selectors + other.selectors, one.foreign or other.foreign)


def _spread(masks: Masks, members: Mapping[int, int]) -> Masks:
    """What the pairs would be if each were as bad as the worse of its two."""
    degraded, unknown, down = (
        reduce(or_, (members[bit] for bit in bits_of(mask) if bit in members), 0) for mask in masks
    )
    return degraded & ~unknown & ~down, unknown & ~down, down


def _paths(
    simulation: Simulation, joined: Sequence[tuple[int, Cutoff]], worse: Mapping[int, Sequence[tuple[int, int, str]]]
) -> dict[int, tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]]:
    """For pairs that stop a service that neither stops alone: the proof, service by service."""
    nodes = {watched.node: watched.id for watched in simulation.services}
    stopped = {bit: {nodes[node] for _, node, digit in worse[bit] if node in nodes and digit != DIGITS["degraded"]}
               for bit, _ in joined}  # fmt: skip
    chosen = [(bit, cut) for bit, cut in joined if stopped[bit]][:MOST_EXPLAINED]
    if not chosen:
        return {}
    by_id = {cut.id: bit for bit, cut in chosen}
    found: dict[int, list[tuple[str, tuple[str, ...], tuple[str, ...]]]] = {}
    for verdict in verdicts(Batch(simulation.graph, [cut for _, cut in chosen]), simulation.services):
        bit = by_id[verdict.cutoff]
        if verdict.service in stopped[bit] and verdict.path:
            found.setdefault(bit, []).append((verdict.service, verdict.path, verdict.path_notes))
    return {bit: tuple(one) for bit, one in found.items()}


def _renumbered(pair: Pair, numbers: Mapping[int, int]) -> Pair:
    return pair._replace(worse=tuple((horizon, numbers[node], digit) for horizon, node, digit in pair.worse))


def _node(graph: Graph, node: Node, pulls: Pulls, place: tuple[int, int]) -> PictureNode:
    blocking = [lever for lever in node.levers if lever.profile == BLOCKED]
    felt = blocking or node.levers
    states = {lever.jurisdiction for lever in felt if lever.jurisdiction and lever.jurisdiction != FOREIGN}
    states.update(state for lever in felt for state in lever.places)
    vendor = next((lever.vendor for lever in node.levers if lever.vendor), "")
    pulled = reduce(or_, (pulls.mask(lever, node) for lever in node.levers), 0)
    return PictureNode(node.id, node.kind, node.layers[0] if node.layers else "", tuple(sorted(states)),
                       graph.names.get(vendor, vendor), tuple(bits_of(pulled)), *place)  # fmt: skip


def _edges(node: Node, source: int, numbers: Mapping[int, int]) -> Iterator[PictureEdge]:
    for edge in node.requires:
        note = "" if edge.label == "run" else edge.label
        if edge.fails > 0:
            note = f"{note} survives {format_duration(edge.fails)}".strip()
        yield PictureEdge(source, numbers[edge.target], "requires", note)
    if isinstance(node.gate, Choice):
        for order, way in enumerate(node.gate.ways):
            note = "first" if not order else f"option {order + 1}, {format_duration(way.ready)}"
            yield PictureEdge(source, numbers[way.target], "option", note)
    elif isinstance(node.gate, Quorum):
        for member in node.gate.members:
            yield PictureEdge(source, numbers[member], "member", f"{node.gate.k} of {len(node.gate.members)}")
    if node.guard != NEVER:
        yield PictureEdge(source, numbers[node.guard], "copy", "keeps the copy")
