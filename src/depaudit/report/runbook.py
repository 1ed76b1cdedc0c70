"""A runbook as text, as Markdown, and as plain data."""

from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from depaudit.analysis.runbook import DRILL_HOLDS
from depaudit.model.duration import format_duration, hours
from depaudit.model.runbook import LostTool, Runbook, Step, Unready
from depaudit.report.escape import clip, markdown, terminal
from depaudit.report.words import counted

MOST_REASONS: Final = 5
UNKNOWN_OWNER: Final = "nobody is named"


class Block(NamedTuple):
    """A heading with entries, each a line and its details; `numbered` where order matters."""

    title: str
    entries: tuple[tuple[str, tuple[str, ...]], ...]
    numbered: bool = False


def as_text(book: Runbook) -> str:
    """For a terminal."""
    return "".join(terminal(line) + "\n" for line in _text(book))


def _text(book: Runbook) -> Iterator[str]:
    yield f"Runbook for {book.scenario}"
    yield from (f"  {line}" for line in _head(book))
    for block in _blocks(book):
        yield ""
        yield block.title
        for number, (entry, details) in enumerate(block.entries, start=1):
            mark = f"{number}. " if block.numbered else ""
            yield f"  {mark}{entry}"
            yield from (f"  {' ' * len(mark)}  {detail}" for detail in details)


def as_markdown(book: Runbook) -> str:
    """For a wiki or a ticket: switches as a list of tasks."""
    return "\n".join(_markdown(book, lambda text: markdown(clip(text)))) + "\n"


def _markdown(book: Runbook, safe: Callable[[str], str]) -> Iterator[str]:
    yield f"# Runbook for {safe(book.scenario)}"
    yield ""
    yield from (f"- {safe(line)}" for line in _head(book))
    for block in _blocks(book):
        yield ""
        yield f"## {safe(block.title)}"
        yield ""
        for number, (entry, details) in enumerate(block.entries, start=1):
            mark = f"{number}. " if block.numbered else "- "
            yield f"{mark}{'[ ] ' if block.numbered else ''}{safe(entry)}"
            yield from (f"{' ' * len(mark)}- {safe(detail)}" for detail in details)


def _head(book: Runbook) -> Iterator[str]:
    for part in book.parts:
        yield f"{part.id}: {part.title}"
        yield from (f"note: {caveat}" for caveat in part.caveats)
        if part.id in book.collapsed:
            yield f"written for {part.reach}; nobody can verify that, so it widens to everyone"
        known = "as callers reported" if part.shows_known else "not reported; assumed"
        yield f"callers see {part.shows} ({known})"
        if part.notice is not None:
            yield f"notice: {format_duration(part.notice) if part.notice else 'none'}"
    if book.not_assessed:
        yield f"not assessed, because persons are not stated: {', '.join(book.not_assessed)}"
    if not book.touches:
        yield "takes nothing of this stack"
    yield f"drills judged on {book.as_of}; times count from the cut; what is not known is taken for bad"


def _blocks(book: Runbook) -> Iterator[Block]:
    if book.steps:
        yield Block("Steps", tuple((_step(step), tuple(_details(step))) for step in book.steps), numbered=True)
    else:
        yield Block("Steps", (("none: no fallback is called for, or none that is configured outlives it", ()),))
    if book.unready:
        yield Block("Nothing stands ready", tuple((_gap(one), tuple(_why(one))) for one in book.unready))
    if due := book.drills_due:
        switches = sum(not step.back for step in book.steps)
        title = f"Drills due: {len(due)} of {counted(switches, 'switch', 'switches')}"
        yield Block(title, tuple((f"{step.gate} to {step.option}: {_drill(step)}", ()) for step in due))
    yield Block("Tools", tuple((line, ()) for line in _tools(book)))


def _step(step: Step) -> str:
    until = "" if step.until is None else f", until {format_duration(step.until)}"
    if step.back:
        return f"{_from(step.at)}: {step.gate} is back on {step.first}{until}"
    return f"{_from(step.at)}: {step.gate} on {step.option}, in place of {step.first}{until}"


def _from(second: int) -> str:
    return f"after {format_duration(second)}" if second else "at once"


