"""The declared tolerances, and whether they hold."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from depaudit.model.report import Report
from depaudit.report.escape import terminal
from depaudit.report.text.colours import COLOURS


def section(report: Report) -> Iterator[RenderableType]:
    """A line per objective."""
    if not report.objectives:
        return
    table = Table.grid(padding=(0, 2))
    for result in report.objectives:
        word = "breached" if result.breached else "holds"
        name = f"{', '.join(result.objective.services)} survive {', '.join(result.objective.survive)}"
        table.add_row(Text(word, style=COLOURS["down" if result.breached else "up"]), Text(terminal(name)))
    yield Group(Text("Objectives", style="bold"), table)
