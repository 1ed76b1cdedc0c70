"""Whether plain data surely fits the compiled schema, without the validator: importing that costs more than a scan.

Only a yes is an answer. Whatever is wrong, or merely unusual, is left to the validator, which has the words for it.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

Part = Mapping[str, Any]
Definitions = Mapping[str, Part]


def surely_fits(value: Any, schema: Part) -> bool:
    """Whether the validator would accept `value` under `schema` (as in `schema_core.json`). False: ask it."""
    return _fits(value, schema["schema"], {part["ref"]: part for part in schema["definitions"]})


def _fits(value: Any, part: Part, known: Definitions) -> bool:
    test = _TESTS.get(part["type"])
    return test is not None and test(value, part, known)


def _is_text(value: Any, part: Part, _: Definitions) -> bool:
    if type(value) is not str or not _within(len(value), part):
        return False
    return value.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in value)


def _is_list(value: Any, part: Part, known: Definitions) -> bool:
    if type(value) is not list or not _within(len(value), part):
        return False
    return all(_fits(one, part["items_schema"], known) for one in value)


def _within(length: int, part: Part) -> bool:
    return bool(part.get("min_length", 0) <= length <= part.get("max_length", length))


def _is_record(value: Any, part: Part, known: Definitions) -> bool:
    fields = part["fields"]
    if type(value) is not dict or not fields.keys() >= value.keys():
        return False
    return all(
        _fits(value[key], field["schema"], known) if key in value else not field["required"]
        for key, field in fields.items()
    )


def _is_mapping(value: Any, part: Part, known: Definitions) -> bool:
    return type(value) is dict and all(
        _fits(key, part["keys_schema"], known) and _fits(one, part["values_schema"], known)
        for key, one in value.items()
    )


def _is_number(value: Any, part: Part, _: Definitions) -> bool:
    fitting = (int,) if part["type"] == "int" else (float, int)
    return type(value) in fitting and bool(part.get("ge", value) <= value <= part.get("le", value))


_TESTS: Final[Mapping[str, Callable[[Any, Part, Definitions], bool]]] = {
    "any": lambda value, part, known: True,
    "bool": lambda value, part, known: type(value) is bool,
    "literal": lambda value, part, known: any(type(value) is type(one) and value == one for one in part["expected"]),
    "definition-ref": lambda value, part, known: _fits(value, known[part["schema_ref"]], known),
    "union": lambda value, part, known: any(_fits(value, one, known) for one in part["choices"]),
    "str": _is_text,
    "list": _is_list,
    "typed-dict": _is_record,
    "dict": _is_mapping,
    "int": _is_number,
    "float": _is_number,
}
