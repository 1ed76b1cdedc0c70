"""The way out of each grave outage, proved by simulation."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from depaudit.model.report import Report
from depaudit.model.results import Alternative
from depaudit.report.escape import terminal
from depaudit.report.text.grid import Grid

MOST_WAYS = 8


def section(report: Report) -> Iterator[RenderableType]:
    """For each outage the cheapest changes that mend it, one line for all outages that the same change mends."""
    if not report.alternatives:
        return
    ways: dict[str, list[Alternative]] = {}
    for one in report.alternatives:
        ways.setdefault(one.action, []).append(one)
    table = Grid("change (each proved by simulation)", "person-days", "score", "mends")
    for action, group in list(ways.items())[:MOST_WAYS]:
        first = group[0]
        mends = ", ".join(dict.fromkeys(f"{one.service} under {one.cutoff}" for one in group))
        table.add_row(Text(terminal(action)), f"{first.effort_low:g}-{first.effort_high:g}",
                      f"{first.score_before:g} -> {first.score_after:g}", Text(terminal(mends)))  # fmt: skip
    more = len(ways) - MOST_WAYS
    tail = f"and {more} more; " if more > 0 else ""
    hint = Text(f"{tail}depaudit plan finds the cheapest set for all of them together", style="dim")
    yield Group(Text("Ways out", style="bold"), table, hint)
