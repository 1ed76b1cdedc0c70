"""The rates file: YAML -> causes with yearly rates, every problem with its position.

depaudit-rates: 1
jurisdictions: {US: 0.02, CN: {export-control: 0.03, sanctions: 0.01}}   # cutoffs a year; mechanisms add up
vendors: {openai: 0.05}
components: {rack-a: 0.1}
common:                                                                  # one cause, several losses at once
  - {name: joint sanctions, rate: 0.01, jurisdictions: [US, GB, EU], vendors: [], components: []}
"""

import os
from collections.abc import Iterator
from math import isfinite
from typing import Any, Final

from depaudit.errors import ConfigError, InventoryError, Position, Problem
from depaudit.inventory.events import Plain
from depaudit.inventory.nearest import did_you_mean
from depaudit.inventory.read import read_plain
from depaudit.model.jurisdiction import ALIASES, is_jurisdiction
from depaudit.model.rates import Cause, ElementKind, Rates, Struck

VERSION: Final = 1
MOST_A_YEAR: Final = 1_000.0
SECTIONS: Final[dict[str, ElementKind]] = {
    "jurisdictions": "jurisdiction",
    "vendors": "vendor",
    "components": "component",
}
_KEYS: Final = ("depaudit-rates", *SECTIONS, "common")
_COMMON_KEYS: Final = ("name", "rate", *SECTIONS)


def load_rates(path: str | os.PathLike[str]) -> Rates:
    """Read a rates file. Raises ConfigError with all its problems, each with its position."""
    try:
        plain = read_plain(path)
    except InventoryError as error:
        raise ConfigError.of(error.problems) from None
    reader = _Reader(plain)
    causes = tuple(reader.causes())
    if reader.problems:
        raise ConfigError.of(reader.problems)
    return Rates(causes, plain.path)


def rates_schema() -> dict[str, Any]:
    """The JSON Schema of a rates file."""
    rate = {"type": "number", "minimum": 0, "maximum": MOST_A_YEAR, "description": "times a year, on average"}
    by_mechanism = {"type": "object", "additionalProperties": rate, "minProperties": 1}
    entries = {"type": "object", "additionalProperties": {"anyOf": [rate, by_mechanism]}}
    names = {"type": "array", "items": {"type": "string"}}
    common = {
        "type": "object",
        "properties": {"name": {"type": "string"}, "rate": rate, **dict.fromkeys(SECTIONS, names)},
        "required": ["name", "rate"],
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "depaudit rates",
        "type": "object",
        "properties": {
            "depaudit-rates": {"const": VERSION},
            **dict.fromkeys(SECTIONS, entries),
            "common": {"type": "array", "items": common},
        },
        "required": ["depaudit-rates"],
        "additionalProperties": False,
    }


class _Reader:
    def __init__(self, plain: Plain) -> None:
        self.plain = plain
        self.problems: list[Problem] = []
        self.names: set[str] = set()

    def causes(self) -> Iterator[Cause]:
        """All causes that can be read; problems are collected beside them."""
        value = self.plain.value
        if not isinstance(value, dict):
            self._problem("a rates file is a mapping", Position(self.plain.path), "start with: depaudit-rates: 1")
            return
        if value.get("depaudit-rates") != VERSION or isinstance(value.get("depaudit-rates"), bool):
            hint = "write depaudit-rates: 1 at the top"
            self._problem("this is no rates file of format 1", self.plain.position(value, "depaudit-rates"), hint)
        self._unknown_keys(value, _KEYS)
        for section, kind in SECTIONS.items():
            yield from self._section(value, section, kind)
        common = self._sequence(value, "common")
        for number, entry in enumerate(common):
            yield from self._common(entry, self.plain.position(common, number))

    def _section(self, value: dict[str, Any], section: str, kind: ElementKind) -> Iterator[Cause]:
        entries = value.get(section)
        if entries is None:
            return
        if not isinstance(entries, dict):
            self._problem(f"{section} is a mapping of names to rates", self.plain.position(value, section))
            return
        for name, given in entries.items():
            at = self.plain.position(entries, name)
            struck = self._struck(kind, name, at)
            if struck is None:
                continue
            if isinstance(given, dict):
                for mechanism in given:
                    where = self.plain.position(given, mechanism)
                    yield from self._cause(f"{struck.name}: {mechanism}", given[mechanism], (struck,), where)
            else:
                yield from self._cause(struck.name, given, (struck,), at)

    def _common(self, entry: Any, at: Position) -> Iterator[Cause]:
        if not isinstance(entry, dict):
            self._problem("a common cause is a mapping with name, rate and what it strikes", at)
            return
        self._unknown_keys(entry, _COMMON_KEYS)
        strikes: list[Struck] = []
        for section, kind in SECTIONS.items():
            names = self._sequence(entry, section)
            for number, name in enumerate(names):
                struck = self._struck(kind, name, self.plain.position(names, number))
                strikes += [struck] if struck else []
        name = entry.get("name")
        if not isinstance(name, str) or not name:
            self._problem("a common cause needs a name", at)
        elif not strikes:
            self._problem(f"common cause {name!r} strikes nothing", at, "say jurisdictions, vendors or components")
        else:
            yield from self._cause(name, entry.get("rate"), tuple(dict.fromkeys(strikes)), at)

    def _cause(self, name: str, rate: Any, strikes: tuple[Struck, ...], at: Position) -> Iterator[Cause]:
        if isinstance(rate, bool) or not isinstance(rate, int | float) or not 0 <= rate <= MOST_A_YEAR:
            shown = f"{rate!r}" if isinstance(rate, int | float) and isfinite(rate) else "this"
            self._problem(
                f"{name}: {shown} is no yearly rate", at, f"a number from 0 to {MOST_A_YEAR:g}, times a year"
            )
        elif name in self.names:
            self._problem(f"two causes are called {name!r}", at, "give each a name of its own")
        else:
            self.names.add(name)
            yield Cause(name, float(rate), strikes, at)

    def _struck(self, kind: ElementKind, name: Any, at: Position) -> Struck | None:
        if not isinstance(name, str) or not name:
            self._problem(f"the name of a {kind} is a text", at)
            return None
        if kind != "jurisdiction":
            return Struck(kind, name)
        code = ALIASES.get(name.upper(), name.upper())
        if not is_jurisdiction(code):
            self._problem(f"{name!r} is not a jurisdiction", at, "write a country code such as US, or EU")
            return None
        return Struck(kind, code)

    def _sequence(self, value: dict[str, Any], key: str) -> list[Any]:
        found = value.get(key)
        if found is None or isinstance(found, list):
            return found or []
        self._problem(f"{key} is a list", self.plain.position(value, key))
        return []

    def _unknown_keys(self, value: dict[Any, Any], known: tuple[str, ...]) -> None:
        for key in value:
            if key not in known and not str(key).startswith("x-"):
                hint = did_you_mean(str(key), known) or f"known keys: {', '.join(known)}"
                self._problem(f"unknown key {str(key)[:80]!r}", self.plain.position(value, key), hint)

    def _problem(self, message: str, position: Position, hint: str = "") -> None:
        self.problems.append(Problem(message, position, hint))
