"""The format of a scenario file: which keys exist, and which words they take. JSON Schema for editors."""

from typing import Any, Final, get_args

from depaudit.model.layer import LAYERS
from depaudit.model.scenario import Access, Criterion, Side

VERSION_KEY: Final = "depaudit-scenario"
KEYS: Final = (VERSION_KEY, "id", "title", "side", "jurisdictions", "mechanism", "date", "notice", "lasts", "shows",
               "persons", "precedents", "instruments", "sources", "together", "takes")  # fmt: skip
TAKE_KEYS: Final = ("select", "remote", "local_copy", "from", "lasts")
PERSON_KEYS: Final = ("nationalities", "except", "verifiable")
CRITERIA: Final[tuple[str, ...]] = get_args(Criterion)
STATES: Final[tuple[str, ...]] = get_args(Access)
SIDES: Final[tuple[str, ...]] = get_args(Side)
OF_STATES: Final = ("jurisdiction", "control", "obeys", "location", "origin", "maintenance")

_DURATION: Final = {"type": "string", "description": "30m, 4h, 2d, 6w, 1y or ISO 8601.", "examples": ["18d"]}
_WORDS: Final = {"type": "array", "items": {"type": "string"}}
_STATE: Final = {"enum": list(STATES)}
_CODES: Final = "ISO 3166-1 alpha-2 codes, or EU"
_MEANING: Final = {
    "jurisdiction": f"Any company lever of these states, as in --cut. {_CODES}.",
    "control": f"Who runs it can be ordered by these states. {_CODES}.",
    "obeys": f"Its vendor can be ordered by these states or applies their lists. {_CODES}.",
    "location": f"It runs in these states and nowhere else. {_CODES}.",
    "origin": f"These states can order who made the weights, the chip, the software. {_CODES}.",
    "distribution": "Self-run weights that are pulled from the hub of these vendors or states.",
    "maintenance": f"Self-run, and these states can order who ships fixes. {_CODES}.",
    "licence": "Under these licences; * stands for anything.",
    "vendor": "Of these vendors or what they own: ids, names or aliases.",
    "offering": "These products or machines of the catalog.",
    "model": "These models.",
    "family": "These models or families of models.",
    "layer": "In these layers.",
    "sector": "Tagged so, or under a service that is.",
    "component": "These components of the inventory.",
}


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a scenario file."""
    phases = {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": _STATE,
        "description": "State from a time on, e.g. {0d: blocked, 30d: degraded}.",
    }
    course = {"anyOf": [_STATE, phases]}
    aim = {"type": "object", "minProperties": 1, "additionalProperties": False,
           "description": "Everything that meets all criteria, each with one of its values.",
           "properties": {name: _criterion(name) for name in CRITERIA}}  # fmt: skip
    take = {
        "type": "object",
        "required": ["select"],
        "additionalProperties": False,
        "properties": {
            "select": {"anyOf": [aim, {"type": "array", "items": aim, "minItems": 1}]},
            "remote": {**course, "default": "blocked", "description": "What is left of remote use."},
            "local_copy": {**course, "description": "What is left of a held copy; unsaid: it runs on, frozen."},
            "from": _DURATION,
            "lasts": _DURATION,
        },
    }
    persons = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "nationalities": _WORDS,
            "except": _WORDS,
            "verifiable": {"type": "boolean", "description": "If not, the cut widens to everyone."},
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "depaudit scenario",
        "type": "object",
        "required": [VERSION_KEY, "id", "takes"],
        "additionalProperties": False,
        "patternProperties": {"^x-": True},
        "properties": {
            VERSION_KEY: {"const": 1},
            "id": {"type": "string", "minLength": 1, "maxLength": 200},
            "title": {"type": "string"},
            "side": {"enum": list(SIDES), "default": "supply"},
            "jurisdictions": _WORDS,
            "mechanism": {"type": "string"},
            "date": {"type": "string"},
            "notice": _DURATION,
            "lasts": _DURATION,
            "shows": {"type": "string", "default": "not_found", "description": "The class of error callers see."},
            "persons": persons,
            "precedents": _WORDS,
            "instruments": _WORDS,
            "sources": _WORDS,
            "together": {**_WORDS, "description": "Scenarios of the library that happen at the same time."},
            "takes": {"type": "array", "items": take, "minItems": 1},
        },
    }


def _criterion(name: str) -> dict[str, Any]:
    value: dict[str, Any] = {"enum": list(LAYERS)} if name == "layer" else {"type": "string"}
    return {"anyOf": [value, {"type": "array", "items": value, "minItems": 1}], "description": _MEANING[name]}
