"""The library: ids, sets, hints, what belongs together, and the JSON Schema of files of one's own."""

from typing import Any

import jsonschema
import pytest

from depaudit import Simulation, load
from depaudit.errors import SelectorError
from depaudit.scenarios.events import ANALOGUE
from depaudit.scenarios.library import SETS, Library, Records, combined, library_of
from depaudit.scenarios.schema import CRITERIA, KEYS, PERSON_KEYS, TAKE_KEYS, json_schema

AS_OF = "2026-11-24"
OWN: dict[str, Any] = {"depaudit-scenario": 1, "id": "own", "takes": [{"select": {"vendor": "Vendor Zero"}}]}


@pytest.fixture(scope="module")
def simulation() -> Simulation:
    return Simulation(load({"depaudit": 1, "services": [{"id": "s"}]}), as_of=AS_OF)


@pytest.fixture(scope="module")
def library(simulation: Simulation) -> Library:
    return library_of(simulation, AS_OF)


def test_history_holds_each_event_literally_and_as_its_like(library: Library) -> None:
    ids = library.ids("history")
    assert len(ids) == 2 * len(library.events)
    assert {name.removesuffix(ANALOGUE) for name in ids} == set(library.events)


def test_the_sides_share_out_the_whole(library: Library) -> None:
    supply, demand = library.ids("supply"), library.ids("demand")
    assert not set(supply) & set(demand)
    assert sorted((*supply, *demand)) == sorted(library.ids("all"))
    assert {scenario.side for scenario in library.set("demand")} == {"demand"}


def test_a_set_that_does_not_exist(library: Library) -> None:
    with pytest.raises(SelectorError, match="'past'") as raised:
        library.ids("past")
    assert all(name in raised.value.hint for name in SETS)


def test_a_near_id_is_offered(library: Library) -> None:
    with pytest.raises(SelectorError) as raised:
        library.scenario("us-kasperski-2024")
    assert "us-kaspersky-2024" in raised.value.hint


def test_where_nothing_is_near_the_list_is_named(library: Library) -> None:
    with pytest.raises(SelectorError) as raised:
        library.scenario("0123456789")
    assert "did you mean" not in raised.value.hint
    assert "scenarios list" in raised.value.hint


def test_the_likes_of_one_side(library: Library) -> None:
    found = list(library.analogues("demand"))
    assert found
    assert all(scenario.kind == "analogue" and scenario.side == "demand" for scenario in found)


def test_a_catalog_without_events_has_no_library(simulation: Simulation) -> None:
    class Bare:
        sources = simulation.sources._replace(catalog=object())  # type: ignore[arg-type]

    assert not isinstance(Bare.sources.catalog, Records)
    with pytest.raises(SelectorError, match="no events"):
        library_of(Bare(), AS_OF)  # type: ignore[arg-type]


def test_one_scenario_named_twice_happens_once(library: Library) -> None:
    one = library.scenario("us-kaspersky-2024")
    assert combined([one, one]) == (one,)


def test_both_sides_are_not_one_cutoff(library: Library) -> None:
    supply, demand = library.ids("supply")[0], library.ids("demand")[0]
    with pytest.raises(SelectorError, match="not one cutoff"):
        combined([library.scenario(supply), library.scenario(demand)])


def test_the_schema_knows_the_keys_of_the_reader() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    take = schema["properties"]["takes"]["items"]["properties"]
    aim = take["select"]["anyOf"][0]["properties"]
    assert set(schema["properties"]) == set(KEYS)
    assert set(take) == set(TAKE_KEYS)
    assert set(schema["properties"]["persons"]["properties"]) == set(PERSON_KEYS)
    assert set(aim) == set(CRITERIA)
    assert all(criterion["description"] for criterion in aim.values())


@pytest.mark.parametrize(
    ("change", "valid"),
    [
        ({}, True),
        ({"x-note": {"free": True}}, True),
        ({"tekes": 1}, False),
        ({"takes": []}, False),
        ({"takes": [{"remote": "blocked"}]}, False),
        ({"takes": [{"select": {}}]}, False),
        ({"takes": [{"select": {"layer": "inferense"}}]}, False),
        ({"takes": [{"select": [{"layer": ["inference", "cloud"]}], "remote": {"0d": "blocked"}}]}, True),
        ({"takes": [{"select": {"vendor": "v"}, "remote": "gone"}]}, False),
        ({"side": "left"}, False),
        ({"persons": {"nationalities": ["IN"], "verifiable": True}}, True),
        ({"persons": {"verifiable": "yes"}}, False),
    ],
)
def test_the_schema_tells_files_apart(change: dict[str, Any], *, valid: bool) -> None:
    assert jsonschema.Draft202012Validator(json_schema()).is_valid({**OWN, **change}) is valid
