"""One line per finding, for editors and grep."""

from depaudit.model.finding import Finding
from depaudit.model.report import Report
from depaudit.report import Style
from depaudit.report.escape import terminal


def render(report: Report, style: Style) -> str:
    """`path:line:column: severity RULE message`, worst first, then the headline."""
    return "\n".join([*map(_line, report.findings), terminal(report.headline)]) + "\n"


def _line(finding: Finding) -> str:
    where = terminal(str(finding.location) or finding.subject)
    waived = " (waived)" if finding.waived else ""
    return f"{where}: {finding.severity} {finding.rule} {terminal(finding.message)}{waived}"
