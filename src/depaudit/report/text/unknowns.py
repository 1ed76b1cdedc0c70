"""Facts that nobody has read or that sources dispute, where a verdict hangs on them."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from depaudit.model.report import Report
from depaudit.report.escape import terminal
from depaudit.report.text.grid import Grid
from depaudit.report.words import counted

MOST_UNKNOWNS = 6


def section(report: Report) -> Iterator[RenderableType]:
    """Those on which most verdicts hang, with the services."""
    if not report.unknowns:
        return
    table = Grid()
    for one in report.unknowns[:MOST_UNKNOWNS]:
        services = ", ".join(dict.fromkeys(service for service, _ in one.verdicts))
        verdicts = counted(len(one.verdicts), "verdict")
        table.add_row(Text(terminal(one.text)), Text(terminal(f"{verdicts}: {services}")))
    lines: list[RenderableType] = [Text("Not known, and it decides verdicts", style="bold"), table]
    if len(report.unknowns) > MOST_UNKNOWNS:
        rest = len(report.unknowns) - MOST_UNKNOWNS
        lines.append(Text(f"and {rest} more: --format json lists them", style="dim"))
    yield Group(*lines)
