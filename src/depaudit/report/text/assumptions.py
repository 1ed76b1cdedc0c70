"""Defaults of ours that verdicts rest on."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from depaudit.model.report import Report
from depaudit.report.escape import terminal
from depaudit.report.text.grid import Grid
from depaudit.report.words import counted

MOST_ASSUMPTIONS = 6


def section(report: Report) -> Iterator[RenderableType]:
    """Those that bear on most verdicts."""
    if not report.assumptions:
        return
    table = Grid()
    for one in report.assumptions[:MOST_ASSUMPTIONS]:
        table.add_row(Text(terminal(one.subject)), Text(terminal(one.text)), counted(one.verdicts, "verdict"))
    lines: list[RenderableType] = [Text("Assumed, because nothing was said", style="bold"), table]
    if len(report.assumptions) > MOST_ASSUMPTIONS:
        rest = len(report.assumptions) - MOST_ASSUMPTIONS
        lines.append(Text(f"and {rest} more: --format json lists them", style="dim"))
    yield Group(*lines)
