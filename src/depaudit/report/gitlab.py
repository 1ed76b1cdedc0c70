"""GitLab code quality: a JSON list of issues, as merge requests show them."""

import json
from typing import Final

from depaudit.model.finding import Finding
from depaudit.model.report import Report
from depaudit.model.severity import Severity
from depaudit.report import Style
from depaudit.report.escape import clip, terminal
from depaudit.report.places import place_of
from depaudit.report.words import status

SEVERITIES: Final = {Severity.CRITICAL: "blocker", Severity.HIGH: "critical", Severity.MEDIUM: "major",
                     Severity.LOW: "minor", Severity.INFO: "info"}  # fmt: skip


def render(report: Report, style: Style) -> str:
    """Every finding; one that is waived is mere information, and a rule that could not run is a blocker."""
    issues = [_issue(finding, report) for finding in report.findings]
    for failure in report.failures:
        paths = report.subject.paths or ("inventory.yaml",)
        lost = Finding(failure.rule, "incomplete", Severity.CRITICAL, "high", "", f"could not run: {failure.reason}",
                       fingerprint=f"incomplete-{failure.rule}")  # fmt: skip
        issues.append(_issue(lost._replace(location=lost.location._replace(path=paths[0])), report))
    return json.dumps(issues, indent=1) + "\n"


def _issue(finding: Finding, report: Report) -> dict[str, object]:
    path, line, _ = place_of(finding, report)
    said = status(finding)
    text = f"{finding.rule} {finding.name}: {finding.message}" + (f" ({said})" if said else "")
    return {
        "description": clip(terminal(text), 1_000),
        "check_name": f"{finding.rule} {finding.name}",
        "fingerprint": finding.fingerprint,
        "severity": "info" if finding.waived else SEVERITIES[finding.severity],
        "location": {"path": path, "lines": {"begin": line}},
    }
