"""One simulation in, one assessment out: every number and comparison that rules and reports read."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from depaudit.analysis.assessment import Assessment, ServiceFacts, Thresholds
from depaudit.analysis.concentration import concentrations
from depaudit.analysis.counts import with_counts
from depaudit.analysis.exposure import exposures, ladder, score, strangleholds
from depaudit.analysis.fallbacks import fallback_pairs
from depaudit.analysis.gaps import gaps
from depaudit.analysis.headline import headline
from depaudit.analysis.history import history
from depaudit.analysis.objectives import declared_cuts, objective_results
from depaudit.analysis.openness import model_uses
from depaudit.analysis.parts import gates_of, parts_of
from depaudit.analysis.points import component_sets, single_points
from depaudit.analysis.users import Users
from depaudit.cutoff.batch import Batch
from depaudit.cutoff.exact.frame import Frame, frame_of
from depaudit.cutoff.rows import controllers, rows
from depaudit.cutoff.scenario import Cutoff
from depaudit.cutoff.sets import minimal_sets
from depaudit.cutoff.simulation import HORIZONS, Simulation
from depaudit.cutoff.survival import verdicts
from depaudit.graph.types import Graph
from depaudit.model.history import History
from depaudit.model.inventory import Inventory
from depaudit.model.report import Subject
from depaudit.model.results import Assumption, CutSets, Unknown
from depaudit.model.verdict import Verdict

MAX_ORDER: Final = 3
MOST_REPLAYED: Final = 1_000
"""Components up to which past events are replayed with every scan."""
DEFAULT_THRESHOLDS: Final = Thresholds()


def assess(
    simulation: Simulation,
    *,
    as_of: str,
    horizons: Sequence[int] = HORIZONS,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> Assessment:
    """Assess every service under every cutoff that the inventory calls for. Pure; `as_of` is an ISO date."""
    inventory, graph = simulation.inventory, simulation.graph
    days = tuple(sorted({*horizons}))
    cutoffs, declared = rows(graph, simulation.home), declared_cuts(simulation)
    batch = Batch(graph, _with_declared(cutoffs, declared.values()), days)
    services = tuple(
        ServiceFacts(one.id, one.criticality, one.weight, one.rto, written.position)
        for one, written in zip(simulation.services, inventory.services, strict=True)
    )
    users = Users(graph, services, batch.readings)
    survival = verdicts(batch, simulation.services, users.ever)
    broken = frozenset(verdict.service for verdict in survival if verdict.baseline)
    sound = tuple(service for service in services if service.id not in broken)
    counted = [verdict for verdict in survival if not verdict.baseline]
    exposure = exposures(sound, counted, days)
    rungs = ladder(services, survival)
    frame = frame_of(graph, [service.node for service in simulation.services])
    singles = component_sets(simulation, frame)
    pairs = fallback_pairs(batch, inventory, users)
    return Assessment(
        inventory=inventory,
        subject=_subject(inventory, simulation, services),
        as_of=as_of,
        horizons=days,
        thresholds=thresholds,
        services=services,
        survival=survival,
        exposure=exposure,
        score=score(sound, counted),
        ladder=rungs,
        objectives=objective_results(inventory, services, survival, declared),
        cut_sets=tuple(with_counts(simulation, _state_sets(frame, cutoffs, simulation) + singles)),
        concentration=concentrations(graph, inventory, users),
        strangleholds=strangleholds(sound, counted),
        fallbacks=pairs,
        single_points=single_points(simulation, singles),
        gaps=gaps(inventory, graph, simulation.sources, users),
        assumptions=_assumptions(batch, users),
        unknowns=_unknowns(survival),
        headline=headline(services, survival, exposure, rungs),
        stale_facts=_stale(graph, as_of),
        models=model_uses(simulation, users),
        parts=parts_of(simulation, users),
        gates=gates_of(batch, inventory, users),
        home=graph.home,
        history=history(simulation, pairs, as_of) if len(inventory.components) <= MOST_REPLAYED else History(),
        controllers=controllers(graph),
        by_service={service.id: service for service in services},
    )


def _with_declared(cutoffs: Sequence[Cutoff], declared: Iterable[Cutoff]) -> tuple[Cutoff, ...]:
    known = {(cutoff.kind, cutoff.id) for cutoff in cutoffs}
    return (*cutoffs, *(cutoff for cutoff in dict.fromkeys(declared) if (cutoff.kind, cutoff.id) not in known))


def _subject(inventory: Inventory, simulation: Simulation, services: Sequence[ServiceFacts]) -> Subject:
    organisation = inventory.organisation
    weights = tuple((service.id, service.weight, service.rto) for service in services)
    return Subject(organisation.name, organisation.jurisdiction, simulation.home, inventory.paths, inventory.digest,
                   weights, len(inventory.components), inventory.warnings)  # fmt: skip


def _state_sets(frame: Frame, cutoffs: Sequence[Cutoff], simulation: Simulation) -> tuple[CutSets, ...]:
    states = [cut.selectors[0] for cut in cutoffs if cut.kind == "jurisdiction" and cut.foreign]
    nodes = [service.node for service in simulation.services]
    found = minimal_sets(simulation.graph, nodes, states, MAX_ORDER, frame)
    return tuple(CutSets(service.id, "jurisdiction", 365, *found[service.node]) for service in simulation.services)


def _assumptions(batch: Batch, users: Users) -> tuple[Assumption, ...]:
    """Every assumption that some verdict rests on, those that bear on most verdicts first."""
    counts: Counter[str] = Counter()
    for noted, mask in zip(batch.graph.assumptions, batch.bearing, strict=True):
        counts[noted.assumption.id] += users.ever[noted.node].bit_count() * mask.bit_count()
    named = {noted.assumption.id: noted.assumption for noted in batch.graph.assumptions}
    used = [named[name]._replace(verdicts=count) for name, count in counts.items() if count]
    return tuple(sorted(used, key=lambda one: (-one.verdicts, one.id)))


def _unknowns(survival: Sequence[Verdict]) -> tuple[Unknown, ...]:
    """Every fact that decides a verdict, those that decide most first."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for verdict in survival:
        for name in verdict.decided_by:
            found[name].append((verdict.service, verdict.cutoff))
    unknowns = [Unknown(name, name, tuple(pairs), name.partition(":")[0].partition(".")[0])
                for name, pairs in found.items()]  # fmt: skip
    return tuple(sorted(unknowns, key=lambda one: (-len(one.verdicts), one.fact)))


def _stale(graph: Graph, as_of: str) -> int:
    facts = {lever.fact for node in graph.nodes for lever in node.levers if lever.fact}
    return sum(fact.is_stale(as_of) for fact in facts)
