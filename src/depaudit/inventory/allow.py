"""Waivers in comments: `# depaudit: allow DA002 [under US] until 2027-03-31 [by OWNER] because REASON`.

The reader skips comments, so they are looked for in the text, and only in files that hold the words at all. A comment
behind something, or on a line of its own above an entry, accepts findings on that entry; elsewhere it belongs to the
entry that it stands in.
"""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from typing import Any, Final, NamedTuple

from depaudit.errors import Position, Problem
from depaudit.inventory.events import Plain
from depaudit.model.inventory import NOWHERE, Component, Inventory, Service, Waiver
from depaudit.model.pattern import Pattern

MARK: Final = b"depaudit: allow"
_FOUND: Final = Pattern(r"(?:^|(?<=\s))#\s*(depaudit:\s*allow\b.*)$")
_FORM: Final = Pattern(
    r"depaudit:\s*allow\s+(?P<rule>[\w-]+)(?:\s+under\s+(?P<cut>\S+))?\s+until\s+(?P<until>\S+)"
    r"(?:\s+by\s+(?P<owner>\S+))?\s+because\s+(?P<reason>\S.{2,})"
)
HINT: Final = "write # depaudit: allow DA002 until 2027-03-31 because REASON"


class Entry(NamedTuple):
    """Where a service, component or objective begins, and its id (empty for an objective)."""

    line: int
    subject: str
    place: Position


def comments(plain: Plain, inventory: Inventory, problems: list[Problem]) -> tuple[Waiver, ...]:
    """The waivers in the comments of one file; those that cannot be read become problems."""
    if MARK not in plain.data:
        return ()
    lines = plain.data.decode("utf-8-sig", "replace").splitlines()
    entries = sorted(_entries(inventory))
    written = None
    found = []
    for number, line in enumerate(lines, 1):
        hit = _FOUND.compiled.search(line)
        if hit is None:
            continue
        written = list(_texts(plain.value)) if written is None else written
        if any(hit[1].rstrip(" \"']},") in text for text in written):
            continue
        where = Position(plain.path, number, hit.start(1))
        target = number if line[: hit.start()].strip() else _next_line(lines, number)
        waiver = _waiver(hit[1].strip(), where, _entry(entries, target), problems)
        found.extend([waiver] if waiver else [])
    return tuple(found)


def _waiver(text: str, where: Position, entry: Entry | None, problems: list[Problem]) -> Waiver | None:
    form = _FORM.compiled.fullmatch(text)
    if form is None:
        problems.append(Problem("this waiver cannot be read", where, HINT))
        return None
    try:
        expires = date.fromisoformat(form["until"])
    except ValueError:
        problems.append(Problem(f"{form['until'][:40]!r} is not a date", where, "write YYYY-MM-DD"))
        return None
    if entry is None:
        problems.append(
            Problem("this waiver stands at nothing", where, "put it at a service, component or objective")
        )
        return None
    return Waiver(form["rule"], entry.subject, form["reason"], form["cut"], form["owner"], expires, where,
                  place=entry.place, origin="comment")  # fmt: skip


def _entries(inventory: Inventory) -> Iterable[Entry]:
    owners: list[Service | Component] = [*inventory.services, *inventory.components]
    for owner in owners:
        yield Entry(owner.position.line, owner.id, NOWHERE)
    for objective in inventory.objectives:
        yield Entry(objective.position.line, "", objective.position)


def _entry(entries: list[Entry], line: int) -> Entry | None:
    """The last entry that begins at or before a line."""
    place = bisect_right(entries, line, key=lambda entry: entry.line)
    return entries[place - 1] if place else None


def _next_line(lines: list[str], number: int) -> int:
    """The next line with content after a comment that stands alone."""
    for following in range(number, len(lines)):
        if (text := lines[following].strip()) and not text.startswith("#"):
            return following + 1
    return number


def _texts(value: Any) -> Iterable[str]:
    """Every text in a document that could hold the words of a comment."""
    if isinstance(value, str):
        if "depaudit:" in value:
            yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
