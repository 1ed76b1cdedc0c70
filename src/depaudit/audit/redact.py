"""`--redact-names`: the same report with codes in place of the names that an inventory gave.

Every text of a report is walked, so that a field that is added later is covered too. What catalogs name (vendors,
models, offerings, states, events, rules) stays: it is what the report is about.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple, TypeVar

from depaudit.model.finding import RuleCard
from depaudit.model.inventory import Component, Inventory, Service
from depaudit.model.layer import LAYERS
from depaudit.model.report import Report

Value = TypeVar("Value")

PLAIN: Final = frozenset({
    "as_of", "at_least", "axis", "basis", "catalog_as_of", "catalog_version", "confidence", "covers", "date",
    "digest", "event", "fingerprint", "format", "home", "instruments", "jurisdiction", "kind", "layer", "level",
    "lost", "mode", "origin", "outcome", "references", "rule", "rung", "severity", "side", "standing", "state",
    "states", "title", "tool_version", "weight", "with_overlay", "without",
})  # fmt: skip
"""Fields that hold words of ours, hashes or dates, never a name out of an inventory."""
CUTS: Final = frozenset({
    "cut", "cutoff", "falls_under", "falls_with", "late_under", "may_fall_under", "shares", "survive", "survives",
    "vendor",
})  # fmt: skip
"""Fields that hold what is cut: names of the catalog; the organisation or a component where that is what is lost."""
NAMED: Final = frozenset({
    "alternative", "component", "components", "gate", "option", "path", "primary", "reasons", "service", "services",
    "subject",
})  # fmt: skip
"""Fields whose whole value may be an id: there an id is replaced even if it is also a common word."""
WORDS: Final = frozenset({
    *LAYERS, "critical", "high", "medium", "low", "service", "component", "model", "vendor", "jurisdiction",
    "gateway", "provider", "region", "login", "identity", "people", "weights", "down", "degraded", "unknown",
    "automatic", "manual", "primary", "fallback", "hosted", "self-hosted", "on-device", "inventory",
})  # fmt: skip
"""Common words of reports: an id of these letters stays in sentences."""
SHORT: Final = 3
LONG: Final = 40


class Codes(NamedTuple):
    """What stands for each name: `ids` of services and components, everything else in `others`."""

    ids: Mapping[str, str]
    others: Mapping[str, str]


def redacted(report: Report, inventory: Inventory, paths: Iterable[str] = ()) -> Report:
    """`report` without the names of services, components, owners, the organisation and files of `inventory`.

    `paths` are further files that the report may name. The codes follow the order of the inventory: the same
    inventory gives the same codes. Fingerprints stay.
    """
    return Redaction.of(report, inventory, paths).value(report)


def codes_of(report: Report, inventory: Inventory, paths: Iterable[str] = ()) -> Codes:
    """The code of every name."""
    ids = _numbered("service", [one.id for one in inventory.services])
    ids = {**_numbered("component", [one.id for one in inventory.components]), **ids}
    declared: list[Service | Component] = [*inventory.services, *inventory.components]
    labels = {one.name: ids[one.id] for one in declared if one.name}
    owners = [one.owner for one in declared if one.owner]
    owners += [one.owner for one in inventory.waivers if one.owner]
    owners += [use.waiver.owner for use in report.waivers if use.waiver.owner]
    own = [one.provider.name for one in inventory.components if one.provider and one.provider.own]
    organisations = dict.fromkeys(filter(None, (inventory.organisation.name, report.subject.organisation, *own)))
    found = [*report.subject.paths, *paths, *(use.waiver.position.path for use in report.waivers)]
    files = _numbered("file", [path for path in found if path])
    bases = {path.replace("\\", "/").rsplit("/", 1)[-1]: code for path, code in reversed(files.items())}
    return Codes(ids, {**labels, **_numbered("owner", owners), **dict.fromkeys(organisations, "organisation"),
                       **bases, **files})  # fmt: skip


def _numbered(kind: str, names: Iterable[str]) -> dict[str, str]:
    return {name: f"{kind}-{number}" for number, name in enumerate(dict.fromkeys(names), 1)}


def _kept(report: Report) -> frozenset[str]:
    """Names of cuts: an id of the same letters stays where it stands in a sentence, for there it means the cut."""
    return frozenset(verdict.cutoff for verdict in report.survival)


class Redaction:
    """One set of codes, ready to be applied."""

    def __init__(self, codes: Codes, kept: frozenset[str] = frozenset()) -> None:
        self._all = {**codes.ids, **codes.others}
        own = {name: code for name, code in codes.others.items() if code == "organisation"}
        self._cuts = {**{name: code for name, code in codes.ids.items() if name not in kept}, **own}
        said = {name: code for name, code in self._all.items() if name in codes.others
                or (len(name) > SHORT and name.lower() not in WORDS and name not in kept)}  # fmt: skip
        self._codes, self._pattern = _pattern(said)

    @classmethod
    def of(cls, report: Report, inventory: Inventory, paths: Iterable[str] = ()) -> "Redaction":
        """What `redacted` applies, for what goes with a report."""
        return cls(codes_of(report, inventory, paths), _kept(report))

    def text(self, text: str) -> str:
        """`text` with codes in place of names, longest first."""
        return self._pattern.sub(self._code, text) if self._pattern is not None else text

    def value(self, value: Value, field: str = "") -> Value:
        """Any part of a report, walked to its ends."""
        return self._walk(value, field)  # type: ignore[no-any-return]

    def _walk(self, value: Any, field: str) -> Any:
        if isinstance(value, str):
            return self._word(value, field)
        if isinstance(value, RuleCard):
            return value
        if isinstance(value, tuple) and hasattr(value, "_fields"):
            own_name = {"name"} if hasattr(value, "rule") else set()
            return type(value)(*(part if name in own_name else self._walk(part, name)
                                 for name, part in zip(value._fields, value, strict=True)))  # fmt: skip
        if isinstance(value, tuple):
            return tuple(self._walk(part, field) for part in value)
        return value

    def _word(self, text: str, field: str) -> str:
        if field in PLAIN:
            return text
        if field in CUTS:
            return self._cuts.get(text, text)
        return self._all[text] if field in NAMED and text in self._all else self.text(text)

    def _code(self, found: re.Match[str]) -> str:
        return self._codes.get(found[0]) or next(
            code for start, code in self._codes.items() if len(start) == LONG and found[0].startswith(start)
        )


def _pattern(codes: Mapping[str, str]) -> tuple[dict[str, str], re.Pattern[str] | None]:
    """What to look for: names, names as Python quotes them, and beginnings of long ones, for messages clip those."""
    wanted = {**{repr(name)[1:-1]: code for name, code in codes.items()}, **codes}
    starts = {name[:LONG]: code for name, code in wanted.items() if len(name) > LONG}
    ordered = sorted(wanted, key=lambda name: (-len(name), name))
    parts = [_bounded(name) for name in ordered if name] + [rf"{re.escape(start)}\S*" for start in sorted(starts)]
    return {**starts, **wanted}, re.compile("|".join(parts)) if parts else None


def _bounded(name: str) -> str:
    """A name as a whole word: not as a part of a longer one."""
    before = r"(?<!\w)" if name[0].isalnum() or name[0] == "_" else ""
    after = r"(?!\w)" if name[-1].isalnum() or name[-1] == "_" else ""
    return before + re.escape(name) + after
