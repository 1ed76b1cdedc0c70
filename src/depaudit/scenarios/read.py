"""Scenario files of users: YAML with positions, every problem collected, unknown keys with the nearest key."""

import os
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, cast

from depaudit.errors import Position, Problem, ScenarioError
from depaudit.inventory.events import Plain
from depaudit.inventory.nearest import did_you_mean
from depaudit.inventory.read import read_plain
from depaudit.model.duration import parse_duration
from depaudit.model.jurisdiction import ALIASES, is_jurisdiction
from depaudit.model.layer import LAYERS
from depaudit.model.scenario import (
    DEFAULT_ERROR,
    Access,
    Action,
    Aim,
    Course,
    Criterion,
    Reach,
    Scenario,
    Side,
    ended,
)
from depaudit.scenarios.schema import (
    CRITERIA,
    KEYS,
    OF_STATES,
    PERSON_KEYS,
    SIDES,
    STATES,
    TAKE_KEYS,
    VERSION_KEY,
)

MOST_WORDS = 1_000


class OwnScenario(NamedTuple):
    """A scenario of the user's own, and the ids of scenarios of the library that happen with it."""

    scenario: Scenario
    together: tuple[str, ...]


def read_scenario(path: str | os.PathLike[str]) -> OwnScenario:
    """The scenario in a YAML file. Raises ScenarioError with all problems, InventoryError where it is no YAML."""
    plain = read_plain(path)
    reader = _Reader(plain)
    found = reader.scenario(plain.value)
    if reader.problems or found is None:
        raise ScenarioError.of(reader.problems)
    return found


