"""The survival matrix: services against the cutoffs that hurt most."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from depaudit.model.report import Report
from depaudit.model.verdict import Verdict
from depaudit.report.escape import terminal
from depaudit.report.text.colours import colour_of
from depaudit.report.text.grid import Grid
from depaudit.report.words import cell, column, counted, matrix_rows

MOST_COLUMNS, MOST_SERVICES, MOST_NAME = 5, 40, 28
TABLES = (("states", ("jurisdiction",)), ("models, vendors and layers", ("model", "vendor", "layer")))


def section(report: Report) -> Iterator[RenderableType]:
    """One table for states, one for the smaller cuts; what is not shown is counted."""
    verdicts: dict[tuple[str, str, str], Verdict] = {
        (one.service, one.kind, one.cutoff): one for one in report.survival
    }
    foreign: dict[tuple[str, str], bool] = {(one.kind, one.cutoff): one.foreign for one in report.survival}
    days = ", ".join(str(day) for day in report.horizons)
    services = report.subject.services[:MOST_SERVICES]
    for title, kinds in TABLES:
        columns, more = matrix_rows(report, kinds, MOST_COLUMNS)
        if not columns:
            continue
        yield Text(f"Survival by {title} (day {days} after the cutoff)", style="bold")
        heads = [column(cutoff, kind, foreign=foreign[kind, cutoff]) for kind, cutoff in columns]
        table = Grid("service", *heads, least=min(MOST_NAME, max(len(name) for name, _, _ in services)))
        for name, _, rto in services:
            words = [cell(verdicts[name, kind, cutoff], rto) for kind, cutoff in columns]
            table.add_row(Text(terminal(name)), *(Text(word, style=colour_of(word)) for word in words))
        yield table
        left_out = _left_out(more, len(report.subject.services) - len(services))
        if left_out:
            yield Text(left_out, style="dim")


def _left_out(cutoffs: int, services: int) -> str:
    parts = [f"{counted(cutoffs, 'more cutoff')} with less effect or none"] if cutoffs else []
    if services:
        parts.append(f"{counted(services, 'more service')}: --format json lists them")
    return "and " + ", and ".join(parts) if parts else ""
