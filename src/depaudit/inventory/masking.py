"""A whole source text without its secrets, by the parser's own marks: block scalars, flow mappings, JSON, quotes.

A line alone does not tell that it continues the value of `api_key: |`. The parser does. Line breaks stay, so that
line numbers of a masked text are those of the file.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from depaudit.inventory.events import parser_of
from depaudit.inventory.secrets import MASK, hides, mask, may_hold_secrets, names_secret, sets_variables

_BREAK: Final = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
_COMMENT: Final = re.compile(r"#[^\r\n\x85\u2028\u2029]*")
_NAMES: Final = frozenset({"name", "key"})
_SHORTEST: Final = 8
"""A secret of fewer characters is masked where it stands, not wherever its letters appear again."""


class Span(NamedTuple):
    """A part of the text, from character to character, and what replaces it."""

    start: int
    end: int
    text: str


class _Open(NamedTuple):
    """A container being read: its pending key, the values of `name` in it, and what stands under `value`."""

    start: int
    mapping: bool
    hidden: bool
    anchor: str | None
    keys: list[str]
    named: list[str]
    beside: list[tuple[int, int]]


def masked(text: str) -> str | None:
    """`text` without secrets; None where it cannot be parsed, for then nobody knows where a secret ends.

    Masked are: everything under a key-like name, whatever it spans; the value beside `name: API_KEY`; anchors whose
    alias stands under such a name; text that looks like a key; comments that name one; a secret that appears again;
    the values of variables, and logins and keys in addresses.
    """
    import yaml

    found = _Masker(text)
    try:
        found.read()
    except (yaml.YAMLError, ValueError):
        return None
    return _without(_replaced(text, found.spans()), found.values)


def shown_lines(text: str) -> list[str] | None:
    """The lines of a text fit to be shown; None where it may hold secrets that nobody can find the end of."""
    if not may_hold_secrets(text):
        return text.splitlines()
    whole = masked(text)
    return None if whole is None else whole.splitlines()


class _Masker:
    def __init__(self, text: str) -> None:
        self.text = text
        self.hidden: list[tuple[int, int]] = []
        self.scalars: list[tuple[int, int]] = []
        self.anchored: dict[str, list[tuple[int, int]]] = {}
        self.aliased: set[str] = set()
        self.values: set[str] = set()
        self.open: list[_Open] = []

    def read(self) -> None:
        take = parser_of(self.text).get_event
        while (event := take()) is not None:
            kind = type(event).__name__
            if kind in ("MappingStartEvent", "SequenceStartEvent"):
                self._begin(event, mapping=kind == "MappingStartEvent")
            elif kind in ("MappingEndEvent", "SequenceEndEvent"):
                self._end(event)
            elif kind in ("ScalarEvent", "AliasEvent"):
                self._leaf(event, alias=kind == "AliasEvent")

    def spans(self) -> list[Span]:
        """What to replace, in order and without overlap: secrets first, then what other scalars and comments show."""
        aliased = [span for name in sorted(self.aliased) for span in self.anchored.get(name, ())]
        hidden = _joined([*self.hidden, *aliased])
        taken = [Span(start, end, _hole(self.text[start:end])) for start, end in hidden]
        whole = [*hidden]
        for start, end in self.scalars:
            if start < end and not any(first <= start < last for first, last in _near(hidden, start)):
                taken.append(Span(start, end, _scalar(self.text[start:end])))
                whole.append((start, end))
        for start, end in _gaps(_joined(whole), len(self.text)):
            taken.extend(_comments(self.text, start, end))
        return sorted(taken)

    def _begin(self, event: Any, *, mapping: bool) -> None:
        hidden = self._hides(None)
        self.open.append(_Open(event.start_mark.index, mapping, hidden, event.anchor, [], [], []))

    def _end(self, event: Any) -> None:
        ended = self.open.pop()
        span = (ended.start, event.end_mark.index)
        if ended.hidden:
            self.hidden.append(span)
        if ended.beside and any(hides(name, None) for name in ended.named):
            self.hidden.extend(ended.beside)
            for start, end in ended.beside:
                self._remember(self.text[start:end].strip("'\"\n "))
        if ended.anchor:
            self.anchored.setdefault(ended.anchor, []).append(span)
        self._passed()

    def _leaf(self, event: Any, *, alias: bool) -> None:
        holder = self.open[-1] if self.open else None
        span = (event.start_mark.index, event.end_mark.index)
        self.scalars.append(span)
        if not alias and event.anchor:
            self.anchored.setdefault(event.anchor, []).append(span)
        if holder is not None and holder.mapping and not holder.keys:
            holder.keys.append("" if alias else event.value)
            if holder.hidden and not alias:
                self._remember(event.value)
            return
        value = "" if alias else event.value
        if self._hides(None if alias else value):
            self.hidden.append(span)
            if alias:
                self.aliased.add(event.anchor)
            else:
                self._remember(value)
        elif holder is not None and (holder.keys or not holder.mapping):
            if self._is_variable():
                self.hidden.append(span)
            elif holder.keys:
                self._sibling(holder, value, span)
        self._passed()

    def _sibling(self, holder: _Open, value: str, span: tuple[int, int]) -> None:
        """Keep what a pair such as `name: API_KEY`, `value: ...` is told by, in either order."""
        key = holder.keys[0].lower()
        if key in _NAMES:
            holder.named.append(value)
        elif key == "value":
            holder.beside.append(span)

    def _remember(self, value: str) -> None:
        self.values.update(part for part in (value.strip(), *value.split()) if len(part) >= _SHORTEST)

    def _hides(self, value: str | None) -> bool:
        """Whether what comes now (a scalar's value, or None for a container or alias) stands under a secret name."""
        if not self.open:
            return False
        holder = self.open[-1]
        key = holder.keys[0] if holder.keys else ""
        beside = key.lower() == "value" and any(hides(name, None) for name in holder.named)
        return holder.hidden or beside or hides(key, value)

    def _is_variable(self) -> bool:
        """Whether what comes now is the value of a variable: below `env:` and the like, whatever its name."""
        return any(holder.keys and sets_variables(holder.keys[0]) for holder in self.open[:-1])

    def _passed(self) -> None:
        if self.open:
            self.open[-1].keys.clear()


def _comments(text: str, start: int, end: int) -> Iterator[Span]:
    """The comments between two places; below one that names a secret, those that are indented deeper go whole."""
    below = -1
    for hit in _COMMENT.finditer(text, start, end):
        comment = hit[0]
        content = comment.lstrip("# \t")
        depth = len(comment) - len(content)
        if below >= 0 and depth > below:
            yield Span(hit.start(), hit.end(), comment[:depth] + MASK)
            continue
        below = depth if names_secret(comment) else -1
        yield Span(hit.start(), hit.end(), mask(comment))


def _scalar(text: str) -> str:
    """A scalar that stands under no secret name. Of one over several lines all goes if any line shows a secret."""
    lines = _BREAK.split(text)
    shown = [mask(line) for line in lines]
    if shown == lines and "-----BEGIN" not in text:
        return text
    if len(lines) > 1:
        return _hole(text)
    quote = text[-1:] if text[:1] in ("'", '"') and not shown[0].endswith(text[-1:]) else ""
    return shown[0] + quote


def _hole(text: str) -> str:
    """What stands for a secret: the mask in quotes, and the line breaks that were there. Still YAML, or JSON.

    A block may begin in the column of its key; the mask may not.
    """
    content = text.rstrip()
    space = " " if content[:2] in ("- ", "-\n", "-\r") else ""
    return f'{space}"{MASK}"' + "".join(_BREAK.findall(content)) + text[len(content) :]


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _near(spans: list[tuple[int, int]], place: int) -> list[tuple[int, int]]:
    """The last span that begins at or before a place."""
    from bisect import bisect_right

    at = bisect_right(spans, place, key=lambda span: span[0])
    return spans[at - 1 : at] if at else []


def _gaps(spans: list[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    """What lies between spans."""
    at = 0
    for start, end in spans:
        if at < start:
            yield at, start
        at = max(at, end)
    yield at, length


def _replaced(text: str, spans: list[Span]) -> str:
    parts, at = [], 0
    for start, end, instead in spans:
        parts += [text[at:start], instead]
        at = end
    return "".join([*parts, text[at:]])


def _without(text: str, secrets: set[str]) -> str:
    """`text` without secrets that stand somewhere else too, e.g. in a comment or an address; longest first."""
    found = [secret for secret in sorted(secrets, key=lambda one: (-len(one), one)) if secret in text]
    return re.sub("|".join(map(re.escape, found)), MASK, text) if found else text
