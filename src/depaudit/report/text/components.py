"""Components whose loss stops a service: single points by name, larger sets by number."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from depaudit.model.report import Report
from depaudit.model.results import CutSets
from depaudit.report.escape import terminal
from depaudit.report.text.grid import Grid
from depaudit.report.words import counted, orders

MOST_SERVICES, MOST_NAMES = 40, 6


def section(report: Report) -> Iterator[RenderableType]:
    """A line per service."""
    found = [one for one in report.cut_sets if one.level == "component"]
    if not found:
        return
    broken = {verdict.service for verdict in report.survival if verdict.baseline}
    table = Grid()
    for one in found[:MOST_SERVICES]:
        table.add_row(
            Text(terminal(one.service)),
            Text("down without any cut" if one.service in broken else terminal(_words(one))),
        )
    lines: list[RenderableType] = [Text("Components whose loss stops each service", style="bold"), table]
    if len(found) > MOST_SERVICES:
        lines.append(Text(f"and {counted(len(found) - MOST_SERVICES, 'more service')}", style="dim"))
    yield Group(*lines)


def _words(one: CutSets) -> str:
    singles = [names[0] for names in one.sets if len(names) == 1]
    singles += [f"{names[0]} (if unknown facts are bad)" for names in one.unknown_sets if len(names) == 1]
    named = ", ".join(singles[:MOST_NAMES]) + (f" and {len(singles) - MOST_NAMES} more" * (len(singles) > MOST_NAMES))
    alone = f"{counted(len(singles), 'single point')}: {named}" if singles else "no single point"
    if one.counts is None:
        return f"{alone}; larger sets were not counted (depaudit cutsets does)"
    if not one.counts:
        return "no set of components stops it"
    larger = orders((order, number) for order, number in one.counts if order > 1)
    return f"{alone}; {larger}" if larger else alone
