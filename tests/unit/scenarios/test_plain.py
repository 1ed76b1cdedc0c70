"""Scenarios as plain data: what JSON says of them and of what they do, hour by hour."""

import json
from pathlib import Path
from typing import Any

import pytest

from depaudit import Simulation, load
from depaudit.scenarios.choose import chosen
from depaudit.scenarios.library import Library, library_of
from depaudit.scenarios.plain import plain_entry, plain_played, plain_scenario
from depaudit.scenarios.play import play

AS_OF = "2026-11-24"
OWN = """\
depaudit-scenario: 1
id: own
title: Our own
side: supply
jurisdictions: US
date: "2026-01-01"
notice: 2d
lasts: 10d
persons: {except: [US], verifiable: false}
takes:
  - select: [{vendor: Vendor Zero, layer: [inference, cloud]}, {component: a}]
    remote: {0d: degraded, 5d: blocked}
  - select: {model: none-of-ours}
    local_copy: frozen
sources: https://example.org/act
"""


@pytest.fixture
def simulation() -> Simulation:
    stack = {
        "depaudit": 1,
        "organisation": {"jurisdiction": "CA"},
        "services": [{"id": "s", "criticality": "critical", "rto": "4h", "requires": ["g"]}],
        "components": [
            {"id": "g", "any_of": ["a", "b"], "switch": {"mode": "automatic", "time": "6h"}},
            {"id": "a", "provider": {"name": "Vendor Zero", "jurisdiction": "US"}},
            {"id": "b", "provider": {"name": "Vendor One", "jurisdiction": "CA"}},
        ],
    }
    return Simulation(load(stack), as_of=AS_OF)


@pytest.fixture
def library(simulation: Simulation) -> Library:
    return library_of(simulation, AS_OF)


@pytest.fixture
def own(tmp_path: Path) -> str:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    return str(path)


def test_an_entry_is_what_the_list_shows(library: Library) -> None:
    entry = plain_entry(library.scenario("us-anthropic-fable5-mythos5-2026"))
    assert entry["kind"] == "literal"
    assert entry["jurisdictions"] == ["US"]
    assert entry["side"] == "supply"
    assert all(address.startswith("https://") for address in entry["sources"])


def test_a_scenario_is_said_in_full(own: str, library: Library) -> None:
    (scenario,) = chosen((own,), library)
    plain = plain_scenario(scenario)
    assert (plain["notice_h"], plain["ends_h"], plain["shows_known"]) == (48, 240, False)
    assert plain["persons"] == {"nationalities": [], "except": ["US"], "verifiable": False}
    first, second = plain["takes"]
    assert first["select"] == [
        {"vendor": ["Vendor Zero"], "layer": ["inference", "cloud"]},
        {"component": ["a"]},
    ]
    assert first["remote"] == [
        {"from_h": 0, "state": "degraded"},
        {"from_h": 120, "state": "blocked"},
        {"from_h": 240, "state": "available"},
    ]
    assert first["local_copy"] is None
    assert second["local_copy"][0] == {"from_h": 0, "state": "frozen"}


def test_every_scenario_of_the_library_is_json(library: Library) -> None:
    for scenario in library.set("all"):
        plain = plain_scenario(scenario)
        assert json.loads(json.dumps(plain)) == plain
        assert (plain["persons"] is None) == (scenario.reach is None)
        assert all(take["remote"] for take in plain["takes"])


def test_what_a_scenario_does(own: str, simulation: Simulation, library: Library) -> None:
    (result,) = play(simulation, [chosen((own,), library)])
    plain: dict[str, Any] = plain_played(result, {"s": 4 * 3_600}, (0, 7, 30))
    assert plain["scenario"] == "own"
    assert [part["id"] for part in plain["parts"]] == ["own"]
    assert plain["collapsed"] == ["own"]
    (touch,) = [one for one in plain["takes"] if one["component"] == "a"]
    assert touch["states"] == {"0": "degraded", "7": "blocked", "30": "available"}
    assert touch["held"] is False
    (survival,) = plain["survival"]
    assert survival["service"] == "s"
    assert survival["rto_h"] == 4
    (running,) = survival["runs_on"]
    assert (running["gate"], running["first"]) == ("g", "a")
    assert running["serves"] == [[0, "a"], [120, "b"], [240, "a"]]
