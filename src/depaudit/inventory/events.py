"""YAML to plain values, straight from the parser's events: YAML 1.2 core rules, positions kept, traps refused.

Several times faster than building through a loader, and every value keeps its line and column.
"""

from collections.abc import Callable
from sys import intern
from typing import Any, Final, NoReturn

from depaudit.errors import InventoryError, Position
from depaudit.inventory.json5 import as_yaml
from depaudit.model.pattern import Pattern

MAX_DEPTH: Final = 100
MAX_ALIASED: Final = 50_000
MAX_DIGITS: Final = 300
CORE_TAG: Final = "tag:yaml.org,2002:"
MERGE: Final = "<<"
TEMPLATE: Final = "it looks like a template: render it first (helm template, or whatever fills it in)"

_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS: Final = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_STARTS_OF_NUMBERS: Final = frozenset("-+.0123456789")
_INTEGER: Final = Pattern(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT: Final = Pattern(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_A_NUMBER: Final = Pattern(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_ENDS_OF_NUMBERS: Final = frozenset("0123456789.abcdefABCDEFnN")
"""What integers and floats, `.inf` and `.nan` end in; most texts that begin like one are durations, and do not."""
_MAYBE_SPECIAL: Final = _STARTS_OF_NUMBERS | frozenset("~ntfNTF")
_COLUMN_BITS: Final = 32


class Plain:
    """A document as plain dicts, lists and scalars, with the position of every part, and the bytes it came from."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.value: Any = None
        self.data = b""
        self.merged: Position | None = None
        """Where the first merge key (`<<`) stands: gateways' files may have some, inventories may not."""
        self._spots: dict[int, list[int]] = {}
        self._kept: list[Any] = []

    def keep(self, container: Any, spots: list[int]) -> None:
        """Remember where a container and its parts stand: its own spot first, then one per part."""
        self._spots[id(container)] = spots
        self._kept.append(container)

    def position(self, container: Any, key: Any = None) -> Position:
        """Where `container`, or the part of it under `key`, stands."""
        spots = self._spots.get(id(container))
        if spots is None:
            return Position(self.path)
        spot = spots[0]
        if key is not None:
            parts = list(container) if isinstance(container, dict) else range(len(container))
            if key in parts:
                spot = spots[parts.index(key) + 1]
        line, column = divmod(spot, 1 << _COLUMN_BITS)
        return Position(self.path, line + 1, column + 1)


def read_text(text: str, path: str) -> Plain:
    """The one document in `text`, JSON5 or YAML. Raises InventoryError at what is not plain YAML 1.2 core."""
    return _Builder(path).build(as_yaml(text))


class _Builder:
    """Reads values from events as they come; positions are those of keys in mappings, and of items in lists."""

    def __init__(self, path: str) -> None:
        import yaml.events

        self.plain = Plain(path)
        self.kinds: Any = yaml.events
        self.take: Callable[[], Any]
        self.anchors: dict[str, Any] = {}
        self.weights: dict[int, int] = {}
        self.values = self.aliased = self.depth = 0
        self.template = False

    def build(self, text: str) -> Plain:
        """Run the parser to its end, with the garbage collector at rest: it would walk all containers in vain."""
        import gc

        import yaml

        self.template = "{{" in text or "{%" in text
        collecting = gc.isenabled()
        gc.disable()
        try:
            self.take = parser_of(text).get_event
            self._documents()
        except (yaml.YAMLError, ValueError) as error:
            self._syntax(error)
        finally:
            if collecting:
                gc.enable()
        return self.plain

    def _syntax(self, error: Any) -> NoReturn:
        mark = getattr(error, "problem_mark", None)
        where = Position(self.plain.path, mark.line + 1, mark.column + 1) if mark else Position(self.plain.path)
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be parsed"
        hint = TEMPLATE if self.template else "check indentation, quotes and colons"
        raise InventoryError(f"not valid YAML: {what}", hint=hint, position=where)

    def _documents(self) -> None:
        """Read the one document; several resources of Kubernetes together are a List."""
        ended: list[Any] = []
        while (event := self.take()) is not None:
            if type(event) is self.kinds.DocumentStartEvent:
                self._may_begin(event, ended)
                ended.append(self._value(self.take()))
        if len(ended) == 1:
            self.plain.value = ended[0]
        elif ended:
            items = [one for one in ended if one is not None]
            self.plain.value = {"apiVersion": "v1", "kind": "List", "items": items}

    def _may_begin(self, event: Any, ended: list[Any]) -> None:
        """Refuse a further document, if the last one is no resource of Kubernetes."""
        last = ended[-1] if ended else None
        resource = isinstance(last, dict) and "kind" in last and "apiVersion" in last
        if not resource and (last is not None or len(ended) == 1):
            self._refuse("a second document in one file", "keep one inventory per file", event)

    def _value(self, event: Any) -> Any:
        kind, kinds = type(event), self.kinds
        if kind is kinds.ScalarEvent:
            return self._scalar(event)
        if kind is kinds.MappingStartEvent:
            return self._mapping(event)
        if kind is kinds.SequenceStartEvent:
            return self._sequence(event)
        return self._alias(event)

    def _mapping(self, start: Any) -> dict[str, Any]:
        holder: dict[str, Any] = {}
        take, end, before = self.take, self.kinds.MappingEndEvent, self.values
        spots = self._begin(holder, start, "map")
        while type(event := take()) is not end:
            spots.append(_spot(event))
            key = self._key(event, holder)
            holder[key] = self._value(take())
        self._end(holder, start, before)
        if self.plain.merged is not None and MERGE in holder:
            self._merge(holder, spots)
        return holder

    def _sequence(self, start: Any) -> list[Any]:
        holder: list[Any] = []
        take, end, before = self.take, self.kinds.SequenceEndEvent, self.values
        spots = self._begin(holder, start, "seq")
        while type(event := take()) is not end:
            spots.append(_spot(event))
            holder.append(self._value(event))
        self._end(holder, start, before)
        return holder

    def _begin(self, container: Any, start: Any, tag: str) -> list[int]:
        """Enter a container; returns the spots of it and its parts, of which there is one as yet."""
        if self.depth >= MAX_DEPTH:
            self._refuse(f"nested deeper than {MAX_DEPTH} levels", "no inventory needs that", start)
        self.depth += 1
        if start.tag is not None:
            self._core_tag(start, tag)
        spots = [_spot(start)]
        self.plain.keep(container, spots)
        return spots

    def _end(self, container: Any, start: Any, before: int) -> None:
        """Leave a container, which holds all values that came since there were `before`."""
        self.depth -= 1
        self.values += len(container)
        if start.anchor:
            self.anchors[start.anchor] = container
            self.weights[id(container)] = 1 + self.values - before

    def _key(self, event: Any, holder: dict[str, Any]) -> str:
        """A key is its text, whatever that means as a value; the words of a format are there once, not once a use."""
        kind, kinds = type(event), self.kinds
        if kind is kinds.ScalarEvent:
            self._scalar(event)
            key = intern(event.value)
        elif kind is not kinds.AliasEvent:
            self._refuse("a mapping or list as a key", TEMPLATE if self.template else "keys are words", event)
        elif not isinstance(key := self._alias(event), str):
            self._refuse("an alias of what is no text as a key", "keys are words", event)
        if key == MERGE and self.plain.merged is None:
            self.plain.merged = self._place(event)
        if key in holder:
            first = self.plain.position(holder, key)
            self._refuse(f"the key {key[:60]!r} is there twice", f"first in line {first.line}", event)
        return key

    def _merge(self, holder: dict[str, Any], spots: list[int]) -> None:
        """Put the keys of what a merge key names where the mapping has none of its own; the first of several wins."""
        place = 1 + list(holder).index(MERGE)
        told, spot = holder.pop(MERGE), spots.pop(place)
        for source in told if isinstance(told, list) else [told]:
            for key, value in source.items() if isinstance(source, dict) else ():
                if key not in holder:
                    holder[key] = value
                    spots.append(spot)

    def _alias(self, event: Any) -> Any:
        if event.anchor not in self.anchors:
            self._refuse(
                f"the alias *{event.anchor[:60]} has no anchor before it", f"write &{event.anchor[:60]}", event
            )
        value = self.anchors[event.anchor]
        weight = self.weights.get(id(value), 1)
        self.aliased += weight
        self.values += weight - 1  # the alias itself is counted where it is put
        if self.aliased > MAX_ALIASED:
            self._refuse("aliases expand to too much", "write it out", event)
        return value

    def _scalar(self, event: Any) -> Any:
        text: str = event.value
        value: Any = text
        if event.tag is not None and event.tag != "!":
            self._core_tag(event, "str")
        elif event.implicit[0] and (text[:1] in _MAYBE_SPECIAL or not text):
            value = self._special(text, event)
        if event.anchor:
            self.anchors[event.anchor] = value
        return value

    def _special(self, text: str, event: Any) -> Any:
        if text in _NULLS:
            return None
        if text in _BOOLEANS:
            return _BOOLEANS[text]
        return self._number(text, event)

    def _number(self, text: str, event: Any) -> str | int | float:
        if text[0] not in _STARTS_OF_NUMBERS or text[-1] not in _ENDS_OF_NUMBERS:
            return text
        if (text.isascii() and text.isdecimal()) or _INTEGER.compiled.fullmatch(text) is not None:
            if len(text) > MAX_DIGITS:
                self._refuse(f"a number of {len(text)} digits", "no quantity here is that large", event)
            return int(text, 0 if text[:2] in ("0o", "0x") else 10)
        if _NOT_A_NUMBER.compiled.fullmatch(text):
            self._refuse(f"{text!r} is not a number that means anything here", "write a finite number", event)
        if _FLOAT.compiled.fullmatch(text):
            number = float(text) if len(text) <= MAX_DIGITS else float("inf")
            if number in (float("inf"), float("-inf")):
                self._refuse("a number too large to hold", "no quantity here is that large", event)
            return number
        return text

    def _core_tag(self, event: Any, kind: str) -> None:
        if event.tag not in (None, "!", CORE_TAG + kind):
            self._refuse(f"the tag {event.tag[:60]!r} is not read", "remove it; no tag is", event)

    def _refuse(self, what: str, hint: str, event: Any) -> NoReturn:
        raise InventoryError(what, hint=hint, position=self._place(event))

    def _place(self, event: Any) -> Position:
        mark = event.start_mark
        return Position(self.plain.path, mark.line + 1, mark.column + 1)


def _spot(event: Any) -> int:
    """Where an event begins, line and column in one number: large files have many."""
    mark = event.start_mark
    spot: int = mark.line << _COLUMN_BITS | mark.column
    return spot


def parser_of(text: str) -> Any:
    """A parser over `text` that hands out YAML events with their marks, the fastest that there is."""
    return (_fast_parser() or _pure_parser())(text)


def _fast_parser() -> Any:
    """PyYAML's parser in C, where this installation has it."""
    try:
        from yaml._yaml import CParser
    except ImportError:
        return None
    return CParser


def _pure_parser() -> Any:
    """A parser for installations of PyYAML without its C part: the same events, slower."""
    from yaml.composer import Composer
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class PureParser(Reader, Scanner, Parser, Composer):
        def __init__(self, text: str) -> None:
            Reader.__init__(self, text)
            Scanner.__init__(self)
            Parser.__init__(self)

    return PureParser
