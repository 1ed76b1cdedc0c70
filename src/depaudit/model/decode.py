"""Plain data to frozen values, by the annotations of the named tuples: what `_asdict` and JSON made, undone.

Every part is checked on the way: a value of the wrong shape raises ValueError that says what was expected.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from depaudit.errors import Position
from depaudit.model.severity import Severity

Decode = Callable[[Any], Any]


def decode(kind: Any, value: Any) -> Any:
    """`value` as `kind`: a scalar, tuple, mapping, literal, date, severity, position or named tuple of these."""
    return decoder(kind)(value)


@cache
def decoder(kind: Any) -> Decode:
    """The function that reads values of `kind`. Raises TypeError for a kind that reports do not hold."""
    origin = get_origin(kind)
    if kind in _SPECIAL:
        return _SPECIAL[kind]
    if origin is tuple:
        return _tuple(get_args(kind))
    if origin is Literal:
        return _literal(get_args(kind))
    if origin in (Union, UnionType):
        return _union(get_args(kind))
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(get_args(kind))
    if isinstance(kind, type) and hasattr(kind, "_fields"):
        return record(kind)
    raise TypeError(f"a report holds no {kind}")


def record(kind: Any, **given: Decode) -> Decode:
    """A reader of the named tuple `kind` from a mapping; `given` readers win over the annotations. Missing keys keep
    their defaults, keys that are not known are passed over: a later version may have written them.
    """
    hints = get_type_hints(kind)
    readers = [(name, given.get(name) or decoder(hints[name])) for name in kind._fields]

    def read(value: Any) -> Any:
        if not isinstance(value, Mapping):
            raise ValueError(f"expected a mapping of {kind.__name__}")
        try:
            return kind(**{name: reader(value[name]) for name, reader in readers if name in value})
        except TypeError:
            raise ValueError(f"{kind.__name__} lacks a part") from None

    return read


def _of_type(*kinds: type) -> Decode:
    def read(value: Any) -> Any:
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise ValueError(f"expected {kinds[0].__name__}, found {type(value).__name__}")
        return value

    return read


def _tuple(arguments: tuple[Any, ...]) -> Decode:
    parts = [decoder(one) for one in arguments if one is not Ellipsis]

    def read(value: Any) -> Any:
        if not isinstance(value, list | tuple):
            raise ValueError("expected a list")
        if Ellipsis in arguments:
            return tuple(map(parts[0], value))
        return tuple(part(one) for part, one in zip(parts, value, strict=True))

    return read


def _literal(words: tuple[Any, ...]) -> Decode:
    def read(value: Any) -> Any:
        if value not in words:
            raise ValueError(f"expected one of {', '.join(map(str, words))}")
        return value

    return read


def _union(choices: tuple[Any, ...]) -> Decode:
    readers = [decoder(choice) for choice in choices if choice is not NoneType]

    def read(value: Any) -> Any:
        if value is None and NoneType in choices:
            return None
        for reader in readers[:-1]:
            try:
                return reader(value)
            except ValueError:
                continue
        return readers[-1](value)

    return read


def _mapping(arguments: tuple[Any, ...]) -> Decode:
    keys, values = arguments
    value_of = decoder(values) if values is not Any else _any
    key_of: Decode = int if keys is int else _of_type(str)

    def read(value: Any) -> Any:
        if not isinstance(value, Mapping):
            raise ValueError("expected a mapping")
        return {key_of(key): value_of(one) for key, one in value.items()}

    return read


def _any(value: Any) -> Any:
    return value


def _position(value: Any) -> Position:
    if not isinstance(value, Mapping):
        raise ValueError("expected a location")
    text, number = _of_type(str), _of_type(int)
    return Position(text(value["path"]), number(value.get("line") or 0), number(value.get("column") or 0))


def _severity(value: Any) -> Severity:
    try:
        return Severity[str(value).upper()]
    except KeyError:
        raise ValueError("expected a severity") from None


_SPECIAL: dict[Any, Decode] = {
    str: _of_type(str),
    int: _of_type(int),
    float: _of_type(float, int),
    bool: _of_type(bool),
    date: lambda value: date.fromisoformat(_of_type(str)(value)),
    Severity: _severity,
    Position: _position,
}