def _details(step: Step) -> Iterator[str]:
    yield f"for {', '.join(step.services)}"
    if step.back:
        return
    yield f"owner: {step.owner or UNKNOWN_OWNER}"
    yield _how(step)
    if step.late:
        yield f"too late for {', '.join(step.late)}: longer than the RTO"
    yield f"drill: {_drill(step)}"


def _how(step: Step) -> str:
    took = format_duration(step.takes)
    if step.mode == "manual":
        return f"by hand, takes {took}"
    if step.mode == "unsaid":
        return f"nobody said how it is switched: by hand, takes {took}"
    if step.fires:
        trigger = ", ".join(step.fires_on) or "any error (assumed: none is stated)"
        return f"by itself, takes {took}; it fires on {trigger}"
    return f"NOT by itself: it fires on {', '.join(step.fires_on) or 'no error at all'}; by hand, reckoned as {took}"


def _drill(step: Step) -> str:
    if step.drill == "done":
        return f"done on {step.tested}"
    if step.drill == "old":
        return f"last done on {step.tested}, more than {DRILL_HOLDS} days ago"
    return f"not done yet, dated {step.tested}" if step.tested else "never done"


def _gap(one: Unready) -> str:
    verb = "down" if one.sure else "may be down"
    rto = "within its RTO" if one.tolerated else "longer than its RTO"
    return f"{one.service}: {verb} {_span(one.start, one.end)}, {rto}; no switch ends it"


def _why(one: Unready) -> Iterator[str]:
    yield f"owner: {one.owner or UNKNOWN_OWNER}"
    if one.baseline:
        yield "down without any cut: the inventory leaves it nothing to stand on"
    if one.reasons:
        more = f"; and {len(one.reasons) - MOST_REASONS} more" if len(one.reasons) > MOST_REASONS else ""
        yield "enough to stop it: " + "; or ".join(map(" + ".join, one.reasons[:MOST_REASONS])) + more


def _span(start: int, end: int | None) -> str:
    begins = f"from {format_duration(start)}" if start else "from the start"
    return f"{begins}, without end" if end is None else f"{begins} to {format_duration(end)}"


def _tools(book: Runbook) -> Iterator[str]:
    if not book.tools:
        yield (
            "not assessed: no component is tagged assistant, ide-assistant, code-host, identity or observability; "
            "tag what people need for these steps"
        )
        return
    yield from map(_lost, book.lost_tools)
    lost = {tool.id for tool in book.lost_tools}
    stay = [f"{name} ({role})" for name, role in book.tools if name not in lost]
    if stay:
        yield f"outlive it: {', '.join(stay)}"


def _lost(tool: LostTool) -> str:
    if tool.baseline:
        return f"WARNING: {tool.id} ({tool.role}) is down without any cut"
    verb = "falls" if tool.sure else "may fall"
    return f"WARNING: {tool.id} ({tool.role}) {verb} with the cut, {_span(tool.start, tool.end)}"


def as_plain(book: Runbook) -> dict[str, Any]:
    """For machines; times in hours."""
    return {
        "scenario": book.scenario,
        "side": book.side,
        "as_of": book.as_of,
        "callers_see": [{"scenario": part.id, "error": part.shows, "known": part.shows_known} for part in book.parts],
        "caveats": [caveat for part in book.parts for caveat in part.caveats],
        "collapsed": list(book.collapsed),
        "not_assessed": list(book.not_assessed),
        "takes": book.touches,
        "steps": [_plain_step(step) for step in book.steps],
        "nothing_ready": [_plain_times(one._asdict()) for one in book.unready],
        "tools": [{"id": name, "role": role} for name, role in book.tools],
        "lost_tools": [_plain_times(one._asdict()) for one in book.lost_tools],
    }


def _plain_step(step: Step) -> dict[str, Any]:
    plain = step._asdict()
    at, until, takes = plain.pop("at"), plain.pop("until"), plain.pop("takes")
    return {"at_h": hours(at), "until_h": None if until is None else hours(until), "takes_h": hours(takes), **plain}


def _plain_times(plain: dict[str, Any]) -> dict[str, Any]:
    start, end = plain.pop("start"), plain.pop("end")
    return {**plain, "start_h": hours(start), "end_h": None if end is None else hours(end)}
