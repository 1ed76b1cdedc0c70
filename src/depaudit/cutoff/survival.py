"""From curves to verdicts: every service under every cutoff, with outages, proof, reasons and assumptions."""

from collections.abc import Iterable, Sequence
from itertools import compress
from typing import Final, NamedTuple

from depaudit.cutoff.batch import Batch, Side, Timeline, untouched
from depaudit.cutoff.curve import bits_of, digits
from depaudit.cutoff.explain import Explainer, Trace, smallest
from depaudit.graph.types import Graph, reads
from depaudit.model.duration import DAY, YEAR
from depaudit.model.inventory import Criticality, Service
from depaudit.model.verdict import State, Verdict

DEFAULT_RTO: Final[dict[Criticality, int]] = {"critical": 4 * 3600, "high": DAY, "medium": 3 * DAY, "low": 7 * DAY}
"""Recovery time objectives where none is stated: ours, and counted as assumptions."""

DEFAULT_WEIGHT: Final[dict[Criticality, float]] = {"critical": 8, "high": 4, "medium": 2, "low": 1}
"""Weights of services by criticality (docs/pages/scores.md): ours."""


class Watched(NamedTuple):
    """A service with its node and the defaults applied. RTO in seconds."""

    id: str
    node: int
    criticality: Criticality
    weight: float
    rto: int


def watch(service: Service, graph: Graph) -> Watched:
    """`service` with our defaults: medium criticality, the RTO and weight of its criticality."""
    criticality = service.criticality or "medium"
    rto = service.rto if service.rto is not None else DEFAULT_RTO[criticality]
    weight = service.weight if service.weight is not None else DEFAULT_WEIGHT[criticality]
    return Watched(service.id, graph.by_id[service.id], criticality, weight, rto)


def verdicts(batch: Batch, services: Sequence[Watched], users: Sequence[int] | None = None) -> tuple[Verdict, ...]:
    """All verdicts, service by service in the order given, cutoffs in the order of the batch.

    `users`: for each node a mask of the `services` that read it, if it is at hand.
    """
    judge = _Judge(batch)
    judged = zip(services, _under(batch, services, users), strict=True)
    return tuple(verdict for service, numbers in judged for verdict in judge.service(service, numbers))


class _Judge:
    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.graph = batch.graph
        self.explainers: dict[tuple[bool, int], Explainer] = {}
        self.bearing = [digits(mask, len(batch.cutoffs)) for mask in batch.bearing]

    def explainer(self, side: Side, second: int) -> Explainer:
        """The explainer of one side at one moment, kept for the other services."""
        key = (side is self.batch.on, second)
        if key not in self.explainers:
            self.explainers[key] = Explainer(side, second)
        return self.explainers[key]

    def service(self, service: Watched, assumptions: Sequence[int]) -> Iterable[Verdict]:
        """The verdicts of one service; `assumptions` are the numbers of those under it."""
        batch = self.batch
        off = batch.off.timelines(service.node, service.rto)
        on = off if batch.on is batch.off else batch.on.timelines(service.node, service.rto)
        quiet = untouched(len(batch.off.days))
        up = tuple(zip(batch.off.days, quiet.states, strict=True))
        broken = on.get(batch.baseline_bit, quiet).first_down is not None
        certain = {bit: timeline for bit, timeline in on.items() if off.get(bit) == timeline}
        doubtful = {bit: timeline for bit, timeline in on.items() if bit not in certain}
        traces = self._traces(service, certain, batch.off) | self._traces(service, doubtful, batch.on)
        assumed = self._assumed(assumptions)
        for bit, cutoff in enumerate(batch.cutoffs[: batch.baseline_bit]):
            of = (service.id, cutoff.id, cutoff.kind, cutoff.foreign)
            if bit not in on and bit not in off:
                yield Verdict(*of, up, False, None, (), 0, (), (), (), assumed[bit], (), broken)
                continue
            known, worst = off.get(bit, quiet), on.get(bit, quiet)
            trace = traces.get(bit)
            reasons: tuple[tuple[str, ...], ...] = ()
            if worst.first_down is not None:
                moments = _telling(worst, service.rto)
                explainers = [self.explainer(batch.off if bit in certain else batch.on, moment) for moment in moments]
                found = [explainer.reasons(service.node, bit) for explainer in explainers]
                trace = self._to_a_reason(trace, explainers[0], service.node, bit)
                reasons = found[0] if len(found) == 1 else smallest(found)
            yield Verdict(
                *of,
                tuple(zip(batch.off.days, _merged(known, worst), strict=True)),
                None if bool(known.outages) != bool(worst.outages) else bool(known.outages),
                worst.first_down,
                worst.outages,
                worst.interruption,
                path=self._named(trace),
                path_notes=trace.notes if trace else (),
                reasons=reasons,
                assumed=assumed[bit],
                decided_by=self._deciders(service.node, bit, known, worst),
                baseline=broken,
                short_interruptions=worst.short,
            )

    def _to_a_reason(self, trace: Trace | None, explainer: Explainer, node: int, bit: int) -> Trace | None:
        """A proof that ends where a loss is enough; the shortest one may end at what falls beside that."""
        enough = explainer.enough(node, bit)
        if trace is None or not enough or trace.nodes[-1] in enough:
            return trace
        return explainer.traces(node, 1 << bit, "down", enough).get(bit, trace)

    def _named(self, trace: Trace | None) -> tuple[str, ...]:
        return tuple(self.graph.nodes[node].id for node in trace.nodes) if trace else ()

    def _traces(self, service: Watched, timelines: dict[int, Timeline], side: Side) -> dict[int, Trace]:
        """A proof for each scenario that touches the service: where it is down, else where it is first degraded.

        What is certain is explained by what is known; only what hangs on unknowns is explained by those.
        """
        groups: dict[tuple[str, int], int] = {}
        days = self.batch.on.days
        for bit, timeline in timelines.items():
            if timeline.first_down is not None:
                key = ("down", _telling(timeline, service.rto)[0])
            else:
                felt = next((day for day, state in zip(days, timeline.states, strict=True) if state != "up"), None)
                if felt is None:
                    continue
                key = ("impaired", felt * DAY)
            groups[key] = groups.get(key, 0) | 1 << bit
        found: dict[int, Trace] = {}
        for (mode, second), mask in sorted(groups.items()):
            explainer = self.explainer(side, second)
            found.update(explainer.traces(service.node, mask, "down" if mode == "down" else "impaired"))
        return found

    def _assumed(self, numbers: Sequence[int]) -> list[tuple[str, ...]]:
        """By scenario: the assumptions among `numbers` that bear on it."""
        width = len(self.batch.cutoffs)
        ids = [self.graph.assumptions[number].assumption.id for number in numbers]
        table = b"".join([self.bearing[number] for number in numbers])
        columns = [table[bit::width] for bit in range(width)]
        chosen = {column: tuple(compress(ids, column)) for column in set(columns)}
        return [chosen[column] for column in columns]

    def _deciders(self, node: int, bit: int, known: Timeline, worst: Timeline) -> tuple[str, ...]:
        """The unknown facts that the worse verdict rests on, where the two sides differ."""
        if known == worst:
            return ()
        return tuple(sorted(_unknowns(self.batch.on, node, bit)))


