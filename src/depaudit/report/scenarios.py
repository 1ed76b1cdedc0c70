"""Scenarios as text: the list, the story of one, what one does to a stack, and sets as a matrix."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from depaudit.model.duration import DAY, format_duration
from depaudit.model.jurisdiction import name_of
from depaudit.model.scenario import Course, Scenario, state_at
from depaudit.report.escape import terminal
from depaudit.report.verdicts import describe
from depaudit.scenarios.play import Played, Running
from depaudit.scenarios.strike import Touch

MOST_TOUCHES = 20
SIDES: Final = {"supply": "others refuse you", "demand": "your own regulator or customer forbids it"}


def listed(scenarios: Iterable[Scenario]) -> str:
    """One line for each scenario."""
    rows = [(one.id, one.side, one.date or "", one.title) for one in scenarios]
    width = max((len(row[0]) for row in rows), default=0)
    return "".join(
        terminal(f"{name:<{width}}  {side:<6}  {day:<10}  {title}") + "\n" for name, side, day, title in rows
    )


def story(scenario: Scenario, raw: Mapping[str, object] | None) -> str:
    """What happened or would, what is left of access and when, what it selects, and where that is written."""
    return "".join(terminal(line) + "\n" for line in _story(scenario, raw))


def _story(scenario: Scenario, raw: Mapping[str, object] | None) -> Iterator[str]:
    yield f"{scenario.id}: {scenario.title}"
    for caveat in scenario.caveats:
        yield f"  note: {caveat}"
    states = ", ".join(name_of(state) for state in scenario.jurisdictions) or "not stated"
    yield f"  side: {scenario.side} ({SIDES[scenario.side]})"
    yield f"  {'acts' if scenario.side == 'supply' or scenario.kind != 'generic' else 'forbidden origin'}: {states}"
    since = f"; since {scenario.date}" if scenario.date else ""
    yield f"  mechanism: {scenario.mechanism or 'not stated'}{since}"
    if scenario.notice is not None:
        yield f"  notice: {format_duration(scenario.notice)}"
    known = "as callers reported" if scenario.shows_known else "not reported; assumed"
    yield f"  callers see: {scenario.shows} ({known})"
    if scenario.reach is not None:
        widens = "" if scenario.reach.verifiable else "; nobody can verify that, so the cut widens to everyone"
        yield f"  people reached: {scenario.reach}{widens}"
    for action in scenario.actions:
        yield "  selects: " + ("; or ".join(map(str, action.aims)) or "nothing")
        yield f"    remote use: {_course(action.remote)}"
        yield f"    a held copy: {_course(action.local) if action.local else 'runs on, nothing new'}"
    for name in ("kept_working", "broke_later", "substitution"):
        words = raw.get(name) if raw else None
        if isinstance(words, list) and words:
            yield f"  {name.replace('_', ' ')}: " + "; ".join(map(str, words))
    if raw and raw.get("notes"):
        yield f"  {raw['notes']}"
    if scenario.precedents and scenario.kind != "literal":
        yield f"  precedents: {', '.join(scenario.precedents)}"
    if scenario.instruments:
        yield f"  instruments: {', '.join(scenario.instruments)}"
    for source in scenario.sources:
        yield f"  source: {source}"


def _course(course: Course) -> str:
    parts: list[str] = []
    last = ""
    for start, state in course:
        if state != last:
            parts.append(f"{state.replace('_', ' ')} from day {start // DAY}" if start % DAY == 0
                         else f"{state.replace('_', ' ')} from {format_duration(start)}")  # fmt: skip
        last = state
    return ", ".join(parts)


def played(result: Played, rto: Mapping[str, int], horizons: Sequence[int]) -> str:
    """One scenario on one stack: what it takes, and for each service when it stops, why, and on what it runs on."""
    head = "".join(terminal(line) + "\n" for line in _head(result, horizons))
    return head + "\n" + "".join(_service(result, name, rto[name]) for name in rto)


def _head(result: Played, horizons: Sequence[int]) -> Iterator[str]:
    for part in result.parts:
        yield f"{part.id}: {part.title}"
        yield from (f"  note: {caveat}" for caveat in part.caveats)
        if part.id in result.collapsed:
            precedent = f" (precedent: {part.precedents[0]})" if part.precedents else ""
            yield f"  written for {part.reach}; nobody can verify that, so it widens to everyone{precedent}"
    shown = " and ".join(sorted({part.shows for part in result.parts}))
    yield f"  {result.side} side: {SIDES[result.side]}; callers see {shown}"
    if not result.touches:
        yield "  takes nothing of this stack"
    for touch in result.touches[:MOST_TOUCHES]:
        yield f"  takes {_touch(touch, horizons)}"
    if len(result.touches) > MOST_TOUCHES:
        yield f"  and {len(result.touches) - MOST_TOUCHES} more"


def _touch(touch: Touch, horizons: Sequence[int]) -> str:
    what = "what is held" if touch.held else "remote use"
    states = ", ".join(f"day {day} {state_at(touch.course, day * DAY).replace('_', ' ')}" for day in horizons)
    return f"{touch.id}{' (if unknown facts are bad)' if touch.unknown else ''}: {what}: {states}"


def _service(result: Played, name: str, rto: int) -> str:
    text = describe(result.verdict(name), rto)
    if name in result.not_assessed:
        text = text.rstrip("\n") + "\n  not assessed: whose nationality is reached is not stated (persons)\n\n"
    lines = [_running(one) for one in dict(result.on).get(name, ())]
    return text.rstrip("\n") + "\n" + "".join(terminal(f"  {line}") + "\n" for line in lines) + "\n"


def _running(one: Running) -> str:
    said = [f"{name or 'nothing'} {'at first' if not start else f'from {format_duration(start)}'}"
            for start, name in one.serves]  # fmt: skip
    return f"{one.gate} runs on {', '.join(said)}"


def matrix(results: Sequence[Played], horizons: Sequence[int]) -> str:
    """A set of scenarios: those that stop or degrade something, supply and demand apart, and how many do not."""
    lines: list[str] = []
    for side, title in (
        ("supply", "Supply side: others refuse you"),
        ("demand", "Demand side: your own side forbids it"),
    ):
        here = [result for result in results if result.side == side]
        if here:
            lines += [title, *_rows(here, horizons), ""]
    return "".join(terminal(line) + "\n" for line in lines)


def _rows(results: Sequence[Played], horizons: Sequence[int]) -> Iterator[str]:
    felt = [result for result in results if any(verdict.worst_state != "up" or verdict.gates
                                                for verdict in result.verdicts)]  # fmt: skip
    felt.sort(key=lambda result: -len(result.stops))
    for result in felt:
        yield f"  {result.id}"
        for verdict in result.verdicts:
            states = [verdict.state_at(day) for day in horizons]
            if verdict.gates or verdict.worst_state != "up":
                stop = "stops" if verdict.breach else "may stop" if verdict.gates else "does not stop"
                yield f"    {verdict.service}: {' > '.join(states)} ({stop})"
    rest = len(results) - len(felt)
    yield (
        f"  The other {rest} would change nothing here." if felt else f"  None of {rest} would change anything here."
    )
