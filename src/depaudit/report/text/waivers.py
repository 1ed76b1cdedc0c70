"""Accepted findings: each waiver, what it silences, and until when."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from depaudit.model.report import Report
from depaudit.model.waiver import WaiverUse
from depaudit.report.escape import clip, terminal
from depaudit.report.text.grid import Grid
from depaudit.report.words import counted

MOST_WAIVERS = 20


def section(report: Report) -> Iterator[RenderableType]:
    """A line per waiver."""
    if not report.waivers:
        return
    table = Grid()
    for use in report.waivers[:MOST_WAIVERS]:
        waiver = use.waiver
        about = f"{waiver.rule} on {waiver.subject or waiver.place}" + (f" under {waiver.cut}" if waiver.cut else "")
        table.add_row(Text(use.state, style="green" if use.covers else "yellow"), Text(terminal(about)),
                      Text(terminal(_words(use))))  # fmt: skip
    lines: list[RenderableType] = [Text("Waivers", style="bold"), table]
    if len(report.waivers) > MOST_WAIVERS:
        rest = counted(len(report.waivers) - MOST_WAIVERS, "more waiver")
        lines.append(Text(f"and {rest}: --format json lists them", style="dim"))
    yield Group(*lines)


def _words(use: WaiverUse) -> str:
    waiver = use.waiver
    until = f"until {waiver.expires}" if waiver.expires else "without end"
    owner = f" by {waiver.owner}" if waiver.owner else ""
    return f"silences {counted(len(use.covers), 'finding')}, {until}{owner}: {clip(waiver.reason, 120)}"
