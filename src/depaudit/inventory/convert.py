"""Validated plain data becomes the frozen model; durations, dates and codes are read here, with their problems."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from depaudit.errors import Position, Problem
from depaudit.inventory.events import Plain
from depaudit.inventory.nearest import did_you_mean
from depaudit.inventory.secrets import without_secrets
from depaudit.model.duration import parse_duration
from depaudit.model.inventory import (
    AnyOf,
    Component,
    Contract,
    Copy,
    Gate,
    Item,
    KOfN,
    Objective,
    Option,
    Organisation,
    Persons,
    Provider,
    Service,
    Switch,
    Usage,
    Waiver,
)
from depaudit.model.jurisdiction import ALIASES, is_jurisdiction
from depaudit.model.layer import LAYER_OF_KIND
from depaudit.model.severity import Severity

Raw = Mapping[str, Any]
Read = TypeVar("Read")


class Converter:
    """Reads the parts of one file. Problems gather in `problems`, remarks that stop nothing in `warnings`."""

    def __init__(self, plain: Plain, problems: list[Problem], warnings: list[str]) -> None:
        self.plain, self.problems, self.warnings = plain, problems, warnings

    def at(self, holder: Any, key: Any = None) -> Position:
        """Where a part of the file stands."""
        return self.plain.position(holder, key)

    def problem(self, message: str, hint: str, holder: Any, key: Any = None) -> None:
        """Note something that is wrong."""
        self.problems.append(Problem(message, self.at(holder, key), hint))

    def _read(self, raw: Raw, key: str, read: Callable[[str], Read], hint: str = "") -> Read | None:
        text = raw.get(key)
        if text is None:
            return None
        try:
            return read(text)
        except ValueError as error:
            self.problem(f"{key}: {error}", hint, raw, key)
            return None

    def duration(self, raw: Raw, key: str) -> int | None:
        """Seconds under `key`."""
        return self._read(raw, key, parse_duration)

    def day(self, raw: Raw, key: str) -> date | None:
        """The date under `key`."""
        return self._read(raw, key, _date, "write YYYY-MM-DD")

    def code(self, text: str, holder: Any, key: Any) -> str:
        """A jurisdiction code, in upper case."""
        code = ALIASES.get(text.upper(), text.upper())
        if not is_jurisdiction(code):
            from depaudit.model.countries import COUNTRIES

            names = {name: short for short, name in COUNTRIES.items()}
            hint = (
                f"write {names[text]}" if text in names else did_you_mean(text, COUNTRIES) or "ISO 3166-1: CA, DE, US"
            )
            self.problem(f"{text[:40]!r} is not a jurisdiction", hint, holder, key)
        return code

    def codes(self, raw: Raw, key: str) -> tuple[str, ...]:
        """One code or several under `key`."""
        value = raw.get(key)
        if value is None:
            return ()
        if isinstance(value, str):
            return (self.code(value, raw, key),)
        return tuple(self.code(text, value, number) for number, text in enumerate(value))

    def organisation(self, raw: Raw) -> Organisation:
        """Who asks."""
        jurisdiction = self.code(raw["jurisdiction"], raw, "jurisdiction") if "jurisdiction" in raw else None
        return Organisation(raw.get("name", ""), jurisdiction, self.codes(raw, "home"),
                            self.persons(raw.get("persons")) or Persons())  # fmt: skip

    def persons(self, raw: Raw | None) -> Persons | None:
        """Who is reached by a cut of persons."""
        if raw is None:
            return None
        users = self.codes(raw, "users") if "users" in raw else None
        return Persons(users, self.codes(raw, "operators") if "operators" in raw else None)

    def switch(self, raw: Raw | None) -> Switch | None:
        """How a fallback is brought into use."""
        if raw is None:
            return None
        fires_on = tuple(raw["fires_on"]) if "fires_on" in raw else None
        return Switch(raw.get("mode"), self.duration(raw, "time"), fires_on, self.day(raw, "tested"))

    def gate(self, raw: Raw) -> Gate | None:
        """The gate of a component, a service or an item; at most one."""
        if "any_of" in raw and "k_of_n" in raw:
            self.problem("one gate at a time: any_of or k_of_n", "put one of them into a component", raw, "k_of_n")
        if "any_of" in raw:
            options = tuple(self.option(part, raw["any_of"], number) for number, part in enumerate(raw["any_of"]))
            return AnyOf(options, self.switch(raw.get("switch")), self.at(raw, "any_of"))
        if "switch" in raw:
            self.problem(
                "a switch without any_of", "a switch says how the options of any_of come into use", raw, "switch"
            )
        if "k_of_n" in raw:
            replicas = raw["k_of_n"]
            members = tuple(replicas["of"])
            if replicas["k"] > len(members):
                hint = "k is at most the number of members"
                self.problem(f"{replicas['k']} of {len(members)} can never hold", hint, replicas, "k")
            self._no_twins(members, replicas["of"])
            return KOfN(replicas["k"], members, self.at(raw, "k_of_n"))
        return None

    def option(self, part: Any, options: list[Any], number: int) -> Option:
        """One option; the first has no switch and does not end."""
        if isinstance(part, str):
            return Option(part, position=self.at(options, number))
        if number == 0 and "lasts" in part:
            self.problem("the first option cannot end", "`lasts` is for bridges behind it", part, "lasts")
        if number == 0 and "switch" in part:
            self.warnings.append(f"{self.at(part, 'switch')}: a switch on the first option means nothing")
        return Option(
            part["id"], self.switch(part.get("switch")), self.duration(part, "lasts"), self.at(options, number)
        )

    def _no_twins(self, names: tuple[str, ...], holder: list[Any]) -> None:
        for number, name in enumerate(names):
            if name in names[:number]:
                self.problem(f"{name[:60]!r} is a member twice", "name it once", holder, number)

    def items(self, raw: Raw) -> tuple[Item, ...]:
        """The requirements of a component or service."""
        parts = raw.get("requires") or []
        return tuple(self.item(part, parts, number) for number, part in enumerate(parts))

    def item(self, part: Any, parts: list[Any], number: int) -> Item:
        """One requirement: an id, or a gate in place."""
        where = self.at(parts, number)
        if isinstance(part, str):
            return Item(part, position=where)
        gate = self.gate(part)
        if (gate is None) == ("id" not in part):
            hint = "write id: ..., any_of: [...] or k_of_n: {...}"
            self.problem("an item is an id or a gate, and one of them", hint, parts, number)
        return Item(gate or part.get("id", ""), part.get("for", "run"), self.duration(part, "survives"), where)

    def service(self, raw: Raw) -> Service:
        """What the organisation delivers."""
        return Service(
            raw["id"], raw.get("criticality"), raw.get("weight"), self.duration(raw, "rto"),
            self.persons(raw.get("persons")), self.items(raw), self.gate(raw), **self._about(raw),
        )  # fmt: skip

    def component(self, raw: Raw, organisation: str) -> Component:
        """Anything that a service needs."""
        region = raw.get("region") or ()
        kind = raw.get("kind")
        if kind is not None and kind not in LAYER_OF_KIND:
            near = did_you_mean(kind, LAYER_OF_KIND)
            every = "kinds: " + ", ".join(LAYER_OF_KIND)
            hint = f"{near} depaudit schema inventory lists them all" if near else every
            self.problem(f"{kind[:40]!r} is no kind", hint, raw, "kind")
        return Component(
            raw["id"], raw.get("uses"), raw.get("via"), self.provider(raw, organisation), kind,
            raw.get("model"), raw.get("developer"), raw.get("weights"), raw.get("licence"), raw.get("base_model"),
            self.day(raw, "retires_on"), raw.get("deployment"),
            tuple(self.region(name) for name in ((region,) if isinstance(region, str) else region)),
            self.copy(raw.get("copy")), self.items(raw), self.gate(raw), self.usage(raw.get("usage")),
            self.contract(raw.get("contract")), tuple(raw.get("data", ())), **self._about(raw),
        )  # fmt: skip

    def region(self, name: str) -> str:
        """A country code in upper case, or the name of a cloud region as written."""
        code = ALIASES.get(name.upper(), name.upper())
        return code if is_jurisdiction(code) else name

    def provider(self, raw: Raw, organisation: str) -> Provider | None:
        """Who operates or makes it; the organisation itself where the name is its own."""
        part = raw.get("provider")
        if part is None:
            return None
        if isinstance(part, str):
            return Provider(part, own=bool(organisation) and part == organisation)
        jurisdiction = self.code(part["jurisdiction"], part, "jurisdiction") if "jurisdiction" in part else None
        name = part.get("name", "")
        return Provider(name, jurisdiction, part.get("own", False) or (bool(organisation) and name == organisation))

    def copy(self, raw: Any) -> Copy | None:
        """What is held here; a copy that is kept somewhere is a mirrored one unless it says otherwise."""
        if raw is None:
            return None
        told: Raw = {"state": raw} if isinstance(raw, str) else raw
        return Copy(told.get("state", "mirrored"), told.get("at"), self.day(told, "verified"))

    def usage(self, raw: Raw | None) -> Usage | None:
        """How much it is used."""
        if raw is None:
            return None
        amount = raw.get("spend_per_month")
        spend, currency = (None, None) if amount is None else self.money(raw, amount)
        return Usage(raw.get("tokens_per_month"), raw.get("requests_per_month"), spend, currency)

    def money(self, raw: Raw, amount: float | str) -> tuple[float | None, str | None]:
        """An amount and its currency."""
        if not isinstance(amount, str):
            return amount, None
        number, _, currency = amount.strip().partition(" ")
        try:
            return float(number), currency or None
        except ValueError:
            self.problem(f"{amount[:40]!r} is not an amount", "write 40000 EUR", raw, "spend_per_month")
            return None, None

    def contract(self, raw: Raw | None) -> Contract | None:
        """Terms of leaving."""
        if raw is None:
            return None
        return Contract(self.duration(raw, "notice"), self.day(raw, "renewal"), raw.get("exit_plan"),
                        self.day(raw, "exit_tested"))  # fmt: skip

    def objective(self, raw: Raw) -> Objective:
        """A declared tolerance."""
        return Objective(
            _words(raw["services"]), _words(raw["survive"]), self.duration(raw, "within"),
            raw.get("at_least", "degraded"), self.duration(raw, "for"), self.at(raw),
        )  # fmt: skip

    def waiver(self, raw: Raw) -> Waiver:
        """An accepted finding."""
        severity = Severity[raw["severity"].upper()] if "severity" in raw else None
        return Waiver(raw["rule"], raw["subject"], raw["reason"], raw.get("cut"), raw.get("owner"),
                      self.day(raw, "expires"), self.at(raw), severity, raw.get("path", ""))  # fmt: skip

    def _about(self, raw: Raw) -> dict[str, Any]:
        extensions = tuple((key, without_secrets(value)) for key, value in raw.items() if key.startswith("x-"))
        return {
            "name": raw.get("name", ""), "description": raw.get("description", ""), "owner": raw.get("owner", ""),
            "tags": tuple(raw.get("tags", ())), "extensions": extensions, "position": self.at(raw, "id"),
        }  # fmt: skip


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text[:40]!r} is not a date") from None


def _words(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
