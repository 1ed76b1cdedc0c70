"""A batch of cutoffs, evaluated with unknown levers off and, where there are any, on."""

from collections.abc import Hashable, Mapping, Sequence
from functools import cached_property, reduce
from operator import or_
from typing import NamedTuple

from depaudit.cutoff.again import Change, Rerun
from depaudit.cutoff.curve import at, bits_of, held, intervals
from depaudit.cutoff.evaluate import Run
from depaudit.cutoff.impair import impaired_again, impaired_at
from depaudit.cutoff.plan import changed_plan, make_plan
from depaudit.cutoff.scenario import NOT_FOUND, Cutoff, Pulls
from depaudit.cutoff.spread import Spread
from depaudit.graph.types import Graph, Node, Noted, Quorum, reads
from depaudit.model.duration import DAY, YEAR
from depaudit.model.verdict import Outage, State

BASELINE = Cutoff("", "scenario", ())
"""Nothing is cut. Evaluated with every batch: what is down here is a problem of the inventory."""


class Timeline(NamedTuple):
    """One service under one cutoff, on one side of the unknown: seconds, and states by horizon."""

    states: tuple[State, ...]
    outages: tuple[Outage, ...]
    short: tuple[Outage, ...]
    first_down: int | None
    interruption: int | None


def untouched(horizons: int) -> Timeline:
    """A service that nothing reaches."""
    states: list[State] = ["up"] * horizons
    return Timeline(tuple(states), (), (), None, 0)


class Side:
    """One evaluation of a batch, with the impaired masks at the horizons."""

    def __init__(self, days: tuple[int, ...], pulls: Pulls, run: Run, impaired: dict[int, list[int]]) -> None:
        self.days, self.end = days, run.end
        self.pulls, self.run, self.impaired = pulls, run, impaired
        self._timelines: dict[Hashable, dict[int, Timeline]] = {}

    @classmethod
    def of(
        cls,
        graph: Graph,
        cutoffs: Sequence[Cutoff],
        days: Sequence[int],
        error: str,
        *,
        unknown: bool,
        readings: Spread | None = None,
    ) -> "Side":
        """The evaluation of a whole graph; `readings` is what its nodes read, if it is at hand."""
        pulls = Pulls(cutoffs, graph)
        read = (readings.targets, readings.parts) if readings else None
        plan = make_plan(graph, error, unknown=unknown, read=read)
        run = Run(plan, pulls, max([YEAR, *(day * DAY for day in days)]))
        impaired = impaired_at(run, pulls, [day * DAY for day in days])
        return cls(tuple(days), pulls, run, dict(zip(days, impaired, strict=True)))

    def after(self, graph: Graph, cutoffs: Sequence[Cutoff], error: str, change: Change, *, unknown: bool) -> "Side":
        """The same evaluation of the changed `graph`, where only what stands on the change is worked out again."""
        pulls = Pulls(cutoffs, graph)
        plan = changed_plan(self.run.plan, graph, change.touched, error, unknown=unknown)
        run = Rerun(plan, pulls, self.run, change)
        before = {day * DAY: masks for day, masks in self.impaired.items()}
        impaired = impaired_again(run, pulls, change.inside, before)
        return Side(self.days, pulls, run, dict(zip(self.impaired, impaired, strict=True)))

    @cached_property
    def touched(self) -> list[int]:
        """For each node the scenarios in which it is ever down, or impaired at a horizon."""
        masks = [reduce(or_, (mask for _, mask in curve), 0) for curve in self.run.curves]
        for impaired in self.impaired.values():
            masks = list(map(or_, masks, impaired))
        return masks

    def timelines(self, node: int, rto: int) -> Mapping[int, Timeline]:
        """Timeline by bit, for every scenario in which `node` is ever down or impaired at a horizon.

        Found once for all nodes that are down and impaired in the same scenarios at the same times.
        """
        curve = self.run.curves[node]
        impaired = tuple(masks[node] for masks in self.impaired.values())
        key = (tuple(curve), impaired, rto)
        if (known := self._timelines.get(key)) is None:
            down = dict(intervals(curve, self.pulls.full, self.end))
            bits = sorted({*down, *bits_of(reduce(or_, impaired, 0))})
            known = self._timelines[key] = {bit: self._timeline(node, bit, down.get(bit, []), rto) for bit in bits}
        return known

    def felt(self, node: int, rto: int, day: int) -> tuple[int, int]:
        """The scenarios in which a service is degraded, and those in which it is down, at one horizon."""
        second, curve = day * DAY, self.run.curves[node]
        lost = at(curve, second)
        down = held(curve, second, self.end)
        for bit, gaps in intervals(curve, lost & ~down, self.end):
            if any(start <= second and (end is None or second < end) and _counts(start, end, rto)
                   for start, end in gaps):  # fmt: skip
                down |= 1 << bit
        return lost & ~down | self.impaired[day][node] & ~lost, down

    def _timeline(self, node: int, bit: int, down: list[tuple[int, int | None]], rto: int) -> Timeline:
        inside = [_truncated(start, end) for start, end in down if start <= YEAR]
        outages = tuple(gap for gap in inside if gap.end is None or gap.end - gap.start > rto)
        short = tuple(gap for gap in inside if gap not in outages)
        open_ended = any(gap.end is None for gap in inside)
        lost = None if open_ended else sum((gap.end or 0) - gap.start for gap in inside)
        states = tuple(self._state(node, bit, day, down, rto) for day in self.days)
        return Timeline(states, outages, short, inside[0].start if inside else None, lost)

    def _state(self, node: int, bit: int, day: int, down: list[tuple[int, int | None]], rto: int) -> State:
        second = day * DAY
        for start, end in down:
            if start <= second and (end is None or second < end):
                return "down" if _counts(start, end, rto) else "degraded"
        return "degraded" if self.impaired[day][node] >> bit & 1 else "up"


