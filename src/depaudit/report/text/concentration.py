"""How much rests on few: the Herfindahl-Hirschman index by axis, each with its weight."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from depaudit.model.report import Report
from depaudit.report.escape import terminal
from depaudit.report.text.grid import Grid

MOST_SHARES = 4


def section(report: Report) -> Iterator[RenderableType]:
    """One table for all axes and weights."""
    if not report.concentration:
        return
    table = Grid("axis", "weighted by", "HHI", "effective", "largest", right=("HHI", "effective"))
    for one in report.concentration:
        shares = ", ".join(f"{terminal(name)} {share:.0%}" for name, share in one.shares[:MOST_SHARES])
        table.add_row(one.axis, one.weight, f"{one.hhi:,.0f}", f"{one.effective_number:.1f}", shares)
    yield Group(Text("Concentration", style="bold"), table)
