"""Play scenarios on a stack: verdicts, what was touched, what each service runs on afterwards."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from depaudit.cutoff.batch import Batch
from depaudit.cutoff.curve import at
from depaudit.cutoff.scenario import Cutoff
from depaudit.cutoff.simulation import HORIZONS, Simulation
from depaudit.cutoff.survival import verdicts
from depaudit.graph.types import Choice
from depaudit.model.scenario import Scenario, Side
from depaudit.model.verdict import Verdict
from depaudit.scenarios.match import Matcher
from depaudit.scenarios.strike import Struck, Touch, stands_on, strike

TOGETHER: Final = "+"


class Running(NamedTuple):
    """What serves behind a gate over time: (from which second, option), empty where nothing does."""

    gate: str
    first: str
    serves: tuple[tuple[int, str], ...]


class Played(NamedTuple):
    """One scenario, or several together, on one stack. `on` says by service where a fallback serves."""

    id: str
    side: Side
    parts: tuple[Scenario, ...]
    verdicts: tuple[Verdict, ...]
    touches: tuple[Touch, ...]
    on: tuple[tuple[str, tuple[Running, ...]], ...]
    collapsed: tuple[str, ...] = ()
    not_assessed: tuple[str, ...] = ()

    @property
    def stops(self) -> tuple[str, ...]:
        """The services with an outage, those that hang on unknown facts included."""
        return tuple(verdict.service for verdict in self.verdicts if verdict.gates)

    def verdict(self, service: str) -> Verdict:
        """The verdict on one service. Raises KeyError for another name."""
        return {verdict.service: verdict for verdict in self.verdicts}[service]


def play(
    simulation: Simulation, groups: Iterable[Sequence[Scenario]], horizons: Sequence[int] = HORIZONS
) -> tuple[Played, ...]:
    """Each group of scenarios as one cutoff, in the order given; all that show one error in one evaluation."""
    matcher = Matcher(simulation)
    struck = [tuple((part, strike(part, simulation, matcher)) for part in group) for group in groups]
    batches: dict[str, list[int]] = {}
    for number, parts in enumerate(struck):
        batches.setdefault(error_of([part for part, _ in parts]), []).append(number)
    found: dict[int, Played] = {}
    for error, numbers in batches.items():
        cutoffs = [_cutoff(struck[number]) for number in numbers]
        batch = Batch(simulation.graph, cutoffs, horizons, error)
        by_cutoff: dict[str, list[Verdict]] = {}
        for verdict in verdicts(batch, simulation.services):
            by_cutoff.setdefault(verdict.cutoff, []).append(verdict)
        for bit, number in enumerate(numbers):
            hit = tuple(by_cutoff.get(cutoffs[bit].id, ()))
            found[number] = _played(struck[number], cutoffs[bit].id, hit, _Gates(simulation, batch, bit))
    return tuple(found[number] for number in range(len(struck)))


def error_of(parts: Sequence[Scenario]) -> str:
    """The error that callers see. Several are joined: a switch must fire on each of them."""
    return TOGETHER.join(sorted({part.shows for part in parts}))


def _cutoff(parts: Sequence[tuple[Scenario, Struck]]) -> Cutoff:
    name = TOGETHER.join(part.id for part, _ in parts)
    return Cutoff(name, "scenario", (), strikes=tuple(one for _, struck in parts for one in struck.strikes))


def _played(parts: Sequence[tuple[Scenario, Struck]], name: str, hit: tuple[Verdict, ...], gates: "_Gates") -> Played:
    scenarios = tuple(part for part, _ in parts)
    unasked = sorted({service for _, struck in parts for service in struck.unasked})
    return Played(
        name,
        scenarios[0].side,
        scenarios,
        hit,
        tuple(touch for _, struck in parts for touch in struck.touches),
        tuple(gates.services(hit)),
        tuple(part.id for part, struck in parts if struck.collapsed),
        tuple(unasked),
    )


class _Gates:
    """What serves behind each fallback, in one scenario of a batch."""

    def __init__(self, simulation: Simulation, batch: Batch, bit: int) -> None:
        self.simulation, self.batch, self.bit = simulation, batch, bit

    def services(self, found: Iterable[Verdict]) -> Iterator[tuple[str, tuple[Running, ...]]]:
        """By service that is touched: the gates under it where another option than the first ever serves."""
        graph = self.simulation.graph
        for verdict in found:
            if verdict.worst_state != "up" or verdict.outages or verdict.short_interruptions:
                gates = sorted(stands_on(graph, graph.by_id[verdict.service]))
                yield verdict.service, tuple(one for gate in gates if (one := self._gate(gate)) is not None)

    def _gate(self, index: int) -> Running | None:
        node = self.simulation.graph.nodes[index]
        if not isinstance(node.gate, Choice):
            return None
        side, nodes = self.batch.on, self.simulation.graph.nodes
        ways = side.run.plan.inputs[index].ways
        moments = {0, *(second for target, _, _ in ways for second, _ in side.run.curves[target])}
        moments |= {second for _, ready, ends in ways for second in (ready, ends) if second is not None}
        found: list[tuple[int, str]] = []
        for second in sorted(moment for moment in moments if moment <= side.end):
            serving = next((nodes[target].id for target in self._usable(index, second)), "")
            if not found or found[-1][1] != serving:
                found.append((second, serving))
        first = nodes[node.gate.ways[0].target].id
        return Running(node.id, first, tuple(found)) if found != [(0, first)] else None

    def _usable(self, index: int, second: int) -> Iterator[int]:
        side = self.batch.on
        for number, (target, ready, ends) in enumerate(side.run.plan.inputs[index].ways):
            open_now = number == 0 or (ready <= second and (ends is None or second < ends))
            if open_now and not at(side.run.curves[target], second) >> self.bit & 1:
                yield target