class _Reader:
    def __init__(self, plain: Plain) -> None:
        self.plain = plain
        self.problems: list[Problem] = []

    def scenario(self, raw: Any) -> OwnScenario | None:
        """The whole file; None where it cannot be one."""
        if not isinstance(raw, dict):
            self._problem("a scenario is a mapping of keys", raw, hint=f"begin with {VERSION_KEY}: 1")
            return None
        self._keys(raw, KEYS)
        if raw.get(VERSION_KEY) != 1:
            self._problem(f"{VERSION_KEY} must be 1", raw, VERSION_KEY if VERSION_KEY in raw else None)
        name = self._text(raw, "id", needed=True)
        lasts = self._duration(raw, "lasts")
        takes = raw.get("takes")
        if not isinstance(takes, list) or not takes:
            self._problem("takes must be a list of what is taken away", raw, "takes" if "takes" in raw else None)
            takes = []
        actions = tuple(self._action(take, takes, number, lasts) for number, take in enumerate(takes))
        side = self._text(raw, "side") or "supply"
        if side not in SIDES:
            self._problem(f"side {side[:40]!r} is not known", raw, "side", hint="supply or demand")
        scenario = Scenario(
            id=name,
            title=self._text(raw, "title") or name,
            kind="own",
            side=cast("Side", side),
            actions=actions,
            jurisdictions=self._codes(raw, "jurisdictions"),
            mechanism=self._text(raw, "mechanism"),
            date=self._text(raw, "date") or None,
            notice=self._duration(raw, "notice"),
            ends=lasts,
            shows=self._text(raw, "shows") or DEFAULT_ERROR,
            shows_known="shows" in raw,
            reach=self._persons(raw),
            precedents=self._words(raw, "precedents"),
            instruments=self._words(raw, "instruments"),
            sources=self._words(raw, "sources"),
            position=Position(self.plain.path),
        )
        return OwnScenario(scenario, self._words(raw, "together"))

    def _action(self, raw: Any, takes: list[Any], number: int, lasts: int | None) -> Action:
        if not isinstance(raw, dict):
            self._problem("takes holds mappings with select", takes, number)
            return Action((), ())
        self._keys(raw, TAKE_KEYS)
        begins = self._duration(raw, "from") or 0
        own = self._duration(raw, "lasts")
        end = begins + own if own is not None else lasts
        remote = ended(_later(self._course(raw, "remote") or ((0, "blocked"),), begins), end)
        local = self._course(raw, "local_copy")
        if local is not None:
            local = ended(_later(local, begins), end)
        return Action(tuple(self._aims(raw)), remote, local)

    def _aims(self, raw: dict[str, Any]) -> Iterator[Aim]:
        chosen = raw.get("select")
        entries = chosen if isinstance(chosen, list) else [chosen]
        for entry in entries:
            if not isinstance(entry, dict) or not entry:
                self._problem("select needs criteria, e.g. {jurisdiction: US, layer: inference}", raw,
                              "select" if "select" in raw else None)  # fmt: skip
                continue
            self._keys(entry, CRITERIA)
            yield Aim(tuple((cast("Criterion", key), self._values(entry, key)) for key in CRITERIA if key in entry))

    def _values(self, entry: dict[str, Any], key: str) -> tuple[str, ...]:
        if key in OF_STATES:
            return self._codes(entry, key)
        values = self._words(entry, key)
        for value in values if key == "layer" else ():
            if value not in LAYERS:
                self._problem(f"layer {value[:40]!r} is not known", entry, key, hint=did_you_mean(value, LAYERS))
        return values

    def _course(self, raw: dict[str, Any], key: str) -> Course | None:
        value = raw.get(key)
        if value is None:
            return None
        phases = value if isinstance(value, dict) else {"0d": value}
        pieces: dict[int, Access] = {}
        for moment, state in phases.items():
            where = (phases, moment) if isinstance(value, dict) else (raw, key)
            if state not in STATES:
                self._problem(f"{state!r:.40} is not a state of access", *where, hint=f"states: {', '.join(STATES)}")
                continue
            pieces[self._seconds(str(moment), *where) or 0] = cast("Access", state)
        if 0 not in pieces:
            pieces[0] = "available"
        return tuple(sorted(pieces.items()))

    def _persons(self, raw: dict[str, Any]) -> Reach | None:
        value = raw.get("persons")
        if value is None:
            return None
        if not isinstance(value, dict) or ("nationalities" in value) == ("except" in value):
            self._problem("persons needs nationalities, or except", raw, "persons")
            return None
        self._keys(value, PERSON_KEYS)
        verifiable = value.get("verifiable", True)
        if not isinstance(verifiable, bool):
            self._problem("verifiable must be true or false", value, "verifiable")
        return Reach(self._codes(value, "nationalities"), self._codes(value, "except"), bool(verifiable))

    # Single values.

    def _text(self, raw: dict[str, Any], key: str, *, needed: bool = False) -> str:
        value = raw.get(key)
        if value is None:
            if needed:
                self._problem(f"{key} is missing", raw)
            return ""
        if not isinstance(value, str) or not 0 < len(value) <= 2_000:
            self._problem(f"{key} must be a text", raw, key)
            return ""
        return value

    def _words(self, raw: dict[str, Any], key: str) -> tuple[str, ...]:
        value = raw.get(key)
        values = [value] if isinstance(value, str) else value
        if values is None:
            return ()
        if not isinstance(values, list) or not values or not all(isinstance(one, str) and one for one in values):
            self._problem(f"{key} must be a text or a list of texts", raw, key)
            return ()
        return tuple(values[:MOST_WORDS])

    def _codes(self, raw: dict[str, Any], key: str) -> tuple[str, ...]:
        codes = tuple(ALIASES.get(word.upper(), word.upper()) for word in self._words(raw, key))
        for code in codes:
            if not is_jurisdiction(code):
                hint = "write a country code such as US, or EU"
                self._problem(f"{key}: {code[:40]!r} is not a jurisdiction", raw, key, hint=hint)
        return codes

    def _duration(self, raw: dict[str, Any], key: str) -> int | None:
        return None if raw.get(key) is None else self._seconds(raw[key], raw, key)

    def _seconds(self, value: Any, holder: Any, key: Any) -> int | None:
        try:
            return parse_duration(str(value))
        except ValueError as error:
            self._problem(str(error), holder, key)
            return None

    def _keys(self, raw: dict[str, Any], known: Iterable[str]) -> None:
        for key in raw:
            if key not in known and not key.startswith("x-"):
                self._problem(f"unknown key {key[:60]!r}", raw, key, hint=did_you_mean(key, tuple(known)))

    def _problem(self, message: str, holder: Any, key: Any = None, *, hint: str = "") -> None:
        position = self.plain.position(holder) if key is None else self.plain.position(holder, key)
        self.problems.append(Problem(message, position, hint))


def _later(course: Course, begins: int) -> Course:
    if not begins:
        return course
    return ((0, "available"), *((start + begins, state) for start, state in course))
