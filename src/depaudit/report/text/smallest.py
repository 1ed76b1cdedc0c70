"""The smallest cut that stops each service: model, vendor, layer of a state, state."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from depaudit.model.report import Report
from depaudit.model.results import Rung
from depaudit.report.escape import terminal
from depaudit.report.text.grid import Grid
from depaudit.report.words import counted

MOST_SERVICES = 40


def section(report: Report) -> Iterator[RenderableType]:
    """A line per service."""
    if not report.subject.services:
        return
    table = Grid()
    rungs: dict[str, list[Rung]] = {}
    for rung in report.ladder:
        rungs.setdefault(rung.service, []).append(rung)
    services = report.subject.services
    for name, _, _ in services[:MOST_SERVICES]:
        said = " · ".join(map(_words, rungs.get(name, ())))
        table.add_row(Text(terminal(name)), Text(said or "no single cut stops it"))
    lines: list[RenderableType] = [Text("Smallest cut that stops each service", style="bold"), table]
    if len(services) > MOST_SERVICES:
        lines.append(Text(f"and {counted(len(services) - MOST_SERVICES, 'more service')}", style="dim"))
    yield Group(*lines)


def _words(rung: Rung) -> str:
    home = "" if rung.foreign else ", home"
    doubt = "" if rung.certain else ", if unknown facts are bad"
    return f"one {rung.rung} ({terminal(rung.cutoff)}{home}){doubt}"
