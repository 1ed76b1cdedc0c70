"""What the tests of all formats ask of a draft."""

from typing import Any

from depaudit import Simulation, load
from depaudit.importers import draft_of
from depaudit.importers.draft import Draft
from depaudit.importers.endpoint import Environment

NASTY: tuple[Any, ...] = (
    None,
    True,
    0,
    -1.5,
    "",
    "x" * 500,
    "@",
    "/",
    ",",
    [],
    [[]],
    [None],
    {},
    {"a": []},
    [{}],
    [1],
)


def draft(data: Any, form: str, environment: Environment | None = None) -> Draft:
    found = draft_of(data, environment)
    assert found is not None
    assert found.format == form
    return found


def codes(found: Draft) -> set[tuple[str, str]]:
    return {(one.code, one.subject) for one in found.remarks}


def component(found: Draft, name: str) -> dict[str, Any]:
    return next(one for one in found.plain["components"] if one["id"] == name)


def state(found: Draft, cut: str, service: str) -> str:
    return Simulation(load(found.plain), home=("CA",)).run([cut])[f"service/{service}"].state_at(0)


def spoiled(value: Any) -> list[Any]:
    """`value` with each part of it, in turn, replaced by every nasty thing."""
    found: list[Any] = list(NASTY)
    if isinstance(value, dict):
        found += [{**value, key: part} for key in value for part in spoiled(value[key])]
        found += [{other: part for other, part in value.items() if other != key} for key in value]
    if isinstance(value, list):
        found += [[*value[:at], part, *value[at + 1 :]] for at in range(len(value)) for part in spoiled(value[at])]
    return found


def survives_spoiling(data: dict[str, Any]) -> int:
    """Read every spoiled form of `data`, and load some of what comes out; how many were read."""
    count = 0
    for number, one in enumerate(spoiled(data)):
        found = draft_of(one)
        if found is not None:
            count += 1
            if number % 29 == 0:
                load(found.plain)
    return count