def _under(batch: Batch, services: Sequence[Watched], users: Sequence[int] | None) -> list[list[int]]:
    """For each service the numbers of the assumptions at or under it (loops included) that bear on any scenario."""
    if users is None:
        users = batch.readings.users(service.node for service in services)
    found: list[list[int]] = [[] for _ in services]
    for number, (noted, mask) in enumerate(zip(batch.graph.assumptions, batch.bearing, strict=True)):
        if mask:
            for bit in bits_of(users[noted.node]):
                found[bit].append(number)
    return found


def _telling(timeline: Timeline, rto: int) -> tuple[int, ...]:
    """The seconds at which a loss is explained: in the first outage and, where a later one does not end, in that.

    An outage is looked at when the RTO has run out; one without end when every way round has been tried.
    """
    if not timeline.outages:
        return (timeline.first_down or 0,)
    first, last = timeline.outages[0], timeline.outages[-1]
    if first.end is None:
        return (YEAR,)
    return (first.start + rto, YEAR) if last.end is None else (first.start + rto,)


def _merged(known: Timeline, worst: Timeline) -> tuple[State, ...]:
    return tuple(one if one == other else "unknown" for one, other in zip(known.states, worst.states, strict=True))


def _unknowns(side: Side, start: int, bit: int) -> set[str]:
    """Ids of the unknown levers, edges and groups that act under `start` in one scenario."""
    found: set[str] = set()
    nodes, seen, waiting = side.run.plan.graph.nodes, {start}, [start]
    while waiting:
        index = waiting.pop()
        node = nodes[index]
        for strike, mask in side.pulls.strikes(index, unknown=True):
            if strike.unknown and mask >> bit & 1:
                found.add(strike.fact or f"{node.id}: {strike.why}")
        for lever in node.levers:
            if lever.unknown and side.pulls.mask(lever, node) >> bit & 1:
                found.add(lever.fact.id if lever.fact else f"{node.id}: {lever.reason}")
        for edge in node.requires:
            if edge.unknown and side.touched[edge.target] >> bit & 1:
                found.add(f"{node.id}.{edge.label}: {nodes[edge.target].id}")
        if node.kind == "group" and getattr(node.gate, "unknown", False):
            found.add(f"{node.id}: one or all of them")
        for target in reads(node):
            if target not in seen and side.touched[target] >> bit & 1:
                seen.add(target)
                waiting.append(target)
    return found
