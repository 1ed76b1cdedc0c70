"""Objectives as a register wants them: a row per objective, service and cut; what was tolerated, and what came."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from depaudit.analysis.objectives import breaches
from depaudit.model.report import Report
from depaudit.model.results import ObjectiveResult
from depaudit.model.verdict import Verdict

Outcome = Literal["holds", "breached", "breached if unknown facts are bad", "down without any cut"]


class Tolerance(NamedTuple):
    """One service under one cut that an objective speaks of.

    `objective` counts from 1 in the order of the inventory. `within` and `span` are seconds, `interruption` too; it
    is None while it lasts beyond the year. `at_least` is the worst state that is good enough.
    """

    objective: int
    service: str
    cut: str
    within: int
    span: int | None
    at_least: str
    interruption: int | None
    outcome: Outcome


def tolerances(report: Report, criticality: Mapping[str, str]) -> tuple[Tolerance, ...]:
    """Every (objective, service, cut) of a report. `criticality` is that of each service, by id."""
    rto = {name: seconds for name, _, seconds in report.subject.services}
    return tuple(row for number, result in enumerate(report.objectives, 1)
                 for row in _rows(number, result, report.survival, criticality, rto))  # fmt: skip


def _rows(
    number: int,
    result: ObjectiveResult,
    survival: Sequence[Verdict],
    criticality: Mapping[str, str],
    rto: dict[str, int],
) -> Iterator[Tolerance]:
    declared = result.objective
    named = set(declared.services)
    chosen = {name for name, rank in criticality.items() if name in named or rank in named}
    for verdict in survival:
        if verdict.service in chosen and (verdict.kind, verdict.cutoff) in result.cuts:
            within = rto[verdict.service] if declared.within is None else declared.within
            outcome: Outcome = "holds"
            if verdict.baseline:
                outcome = "down without any cut"
            elif breaches(verdict, declared, rto):
                outcome = "breached if unknown facts are bad" if verdict.decided_by else "breached"
            yield Tolerance(number, verdict.service, verdict.cutoff, within, declared.span, declared.at_least,
                            verdict.interruption, outcome)  # fmt: skip
