"""YAML to plain values, straight from the parser's events: YAML 1.2 core rules, positions kept, traps refused.

Several times faster than building through a loader, and every value keeps its line and column.
"""

from typing import Any, Final, NamedTuple, NoReturn

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
_INTEGER: Final = Pattern(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT: Final = Pattern(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_A_NUMBER: Final = Pattern(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_ENDS_OF_NUMBERS: Final = frozenset("0123456789.abcdefABCDEFnN")
"""What integers and floats, `.inf` and `.nan` end in; most texts that begin like one are durations, and do not."""
_MAYBE_SPECIAL: Final = frozenset("-+.0123456789~ntfNTF")
_COLUMN_BITS: Final = 20


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
        return Position(self.path, spot >> _COLUMN_BITS, spot & (1 << _COLUMN_BITS) - 1)


class _Open(NamedTuple):
    """A container that is being filled: spots of its parts, the anchor it will get, how many values came before."""

    container: Any
    spots: list[int]
    anchor: str | None
    before: int


def read_text(text: str, path: str) -> Plain:
    """The one document in `text`, JSON5 or YAML. Raises InventoryError at what is not plain YAML 1.2 core."""
    return _Builder(path).build(as_yaml(text))


class _Builder:
    def __init__(self, path: str) -> None:
        self.plain = Plain(path)
        self.anchors: dict[str, Any] = {}
        self.weights: dict[int, int] = {}
        self.values = self.aliased = 0
        self.open: list[_Open] = []
        self.keys: list[Any] = []
        self.done = False
        self.template = False
        self.documents: list[Any] = []

    def build(self, text: str) -> Plain:
        """Run the parser to its end, with the garbage collector at rest: it would walk all containers in vain."""
        import gc

        import yaml

        self.template = "{{" in text or "{%" in text
        collecting = gc.isenabled()
        gc.disable()
        try:
            self._events(parser_of(text))
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

    def _events(self, parser: Any) -> None:
        take = parser.get_event
        while (event := take()) is not None:
            kind = type(event).__name__
            if kind == "ScalarEvent":
                self._add(self._scalar(event), event)
            elif kind == "MappingStartEvent":
                self._begin({}, event)
            elif kind == "SequenceStartEvent":
                self._begin([], event)
            elif kind in ("MappingEndEvent", "SequenceEndEvent"):
                self._end()
            elif kind == "AliasEvent":
                self._add(self._alias(event), event)
            elif kind == "DocumentStartEvent" and self.done:
                self._further(event)
        if self.documents:
            items = [one for one in (*self.documents, self.plain.value) if one is not None]
            self.plain.value = {"apiVersion": "v1", "kind": "List", "items": items}

    def _further(self, event: Any) -> None:
        """Go on to a further document, if the last one is a resource of Kubernetes: together they are a List."""
        ended = self.plain.value
        resource = isinstance(ended, dict) and "kind" in ended and "apiVersion" in ended
        if not resource and (ended is not None or not self.documents):
            self._refuse("a second document in one file", "keep one inventory per file", event)
        self.documents.append(ended)
        self.plain.value, self.done = None, False

    def _begin(self, container: Any, event: Any) -> None:
        if len(self.open) >= MAX_DEPTH:
            self._refuse(f"nested deeper than {MAX_DEPTH} levels", "no inventory needs that", event)
        self._core_tag(event, "map" if isinstance(container, dict) else "seq")
        self._place(container, event)
        spots = [_spot(event)]
        self.plain.keep(container, spots)
        self.open.append(_Open(container, spots, event.anchor, self.values))
        self.keys.append(_NO_KEY)

    def _end(self) -> None:
        ended = self.open.pop()
        self.keys.pop()
        if self.plain.merged is not None and isinstance(ended.container, dict) and MERGE in ended.container:
            self._merge(ended)
        if ended.anchor:
            self.anchors[ended.anchor] = ended.container
            self.weights[id(ended.container)] = 1 + self.values - ended.before
        if not self.open:
            self.done = True

    def _add(self, value: Any, event: Any) -> None:
        self._place(value, event)
        if event.anchor and type(event).__name__ == "ScalarEvent":
            self.anchors[event.anchor] = value
        if not self.open:
            self.done = True

    def _place(self, value: Any, event: Any) -> None:
        """Put a value where it belongs: under the pending key, in the list, or as the document itself."""
        if not self.open:
            self.plain.value = value
            return
        holder, spots, _, _ = self.open[-1]
        if isinstance(holder, list):
            holder.append(value)
            spots.append(_spot(event))
            self.values += 1
        elif self.keys[-1] is _NO_KEY:
            self.keys[-1] = self._key(value, holder, event)
            spots.append(_spot(event))
        else:
            holder[self.keys[-1]] = value
            self.keys[-1] = _NO_KEY
            self.values += 1

    def _key(self, value: Any, holder: dict[Any, Any], event: Any) -> str:
        if isinstance(value, dict | list):
            self._refuse("a mapping or list as a key", TEMPLATE if self.template else "keys are words", event)
        key = value if isinstance(value, str) else event.value
        if key == MERGE and self.plain.merged is None:
            mark = event.start_mark
            self.plain.merged = Position(self.plain.path, mark.line + 1, mark.column + 1)
        if key in holder:
            first = self.plain.position(holder, key)
            self._refuse(f"the key {key[:60]!r} is there twice", f"first in line {first.line}", event)
        return str(key)

    def _merge(self, ended: _Open) -> None:
        """Put the keys of what a merge key names where the mapping has none of its own; the first of several wins."""
        holder, spots, _, _ = ended
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
        if event.tag is not None and event.tag != "!":
            self._core_tag(event, "str")
            return text
        if not event.implicit[0] or (text[:1] not in _MAYBE_SPECIAL and text):
            return text
        if text in _NULLS:
            return None
        if text in _BOOLEANS:
            return _BOOLEANS[text]
        return self._number(text, event)

    def _number(self, text: str, event: Any) -> str | int | float:
        if text[-1] not in _ENDS_OF_NUMBERS:
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
        mark = event.start_mark
        raise InventoryError(what, hint=hint, position=Position(self.plain.path, mark.line + 1, mark.column + 1))


_NO_KEY: Final = object()


def _spot(event: Any) -> int:
    mark = event.start_mark
    line, column = int(mark.line) + 1, int(mark.column) + 1
    return line << _COLUMN_BITS | min(column, (1 << _COLUMN_BITS) - 1)


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