def _counts(start: int, end: int | None, rto: int) -> bool:
    """Whether an interval of down time is an outage, not a short interruption."""
    return end is None or end - start > rto or (start <= YEAR < end)


def _truncated(start: int, end: int | None) -> Outage:
    """An interval of down time as the year sees it: still open if it lasts beyond."""
    return Outage(start, None if end is None or end > YEAR else end)


class Batch:
    """Cutoffs on a graph: `off` counts what is known, `on` what might be as well (the same object if nothing is)."""

    def __init__(
        self, graph: Graph, cutoffs: Sequence[Cutoff], days: Sequence[int] = (0, 30, 365), error: str = NOT_FOUND
    ) -> None:
        self.graph = graph
        self.cutoffs = (*cutoffs, BASELINE)
        self.baseline_bit = len(cutoffs)
        self.off = Side.of(graph, self.cutoffs, days, error, unknown=False, readings=self.readings)
        doubtful = has_unknowns(graph) or any(strike.unknown for cutoff in cutoffs for strike in cutoff.strikes)
        self.on = self.off
        if doubtful:
            self.on = Side.of(graph, self.cutoffs, days, error, unknown=True, readings=self.readings)

    @cached_property
    def readings(self) -> Spread:
        """What each node reads."""
        return Spread([reads(node) for node in self.graph.nodes])

    @cached_property
    def bearing(self) -> list[int]:
        """For each assumption of the graph the scenarios that it bears on."""
        places = {"jurisdiction", "layer", "scenario"}
        placed = sum(1 << bit for bit, cutoff in enumerate(self.cutoffs[:-1]) if cutoff.kind in places)
        return [placed if noted.bears_on == "place" else self._bearing(noted) for noted in self.graph.assumptions]

    def _bearing(self, noted: Noted) -> int:
        if noted.bears_on == "pull":
            node = self.graph.nodes[noted.watch]
            mask = reduce(or_, (self.on.pulls.mask(lever, node) for lever in node.levers), 0)
        else:
            mask = reduce(or_, (piece for _, piece in self.on.run.curves[noted.watch]), 0)
        return mask & ~(1 << self.baseline_bit)

    def after(self, graph: Graph, cutoffs: Sequence[Cutoff], error: str, change: Change) -> "Batch":
        """The same cutoffs, which strike no single nodes, on the changed `graph`."""
        batch = Batch.__new__(Batch)
        batch.graph, batch.cutoffs, batch.baseline_bit = graph, (*cutoffs, BASELINE), self.baseline_bit
        batch.off = self.off.after(graph, batch.cutoffs, error, change, unknown=False)
        batch.on = batch.off
        if self.on is not self.off or any(uncertain(graph.nodes[index]) for index in change.touched):
            batch.on = self.on.after(graph, batch.cutoffs, error, change, unknown=True)
        return batch


def has_unknowns(graph: Graph) -> bool:
    """Whether anything in the graph is evaluated on both sides."""
    return any(map(uncertain, graph.nodes))


def uncertain(node: Node) -> bool:
    """Whether anything about one node is evaluated on both sides."""
    return (
        any(lever.unknown for lever in node.levers)
        or any(edge.unknown for edge in node.requires)
        or (isinstance(node.gate, Quorum) and node.gate.unknown)
    )
