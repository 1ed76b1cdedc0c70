"""The end: warnings, and what was and was not assessed."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from depaudit.model.report import Report
from depaudit.model.severity import Severity
from depaudit.report.escape import terminal
from depaudit.report.words import closing, counted

MOST_WARNINGS = 10


def section(report: Report) -> Iterator[RenderableType]:
    """Warnings of the reading, then the last sentence."""
    warnings = report.subject.warnings
    for warning in warnings[:MOST_WARNINGS]:
        yield Text(f"warning: {terminal(warning)}", style="yellow")
    if len(warnings) > MOST_WARNINGS:
        yield Text(f"and {counted(len(warnings) - MOST_WARNINGS, 'more warning')}", style="yellow")
    yield Text(_summary(report))


def _summary(report: Report) -> str:
    counts = ", ".join(
        f"{report.count(severity)} {severity}" for severity in reversed(Severity) if report.count(severity)
    )
    worst = f" (worst foreign state: {report.score.cutoff})" if report.score.cutoff else ""
    certain = "" if report.score.low == report.score.value else f", {report.score.low:g} for certain"
    return (
        f"Findings: {counts or 'none'}. Score {report.score.value:g} of 100, lower is better{worst}{certain}.\n"
        f"{terminal(closing(report))}"
    )
