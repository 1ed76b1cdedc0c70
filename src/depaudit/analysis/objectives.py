"""Declared tolerances against verdicts: which objectives are breached, and by what."""

from collections.abc import Iterable, Sequence
from typing import Final

from depaudit.analysis.assessment import ServiceFacts
from depaudit.model.duration import DAY, YEAR
from depaudit.model.inventory import Inventory, Objective
from depaudit.model.lever import OTHER_STATE
from depaudit.model.results import ObjectiveResult
from depaudit.model.verdict import Verdict

RANKS: Final = ("critical", "high", "medium", "low")


def objective_results(
    inventory: Inventory, services: Sequence[ServiceFacts], verdicts: Sequence[Verdict]
) -> tuple[ObjectiveResult, ...]:
    """Every declared objective with the (service, cutoff) pairs that breach it; unknowns count like the worse."""
    return tuple(_result(objective, services, verdicts) for objective in inventory.objectives)


def _result(objective: Objective, services: Sequence[ServiceFacts], verdicts: Sequence[Verdict]) -> ObjectiveResult:
    chosen = _services(objective, services)
    rto = {service.id: service.rto for service in services}
    by: list[tuple[str, str]] = []
    unknown_by: list[tuple[str, str]] = []
    missing: list[str] = []
    for text in objective.survive:
        rows = [verdict for verdict in verdicts if covers(text, verdict)]
        if not rows and ":" not in text and not text.startswith("any-"):
            rows = [verdict for verdict in verdicts if verdict.cutoff == OTHER_STATE]
        if not rows and text.partition(":")[0] in {"vendor", "model"}:
            missing.append(text)
        for verdict in rows:
            if verdict.service in chosen and not verdict.baseline and breaches(verdict, objective, rto):
                (unknown_by if verdict.decided_by else by).append((verdict.service, verdict.cutoff))
    pairs, doubtful = tuple(dict.fromkeys(by)), tuple(dict.fromkeys(unknown_by))
    return ObjectiveResult(objective, bool(pairs or doubtful), pairs, doubtful, tuple(missing))


def _services(objective: Objective, services: Iterable[ServiceFacts]) -> set[str]:
    named = set(objective.services)
    return {service.id for service in services if service.id in named or service.criticality in named}


def covers(text: str, verdict: Verdict) -> bool:
    """Whether a selector of an objective (`any-vendor`, `vendor:openai`, `US`) speaks of this verdict's cut."""
    if text.startswith("any-"):
        return verdict.kind == text.removeprefix("any-") and (verdict.foreign or verdict.kind != "jurisdiction")
    kind, colon, name = text.partition(":")
    if not colon:
        return verdict.kind == "jurisdiction" and verdict.cutoff == text
    return verdict.kind == kind and verdict.cutoff == name


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
