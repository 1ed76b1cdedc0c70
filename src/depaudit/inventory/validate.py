"""Plain data against the compiled schema; what is wrong becomes problems with positions and hints."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from depaudit.errors import Position, Problem
from depaudit.inventory.accept import surely_fits
from depaudit.inventory.events import Plain
from depaudit.inventory.nearest import did_you_mean

if TYPE_CHECKING:
    from pydantic_core import SchemaValidator

Location = tuple[int | str, ...]
BRANCH_OF_MAPPING: Final = "typed-dict"
EXTENSION: Final = "x-"
SMALL: Final = 64 * 1024
"""Bytes up to which a file is tried without the validator first: beyond, its import pays for itself."""


@cache
def _schema() -> Any:
    import json

    return json.loads(Path(__file__).with_name("schema_core.json").read_text(encoding="utf-8"))


@cache
def _validator() -> "SchemaValidator":
    from pydantic_core import SchemaValidator

    return SchemaValidator(_schema())


def problems_of(plain: Plain) -> list[Problem]:
    """Everything in which `plain` departs from the schema, in the order found. Keys that begin with x- are free."""
    value = plain.value
    if len(plain.data) <= SMALL and surely_fits(value, _schema()):
        return []
    from pydantic_core import ValidationError

    try:
        _validator().validate_python(value)
    except ValidationError as error:
        return list(_translate(error.errors(include_url=False, include_context=True), plain))
    return []


def _translate(errors: Sequence[Mapping[str, Any]], plain: Plain) -> Iterator[Problem]:
    said: set[tuple[Location, str]] = set()
    for error in errors:
        trail = _trail(plain.value, error["loc"])
        if trail is None:
            continue
        place, parents = trail
        key = place[-1] if place else None
        if error["type"] == "extra_forbidden" and str(key).startswith(EXTENSION):
            continue
        message, hint = _words(error, place)
        if (place, message) not in said:
            said.add((place, message))
            yield Problem(message, _position(plain, parents, key, error["type"]), hint)


def _trail(value: Any, location: Location) -> tuple[Location, list[Any]] | None:
    """Where a location leads in the data, and the containers on the way; None for a branch that was not meant.

    A location names the branches of a union too; the one that is meant is told by what the value is.
    """
    place: list[int | str] = []
    parents = [value]
    for position, step in enumerate(location):
        here = parents[-1]
        last = position == len(location) - 1
        if step in (here if isinstance(here, dict) else range(len(here)) if isinstance(here, list) else ()):
            parents.append(here[step])
        elif isinstance(here, dict) and last and not _is_branch(step):
            place.append(step)
            return tuple(place), [*parents, None]
        else:
            if (step == BRANCH_OF_MAPPING) != isinstance(here, dict):
                return None
            continue
        place.append(step)
    return tuple(place), parents


def _is_branch(step: int | str) -> bool:
    return isinstance(step, str) and (step in _BRANCHES or "[" in step)


_BRANCHES: Final = frozenset({BRANCH_OF_MAPPING, "str", "constrained-str", "float", "list", "constrained-float"})


def _position(plain: Plain, parents: list[Any], key: int | str | None, kind: str) -> Position:
    if len(parents) < 2:
        return plain.position(parents[0])
    holder = parents[-2]
    if kind == "missing":
        return plain.position(holder)
    return plain.position(holder, key)


def _words(error: Mapping[str, Any], place: Location) -> tuple[str, str]:
    """What is wrong, and what to write instead."""
    name = _name(place)
    context = error.get("ctx", {})
    match error["type"]:
        case "extra_forbidden":
            known = list(_known_keys(place[:-1]))
            hint = did_you_mean(str(place[-1]), known) or "known here: " + ", ".join(sorted(known))
            return f"unknown key {str(place[-1])[:60]!r}", hint
        case "missing":
            return f"{_name(place[:-1])} lacks {place[-1]!r}", f"add {place[-1]}: ..."
        case "literal_error" if place == ("depaudit",):
            return "this format version is not known", "write depaudit: 1"
        case "literal_error":
            expected = str(context.get("expected", "")).replace("'", "")
            return f"{name} has a value that is not known", f"write {expected}"
        case "string_type" if place[-1] in _DURATIONS:
            return f"{name} has no unit", "write a number and a unit: 30m, 4h, 2d, 6w, 1y"
        case "string_type" | "list_type" | "dict_type" | "float_type" | "int_type" | "bool_type":
            return f"{name} has the wrong type", _TYPES[error["type"]]
        case "too_short" if context.get("actual_length") == 0:
            return f"{name} is empty", "write at least one, or leave the key out"
        case "string_too_long":
            return f"{name} is longer than {context['max_length']} characters", "shorten it"
        case "string_too_short":
            return f"{name} is shorter than {context['min_length']} characters", "write it out"
        case "greater_than_equal":
            return f"{name} is less than {context['ge']:g}", f"write {context['ge']:g} or more"
        case _:
            return f"{name}: {str(error['msg'])[:1].lower()}{error['msg'][1:]}", ""


_DURATIONS: Final = frozenset({"rto", "survives", "lasts", "time", "within", "for", "notice"})


_TYPES: Final = {
    "string_type": "write text; put it in quotes if it looks like a number",
    "list_type": "write a list: [a, b]",
    "dict_type": "write a mapping: {key: value}",
    "float_type": "write a number",
    "int_type": "write a whole number",
    "bool_type": "write true or false",
}


def _name(place: Location) -> str:
    if not place:
        return "the inventory"
    text = ""
    for step in place:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else str(step)[:60]
    return text


def _known_keys(place: Location) -> Iterable[str]:
    """The keys that the schema knows at a place, all branches of a union together."""
    definitions = {part["ref"]: part for part in _schema().get("definitions", ())}
    parts = [_schema().get("schema", _schema())]
    for step in place:
        following = []
        for part in _spread(parts, definitions):
            if isinstance(step, int) and part["type"] == "list":
                following.append(part["items_schema"])
            elif part["type"] == "typed-dict" and step in part["fields"]:
                following.append(part["fields"][step]["schema"])
        parts = following
    return {key for part in _spread(parts, definitions) if part["type"] == "typed-dict" for key in part["fields"]}


def _spread(parts: list[Any], definitions: Mapping[str, Any]) -> Iterator[Any]:
    """Schema parts with references followed and unions taken apart."""
    waiting = list(parts)
    while waiting:
        part = waiting.pop()
        if part["type"] == "definition-ref":
            waiting.append(definitions[part["schema_ref"]])
        elif part["type"] == "union":
            waiting.extend(choice[0] if isinstance(choice, list) else choice for choice in part["choices"])
        else:
            yield part
