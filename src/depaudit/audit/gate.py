"""The gate: whether a report is good enough to pass, and whether it is complete enough to say so."""

from collections.abc import Iterator
from typing import NamedTuple

from depaudit.audit.options import ScanOptions
from depaudit.model.report import Report
from depaudit.model.severity import Severity


class GateResult(NamedTuple):
    """Whether the gate was reached, whether the assessment is incomplete, and why."""

    failed: bool
    incomplete: bool
    reasons: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def reached(report: Report, fail_on: Severity | None, options: ScanOptions) -> GateResult:
    """Compare `report` with the severity that fails it (None: never) and the thresholds of `options`."""
    reasons = []
    if fail_on is not None:
        sure = options.unknown == "fail"
        hits = [one for one in report.findings
                if one.gates and one.severity >= fail_on and (sure or one.confidence != "low")]  # fmt: skip
        if hits:
            reasons.append(f"{len(hits)} finding{'s' * (len(hits) > 1)} at or above {fail_on}")
    limit, score = options.thresholds.max_score, report.score.value if options.unknown == "fail" else report.score.low
    if limit is not None and score > limit:
        reasons.append(f"score {score:g} is above {limit:g}")
    failed = bool(reasons)
    incomplete = [f"rule {failure.rule} could not run: {failure.reason}" for failure in report.failures]
    if options.strict and report.unknowns:
        incomplete.append(f"{len(report.unknowns)} unknown facts decide verdicts")
    if options.strict and report.stale_facts:
        incomplete.append(f"{report.stale_facts} facts are past their date")
    return GateResult(failed, bool(incomplete), (*reasons, *incomplete), tuple(_warnings(report, options)))


def _warnings(report: Report, options: ScanOptions) -> Iterator[str]:
    """What was let through and should be seen: under `--unknown warn`, what hangs on unknown facts."""
    unsure = sum(finding.gates and finding.confidence == "low" for finding in report.findings)
    if options.unknown == "warn" and unsure:
        yield f"{unsure} finding{'s' * (unsure > 1)} hang{'s' * (unsure == 1)} on unknown facts and do not gate"
