"""Jurisdictions: ISO 3166-1 alpha-2 codes and the one bloc that acts. Source of the codes: ISO 3166-1 (2024)."""

from collections.abc import Iterable
from typing import Final

from depaudit.errors import ConfigError
from depaudit.model.countries import COUNTRIES

EU: Final = "EU"
EU_MEMBERS: Final = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)
"""Members of the European Union since 2020-02-01. Source: Treaty on European Union, article 52."""

ALIASES: Final = {"UK": "GB", "USA": "US", "EL": "GR"}


def is_jurisdiction(code: str) -> bool:
    """Whether `code` is a country code in upper case, or EU."""
    return code == EU or code in COUNTRIES


def name_of(code: str) -> str:
    """The English short name of a jurisdiction; the code itself if it is not one."""
    return "European Union" if code == EU else COUNTRIES.get(code, code)


def expand(codes: Iterable[str]) -> frozenset[str]:
    """The codes, and the members of EU where it is among them. Only EU expands."""
    given = frozenset(codes)
    return given | EU_MEMBERS if EU in given else given


def codes(words: Iterable[str], what: str) -> tuple[str, ...]:
    """`words` as jurisdiction codes, common names of codes understood. Raises ConfigError, `what` saying where."""
    found = []
    for word in words:
        code = ALIASES.get(word.upper(), word.upper())
        if not is_jurisdiction(code):
            raise ConfigError(
                f"{what}: {word!r} is not a jurisdiction", hint="write a country code such as CA, or EU"
            )
        found.append(code)
    return tuple(found)


def homes_of(jurisdiction: str | None) -> tuple[str, ...]:
    """The default home of an organisation: its jurisdiction, and EU too for a member of the EU."""
    if jurisdiction is None:
        return ()
    return (jurisdiction, EU) if jurisdiction in EU_MEMBERS else (jurisdiction,)


def members(code: str) -> frozenset[str]:
    """The jurisdictions that act when this one does: itself, and for EU its members too."""
    return expand((code,))
