"""What past cutoffs would have done here, and apart from that, who could read the data."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from depaudit.model.duration import format_duration
from depaudit.model.history import History, Replayed
from depaudit.model.jurisdiction import name_of
from depaudit.model.report import Report
from depaudit.report.escape import terminal
from depaudit.report.text.grid import Grid
from depaudit.report.words import counted

MOST_EVENTS, MOST_LATE, MOST_STATES = 6, 3, 6


def section(report: Report) -> Iterator[RenderableType]:
    """The events that would have stopped something, late switches, and lawful access."""
    history = report.history
    if history.played:
        yield Group(*_events(report, history))
    elif report.survival:
        yield Text("Past cutoffs were not replayed for this report: depaudit simulate --scenario-set history")
    if history.access:
        yield _access(history)


def _events(report: Report, history: History) -> Iterator[RenderableType]:
    yield Text("What history would have done here (the same lever on this stack)", style="bold")
    weight = {name: share for name, share, _ in report.subject.services}
    worst = sorted(history.stopped, key=lambda one: (-sum(weight[name] for name in one.services), one.event))
    table = Grid()
    for one in worst[:MOST_EVENTS]:
        table.add_row(one.date, Text(terminal(one.title)), Text(terminal(_does(one))))
    if worst:
        yield table
    rest = history.played - len(worst[:MOST_EVENTS])
    others = history.played - len(history.stopped)
    more = f"{counted(len(worst) - MOST_EVENTS, 'more event')} would have, " if len(worst) > MOST_EVENTS else ""
    if rest:
        yield Text(f"{more}the other {others} would not: depaudit simulate --scenario-set history", style="dim")
    for late in history.late[:MOST_LATE]:
        yield Text(terminal(f"{late.option} comes after {format_duration(late.switch)}: {late.missed} of "
                            f"{len(history.outages)} past outages that ended were over by then"))  # fmt: skip


def _does(one: Replayed) -> str:
    verb = "stops" if one.side == "supply" else "forbids"
    sure = f"{verb} {', '.join(one.services[:3])}{' ...' if len(one.services) > 3 else ''}" if one.services else ""
    unsure = f"may stop {', '.join(one.unsure[:3])}" if one.unsure else ""
    return "; ".join(part for part in (sure, unsure) if part)


def _access(history: History) -> Group:
    table = Grid()
    for one in history.access[:MOST_STATES]:
        table.add_row(
            Text(name_of(one.state)),
            Text(terminal(", ".join(one.services[:4]) + (" ..." if len(one.services) > 4 else ""))),
            Text(", ".join(one.instruments[:4]), style="dim"),
        )
    title = "Lawful access, which is disclosure and not loss (in no score): who can compel whom, by which law"
    return Group(Text(title, style="bold"), table)
