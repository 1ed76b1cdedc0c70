"""One verdict as text: states, outages, the path with its notes, reasons, what it rests on."""

from collections.abc import Iterator
from typing import Final

from depaudit.model.duration import format_duration
from depaudit.model.verdict import Outage, Verdict
from depaudit.report.escape import terminal

MOST_ASSUMED: Final = 8


def describe(verdict: Verdict, rto: int) -> str:
    """A verdict in a few lines, ending in an empty one. RTO in seconds."""
    return "\n".join(map(terminal, lines(verdict, rto))) + "\n\n"


def lines(verdict: Verdict, rto: int) -> Iterator[str]:
    """The same line by line, not yet escaped: the states first, then outages, path, reasons, what it rests on."""
    states = ", ".join(f"day {day} {state}" for day, state in verdict.states)
    yield f"{verdict.service}: {states}"
    if verdict.baseline:
        yield "  down without any cut: the inventory leaves it nothing to stand on"
    for outage in verdict.outages:
        yield f"  outage {_span(outage)}, longer than the RTO of {format_duration(rto)}"
    for outage in verdict.short_interruptions:
        yield f"  interrupted {_span(outage)}, within the RTO of {format_duration(rto)}"
    for depth, name in enumerate(verdict.path):
        note = verdict.path_notes[depth] if depth < len(verdict.path_notes) else ""
        yield "    " + "  " * depth + ("-> " if depth else "") + name + (f"  ({note})" if note else "")
    if verdict.reasons:
        yield "  enough to stop it: " + "; or ".join(" + ".join(names) for names in verdict.reasons)
    if verdict.decided_by:
        yield "  hangs on: " + "; ".join(verdict.decided_by)
    if verdict.assumed:
        more = f" and {len(verdict.assumed) - MOST_ASSUMED} more" if len(verdict.assumed) > MOST_ASSUMED else ""
        yield f"  assumed: {', '.join(verdict.assumed[:MOST_ASSUMED])}{more}"


def _span(outage: Outage) -> str:
    start = "from the start" if not outage.start else f"from {format_duration(outage.start)}"
    return f"{start}, without end" if outage.end is None else f"{start} to {format_duration(outage.end)}"
