"""Declared tolerances against verdicts: which objectives are breached, and by what."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from depaudit.analysis.assessment import ServiceFacts
from depaudit.cutoff.rows import appears
from depaudit.cutoff.scenario import Cutoff
from depaudit.cutoff.simulation import Simulation
from depaudit.errors import SelectorError
from depaudit.model.duration import DAY, YEAR
from depaudit.model.inventory import Inventory, Objective
from depaudit.model.results import ObjectiveResult
from depaudit.model.verdict import Verdict

RANKS: Final = ("critical", "high", "medium", "low")


def declared_cuts(simulation: Simulation) -> Mapping[str, Cutoff]:
    """The cuts that objectives name one by one, by the word that names them; not those that nothing here answers to.

    They are judged even where no row of the inventory is about them: a member state where all of EU is home, EU where
    a single member appears.
    """
    words = dict.fromkeys(text for objective in simulation.inventory.objectives for text in objective.survive)
    found = {}
    for text in words:
        if not text.startswith("any-"):
            try:
                cutoff = simulation.cutoff((text,))
            except SelectorError:
                continue
            if appears(cutoff.selectors[0], simulation.graph):
                found[text] = cutoff
    return found


def objective_results(
    inventory: Inventory,
    services: Sequence[ServiceFacts],
    verdicts: Sequence[Verdict],
    declared: Mapping[str, Cutoff],
) -> tuple[ObjectiveResult, ...]:
    """Every declared objective with the (service, cutoff) pairs that breach it; unknowns count like the worse."""
    return tuple(_result(objective, services, verdicts, declared) for objective in inventory.objectives)


def _result(
    objective: Objective,
    services: Sequence[ServiceFacts],
    verdicts: Sequence[Verdict],
    declared: Mapping[str, Cutoff],
) -> ObjectiveResult:
    chosen = _services(objective, services)
    rto = {service.id: service.rto for service in services}
    by: list[tuple[str, str]] = []
    unknown_by: list[tuple[str, str]] = []
    cuts: list[tuple[str, str]] = []
    for text in objective.survive:
        for verdict in verdicts:
            if not covers(text, verdict, declared):
                continue
            cuts.append((verdict.kind, verdict.cutoff))
            if verdict.service in chosen and not verdict.baseline and breaches(verdict, objective, rto):
                (unknown_by if verdict.decided_by else by).append((verdict.service, verdict.cutoff))
    missing = tuple(text for text in objective.survive if not text.startswith("any-") and text not in declared)
    pairs, doubtful = tuple(dict.fromkeys(by)), tuple(dict.fromkeys(unknown_by))
    judged = tuple(dict.fromkeys(cuts))
    return ObjectiveResult(objective, bool(pairs or doubtful), pairs, doubtful, missing, judged)


def _services(objective: Objective, services: Iterable[ServiceFacts]) -> set[str]:
    named = set(objective.services)
    return {service.id for service in services if service.id in named or service.criticality in named}


def covers(text: str, verdict: Verdict, declared: Mapping[str, Cutoff]) -> bool:
    """Whether a selector of an objective (`any-vendor`, `vendor:openai`, `US`) speaks of this verdict's cut."""
    if text.startswith("any-"):
        return verdict.kind == text.removeprefix("any-") and (verdict.foreign or verdict.kind != "jurisdiction")
    cutoff = declared.get(text)
    return cutoff is not None and (verdict.kind, verdict.cutoff) == (cutoff.kind, cutoff.id)


def breaches(verdict: Verdict, objective: Objective, rto: dict[str, int]) -> bool:
    """Whether an interruption within the objective's span is longer than it tolerates, or the state is too poor."""
    span = YEAR if objective.span is None else objective.span
    within = rto[verdict.service] if objective.within is None else objective.within
    gaps = [gap for gap in (*verdict.outages, *verdict.short_interruptions) if gap.start <= span]
    if any(gap.end is None or min(gap.end, span) - gap.start > within for gap in gaps):
        return True
    if objective.at_least == "up":
        return any(state != "up" for day, state in verdict.states if day * DAY <= span)
    return False
