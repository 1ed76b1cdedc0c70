"""What the quick check accepts, the validator accepts too; what is wrong or unusual it leaves to the validator."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import SchemaValidator

from depaudit.inventory.accept import surely_fits
from depaudit.inventory.compile import core_schema
from depaudit.inventory.events import Plain
from depaudit.inventory.validate import problems_of

SCHEMA = core_schema()
VALIDATOR = SchemaValidator(SCHEMA)
GOOD: dict[str, Any] = {
    "depaudit": 1,
    "organisation": {"name": "Bank", "home": ["CA"], "persons": {"users": ["CA"]}},
    "services": [{"id": "a", "weight": 2, "criticality": "high", "requires": ["b", {"id": "c", "for": "run"}]}],
    "components": [
        {"id": "b", "k_of_n": {"k": 1, "of": ["c"]}},
        {
            "id": "c",
            "provider": {"name": "X", "own": True},
            "region": ["CA", "US"],
            "usage": {"spend_per_month": 1.5},
        },
        {"id": "d", "any_of": ["b", {"id": "c"}], "copy": {"state": "local"}},
    ],
    "objectives": [{"services": "a", "survive": ["US"], "within": "4h"}],
    "waivers": [{"rule": "DA001", "subject": "a", "reason": "accepted"}],
    "catalog": {"vendors": [{"id": "x"}]},
    "sources": [{"litellm": "x.yaml"}],
}
ODD = st.sampled_from(
    [None, True, 0, 1, -1, 1.0, float("nan"), float("inf"), 10**30, "", "x", "\ud800", "é", "x" * 300, [], ["x"], [1],
     {}, {"id": "b"}, {"x-own": 1}, {1: 2}, ("a",), "high"]
)  # fmt: skip


def places(value: Any, trail: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in plain data, as the keys that lead there."""
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield (*trail, key)
        yield from places(value[key], (*trail, key))


def changed(trail: tuple[Any, ...], new: Any) -> dict[str, Any]:
    """The good inventory with another value at one place."""
    whole = deepcopy(GOOD)
    holder: Any = whole
    for key in trail[:-1]:
        holder = holder[key]
    holder[trail[-1]] = new
    return whole


def test_a_good_inventory_surely_fits() -> None:
    """The quick check is of use: it knows every form that people write."""
    assert surely_fits(GOOD, SCHEMA)


@given(st.sampled_from(list(places(GOOD))), ODD)
def test_what_is_accepted_is_valid(trail: tuple[Any, ...], new: Any) -> None:
    """Whatever stands anywhere, a yes of the quick check is a yes of the validator."""
    value = changed(trail, new)
    if surely_fits(value, SCHEMA):
        VALIDATOR.validate_python(value)


@pytest.mark.parametrize(
    "value",
    [
        {"depaudit": 1, "servces": []},
        {"depaudit": True},
        {"services": []},
        {"depaudit": 1, "services": [{"id": ""}]},
        {"depaudit": 1, "services": [{"id": "a", "weight": "2"}]},
        {"depaudit": 1, "services": [{"id": "a", "name": "\ud800"}]},
        {"depaudit": 1, "services": [{"id": "a", "criticality": "urgent"}]},
        {"depaudit": 1, "sources": [{1: "x"}]},
        {"depaudit": 1, "components": [{"id": "a", "k_of_n": {"k": 1.0, "of": ["b"]}}]},
    ],
)
def test_what_is_wrong_is_left_to_the_validator(value: dict[str, Any]) -> None:
    """Nothing wrong is accepted."""
    assert not surely_fits(value, SCHEMA)


def test_kinds_of_schema_that_are_not_known_are_left_to_the_validator() -> None:
    """A schema that grows beyond the quick check loses speed only."""
    assert not surely_fits("x", {"schema": {"type": "url"}, "definitions": []})


def test_keys_that_begin_with_x_are_free() -> None:
    """The quick check does not know them; the validator does, and nothing is said of them."""
    plain = Plain("<mapping>")
    plain.value = {"depaudit": 1, "x-own": 1}
    assert not surely_fits(plain.value, SCHEMA)
    assert problems_of(plain) == []
