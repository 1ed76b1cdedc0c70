"""CSV: one row per finding, every cell quoted and none of them a formula."""

import csv
from io import StringIO
from typing import Final

from depaudit.model.finding import Finding
from depaudit.model.report import Report
from depaudit.report import Style
from depaudit.report.escape import cell
from depaudit.report.words import status

COLUMNS: Final = (
    "rule", "name", "severity", "confidence", "standing", "subject", "cutoff", "message", "file", "line", "column",
    "path", "remedy", "status", "owner", "expires", "fingerprint",
)  # fmt: skip


def render(report: Report, style: Style) -> str:
    """A header, the findings, and a row for each rule that could not run."""
    out = StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows([cell(str(part)) for part in _row(finding)] for finding in report.findings)
    for failure in report.failures:
        row = [failure.rule, "incomplete", "critical", "high", "not assessed", "", "", failure.reason]
        table.writerow([cell(part) for part in (*row, *[""] * (len(COLUMNS) - len(row)))])
    return out.getvalue()


def _row(finding: Finding) -> tuple[object, ...]:
    waiver = finding.waived
    return (
        finding.rule, finding.name, finding.severity, finding.confidence, finding.standing, finding.subject,
        finding.cutoff, finding.message, finding.location.path, finding.location.line or "",
        finding.location.column or "", " -> ".join(finding.path), finding.remedy.text if finding.remedy else "",
        status(finding), (waiver.owner or "") if waiver else "", (waiver.expires or "") if waiver else "",
        finding.fingerprint,
    )  # fmt: skip
