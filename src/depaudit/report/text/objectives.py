"""The declared tolerances, and whether they hold."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from depaudit.model.report import Report
from depaudit.report.escape import terminal
from depaudit.report.text.colours import COLOURS
from depaudit.report.text.grid import Grid


def section(report: Report) -> Iterator[RenderableType]:
    """A line per objective."""
    if not report.objectives:
        return
    table = Grid()
    for result in report.objectives:
        word = "breached" if result.breached else "holds"
        missing = f"; not assessed: {', '.join(result.not_assessed)}" if result.not_assessed else ""
        name = Text(terminal(f"{result.objective}{missing}"))
        table.add_row(Text(word, style=COLOURS["down" if result.breached else "up"]), name)
    yield Group(Text("Objectives", style="bold"), table)
