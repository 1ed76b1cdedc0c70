"""One line per finding, for editors and grep."""

from depaudit.model.finding import Finding
from depaudit.model.report import Report
from depaudit.report import Style
from depaudit.report.escape import terminal
from depaudit.report.words import status


def render(report: Report, style: Style) -> str:
    """`path:line:column: severity RULE message`, worst first, then what could not run, then the headline."""
    failures = (f"incomplete: {terminal(f'rule {one.rule} could not run: {one.reason}')}" for one in report.failures)
    return "\n".join([*map(_line, report.findings), *failures, terminal(report.headline)]) + "\n"


def _line(finding: Finding) -> str:
    where = terminal(str(finding.location) or finding.subject)
    said = f" ({terminal(status(finding))})" if status(finding) else ""
    return f"{where}: {finding.severity} {finding.rule} {terminal(finding.message)}{said}"
