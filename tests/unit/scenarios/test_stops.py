"""What `stops` says of a scenario is what `play` says, whatever the stack and whatever hangs on the unknown."""

from pathlib import Path
from typing import Any

import pytest

from depaudit import Simulation, load
from depaudit.model.inventory import Inventory
from depaudit.model.scenario import Scenario
from depaudit.scenarios.library import library_of
from depaudit.scenarios.play import play
from depaudit.scenarios.stops import Stops, stops

AS_OF = "2026-11-24"
EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.yaml"))
GATE: dict[str, Any] = {
    "id": "g",
    "any_of": ["a", "b"],
    "switch": {"mode": "automatic", "time": "1m", "fires_on": ["rate_limit", "forbidden"]},
}
PARTS: list[dict[str, Any]] = [
    GATE,
    {"id": "a", "uses": "anthropic-api/claude-opus-4-5"},
    {"id": "b", "uses": "deepseek-v3", "deployment": "self-hosted", "region": "CA"},
    {"id": "c", "provider": {"name": "Nobody Knows Ltd"}},
    {"id": "d", "uses": "github"},
]


def stack(*services: dict[str, Any], **organisation: Any) -> Inventory:
    """An inventory of a switch that some errors do not trigger, weights held here, a vendor that nobody knows."""
    return load({"depaudit": 1, "organisation": organisation, "services": list(services), "components": PARTS})


STACKS = {
    "a switch that some errors do not trigger": stack({"id": "s", "rto": "4h", "requires": ["g"]}),
    "who controls it is not known": stack({"id": "s", "requires": ["c", "d"]}, {"id": "t", "requires": ["g", "d"]}),
    "people whom an order reaches": stack({"id": "s", "requires": ["d", "a"]}, persons={"users": ["RU", "CN", "IR"]}),
    "some people whom an order reaches": stack({"id": "s", "requires": ["d"]}, persons={"users": ["RU", "CA"]}),
}


def said(simulation: Simulation, scenarios: list[Scenario]) -> list[Stops]:
    """The same by the long way."""
    return [
        Stops(
            tuple(one.service for one in result.verdicts if one.gates and one.breach),
            tuple(one.service for one in result.verdicts if one.gates and not one.breach),
        )
        for result in play(simulation, [(scenario,) for scenario in scenarios])
    ]


@pytest.mark.parametrize("inventory", STACKS.values(), ids=STACKS)
def test_every_scenario_on_small_stacks(inventory: Inventory) -> None:
    """All of the library: past events in both forms, and every mechanism in the hands of a state."""
    simulation = Simulation(inventory, as_of=AS_OF)
    scenarios = list(library_of(simulation, AS_OF).set("all"))
    found = stops(simulation, scenarios)
    assert list(found) == said(simulation, scenarios)
    assert any(found)
    assert not all(found)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_past_events_on_the_examples(path: Path) -> None:
    """What every scan replays."""
    simulation = Simulation(load(path), as_of=AS_OF)
    scenarios = list(library_of(simulation, AS_OF).set("history"))
    assert list(stops(simulation, scenarios)) == said(simulation, scenarios)


def test_what_is_down_without_any_cut_is_not_stopped_by_one() -> None:
    """A service that nothing carries is a problem of the inventory."""
    broken = load(
        {
            "depaudit": 1,
            "services": [{"id": "s", "requires": ["a"]}, {"id": "t", "requires": ["x"]}],
            "components": [
                {"id": "a", "uses": "github"},
                {"id": "x", "requires": ["y"]},
                {"id": "y", "any_of": ["z"]},
                {"id": "z", "requires": ["y"]},
            ],
        }
    )
    simulation = Simulation(broken, as_of=AS_OF)
    scenarios = list(library_of(simulation, AS_OF).set("history"))
    assert list(stops(simulation, scenarios)) == said(simulation, scenarios)
