"""Which services each of many scenarios stops, and nothing else: one evaluation, no horizons, no proofs.

`play` tells the rest. Scenarios that take the same nodes at the same times are one scenario here, and those that
take none are not evaluated; whether a copy ages or a service is degraded does not matter for an outage.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from depaudit.cutoff.batch import Batch, untouched
from depaudit.cutoff.scenario import Cutoff, Strike
from depaudit.cutoff.simulation import Simulation
from depaudit.graph.types import Choice, Graph
from depaudit.model.lever import Profile, Span
from depaudit.model.scenario import Scenario
from depaudit.scenarios.courses import profile_of
from depaudit.scenarios.match import Matcher
from depaudit.scenarios.strike import best_hits, strike

Losses = frozenset[Strike]


class Stops(NamedTuple):
    """The services that one scenario stops, and those that it may stop: that hangs on unknown facts."""

    sure: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.sure or self.unsure)


def stops(simulation: Simulation, scenarios: Sequence[Scenario]) -> tuple[Stops, ...]:
    """What each scenario stops: the services with an outage in `play(simulation, [(scenario,)])`."""
    matcher = Matcher(simulation)
    batches: dict[tuple[int, ...], tuple[str, dict[Losses, list[int]]]] = {}
    for number, scenario in enumerate(scenarios):
        if losses := losses_of(scenario, simulation, matcher):
            moments = _switches(simulation.graph, scenario.shows)
            batches.setdefault(moments, (scenario.shows, {}))[1].setdefault(losses, []).append(number)
    found = [Stops()] * len(scenarios)
    for error, numbers in batches.values():
        for same, stopped in zip(numbers.values(), _evaluated(simulation, list(numbers), error), strict=True):
            for number in same:
                found[number] = stopped
    return tuple(found)


def losses_of(scenario: Scenario, simulation: Simulation, matcher: Matcher) -> Losses:
    """The strikes of `scenario` that stop a node, without words and without what only degrades."""
    if scenario.reach is not None:
        strikes = strike(scenario, simulation, matcher).strikes
        return frozenset(_bare(one.node, one.profile.blocked, one.unknown) for one in strikes if one.profile.blocked)
    found: set[Strike] = set()
    for action in scenario.actions:
        known: dict[tuple[Profile, bool], tuple[Span, ...]] = {}
        for hit in best_hits(action, matcher):
            key = (hit.profile, "hardware" in simulation.graph.nodes[hit.node].layers)
            if (blocked := known.get(key)) is None:
                blocked = known[key] = profile_of(action, key[0], hardware=key[1]).blocked
            if blocked:
                found.add(_bare(hit.node, blocked, hit.unknown))
    return frozenset(found)


def _bare(node: int, blocked: tuple[Span, ...], unknown: bool) -> Strike:
    return Strike(node, Profile(blocked, ()), "", unknown)


def _switches(graph: Graph, error: str) -> tuple[int, ...]:
    """When each option is in use after that error: errors that no switch tells apart are one."""
    return tuple(way.ready_when(error) for node in graph.nodes if isinstance(node.gate, Choice)
                 for way in node.gate.ways)  # fmt: skip


def _evaluated(simulation: Simulation, losses: Sequence[Losses], error: str) -> Iterator[Stops]:
    cutoffs = [Cutoff(str(bit), "scenario", (), strikes=tuple(one)) for bit, one in enumerate(losses)]
    batch = Batch(simulation.graph, cutoffs, (), error)
    sure: list[list[str]] = [[] for _ in cutoffs]
    unsure: list[list[str]] = [[] for _ in cutoffs]
    quiet = untouched(0)
    for service in simulation.services:
        off = batch.off.timelines(service.node, service.rto)
        on = off if batch.on is batch.off else batch.on.timelines(service.node, service.rto)
        if batch.baseline_bit in on and on[batch.baseline_bit].first_down is not None:
            continue
        for bit in sorted({*off, *on} - {batch.baseline_bit}):
            known, worst = bool(off.get(bit, quiet).outages), bool(on.get(bit, quiet).outages)
            if known and worst:
                sure[bit].append(service.id)
            elif known or worst:
                unsure[bit].append(service.id)
    return (Stops(tuple(some), tuple(more)) for some, more in zip(sure, unsure, strict=True))
