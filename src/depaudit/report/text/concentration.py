"""How much rests on few: the Herfindahl-Hirschman index by axis, each with its weight."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from depaudit.model.report import Report
from depaudit.report.escape import terminal

MOST_SHARES = 4


def section(report: Report) -> Iterator[RenderableType]:
    """One table for all axes and weights."""
    if not report.concentration:
        return
    table = Table(title="Concentration", title_justify="left", title_style="bold", box=None, pad_edge=False,
                  padding=(0, 2, 0, 0))  # fmt: skip
    for name in ("axis", "weighted by", "HHI", "effective", "largest"):
        table.add_column(name, justify="right" if name in ("HHI", "effective") else "left", overflow="fold")
    for one in report.concentration:
        shares = ", ".join(f"{terminal(name)} {share:.0%}" for name, share in one.shares[:MOST_SHARES])
        table.add_row(one.axis, one.weight, f"{one.hhi:,.0f}", f"{one.effective_number:.1f}", Text(shares))
    yield table
