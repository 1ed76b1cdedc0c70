"""What-if: a changed simulation answers as one that is built from the changed inventory.

The law is in tests/property; here is each kind of change that people make, with what it does to whom.
"""

from typing import Any

import pytest

from depaudit import Simulation, load
from depaudit.model.inventory import Component, Service
from oracle.brute import NoCatalog

Raw = dict[str, Any]


def maker(state: str | None = None) -> Raw:
    """A provider of its own, so that no two components fall by one vendor."""
    return {"name": f"Ltd of {state}", "jurisdiction": state} if state else {"name": "Ltd of nobody knows where"}


SERVICES: dict[str, Raw] = {
    "portal": {"requires": ["chat"]},
    "search": {"requires": ["index"]},
    "batch": {"requires": [{"id": "index", "for": "quality"}, "pool"]},
}
COMPONENTS: dict[str, Raw] = {
    "chat": {"any_of": ["first", "second"], "switch": {"mode": "automatic", "time": "1h"}},
    "first": {"provider": maker("US")},
    "second": {"provider": maker("DE")},
    "index": {"provider": maker("CA"), "requires": [{"id": "embedder", "survives": "60d"}]},
    "embedder": {"provider": maker("US")},
    "pool": {"k_of_n": {"k": 2, "of": ["rack-a", "rack-b", "rack-c"]}},
    "rack-a": {"provider": {"own": True}},
    "rack-b": {"provider": {"own": True}},
    "rack-c": {"provider": maker("US"), "requires": ["power"]},
    "power": {"provider": {"own": True}},
}
AS_IT_IS = {"portal": "degraded", "search": "degraded", "batch": "degraded"}
"""On day 30 without the United States: the fallback serves, the index lives on its buffer."""

CHANGES: dict[str, tuple[dict[str, Raw], dict[str, str]]] = {
    "nothing at all": ({"second": COMPONENTS["second"]}, {}),
    "the fallback moves under the same state": ({"second": {"provider": maker("US")}}, {"portal": "down"}),
    "nobody says where the fallback is": ({"second": {"provider": maker()}}, {"portal": "unknown"}),
    "the fallback is slow": (
        {"chat": {"any_of": ["first", "second"], "switch": {"mode": "manual", "time": "45d"}}},
        {"portal": "down"},
    ),
    "the fallback ends": ({"chat": {"any_of": ["first", {"id": "second", "lasts": "20d"}]}}, {"portal": "down"}),
    "the fallback comes to need what the index needs": (
        {"second": {"provider": maker("DE"), "requires": ["embedder"]}},
        {"portal": "down"},
    ),
    "the fallback comes to live on a buffer": (
        {"second": {"provider": maker("DE"), "requires": [{"id": "embedder", "survives": "10d"}]}},
        {"portal": "down"},
    ),
    "the fallback comes to live on a buffer as long as that of the index": (
        {"second": {"provider": maker("DE"), "requires": [{"id": "embedder", "survives": "60d"}]}},
        {},
    ),
    "the fallback comes to stand on what falls later": (
        {"second": {"provider": maker("DE"), "requires": ["index"]}},
        {},
    ),
    "the buffer shrinks": (
        {"index": {"provider": maker("CA"), "requires": [{"id": "embedder", "survives": "10d"}]}},
        {"search": "down"},
    ),
    "the embedder comes home": ({"embedder": {"provider": maker("CA")}}, {"search": "up", "batch": "up"}),
    "a second rack goes abroad": ({"rack-b": {"provider": maker("US")}}, {"batch": "down"}),
    "all racks are needed": (
        {"pool": {"k_of_n": {"k": 3, "of": ["rack-a", "rack-b", "rack-c"]}}},
        {"batch": "down"},
    ),
    "a fallback comes to stand on what it protects": (
        {"second": {"provider": maker("DE"), "requires": ["chat"]}},
        {"portal": "down"},
    ),
    "two things come to need each other": (
        {"index": {"provider": maker("CA"), "requires": ["power"]}, "power": {"requires": ["index"]}},
        {"search": "up", "batch": "up"},
    ),
    "two things that both need the embedder come to live on each other for a while": (
        {"index": {"requires": ["embedder", {"id": "power", "survives": "10d"}]},
         "power": {"requires": ["embedder", {"id": "index", "survives": "10d"}]}},
        {"search": "down"},
    ),
    "the power comes to hang on a loop through a buffer": (
        {"power": {"requires": ["index"]},
         "index": {"provider": maker("CA"), "requires": [{"id": "embedder", "survives": "10d"}, "rack-c"]}},
        {"search": "down"},
    ),
    "the first model is one's own, with a copy that is pulled at each start": (
        {"first": {"provider": maker("US"), "deployment": "self-hosted", "copy": "none"}},
        {"portal": "degraded"},
    ),
}  # fmt: skip


def inventory(changed: dict[str, Raw]) -> Raw:
    """The whole inventory with some components written anew."""
    return {
        "depaudit": 1,
        "organisation": {"jurisdiction": "CA"},
        "services": [{"id": name, "criticality": "low"} | raw for name, raw in SERVICES.items()],
        "components": [{"id": name} | raw for name, raw in (COMPONENTS | changed).items()],
    }


def simulated(changed: dict[str, Raw]) -> Simulation:
    return Simulation(load(inventory(changed)), NoCatalog())


def as_read(changed: dict[str, Raw]) -> list[Component]:
    """The changed components as values of the library."""
    return [one for one in load(inventory(changed)).components if one.id in changed]


def states(simulation: Simulation) -> dict[str, str]:
    return {name: verdict.state_at(30) for name, verdict in simulation.run(["US"]).items()}


@pytest.mark.parametrize(("changed", "felt"), CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("asked", [True, False], ids=["asked before", "not asked before"])
def test_a_change_does_what_it_does_and_nothing_else(
    changed: dict[str, Raw], felt: dict[str, str], *, asked: bool
) -> None:
    before = simulated({})
    if asked:
        assert states(before) == AS_IT_IS
    after = before.change(*as_read(changed))
    assert states(after) == AS_IT_IS | felt
    assert after.run(["US"]) == simulated(changed).run(["US"])
    assert states(before) == AS_IT_IS


@pytest.mark.parametrize(("changed", "felt"), CHANGES.values(), ids=CHANGES)
def test_a_change_that_is_taken_back_leaves_nothing_behind(changed: dict[str, Raw], felt: dict[str, str]) -> None:
    before = simulated({})
    there = before.run(["US"])
    after = before.change(*as_read(changed))
    assert states(after) == AS_IT_IS | felt
    assert after.change(*as_read({name: COMPONENTS[name] for name in changed})).run(["US"]) == there


def test_several_changes_before_the_next_question_count_together() -> None:
    before = simulated({})
    before.run(["US"])
    one = {"second": {"provider": maker("US")}}
    other = {"rack-b": {"provider": maker("US")}}
    after = before.change(*as_read(one)).change(*as_read(other))
    assert states(after) == AS_IT_IS | {"portal": "down", "batch": "down"}
    assert after.run(["US"]) == simulated(one | other).run(["US"])


def test_what_a_first_change_came_to_stand_on_can_fall_by_a_second() -> None:
    before = simulated({})
    assert states(before) == AS_IT_IS
    first = before.change(*as_read({"second": {"provider": maker("DE"), "requires": ["power"]}}))
    assert states(first) == AS_IT_IS
    assert states(first.change(*as_read({"power": {"provider": maker("US")}})))["portal"] == "down"


def test_a_loop_is_well_again_once_what_impaired_it_comes_home() -> None:
    ring: dict[str, Raw] = {
        "index": {"provider": maker("CA"), "requires": ["power", {"id": "embedder", "for": "quality"}]},
        "power": {"requires": ["index"]},
    }
    before = simulated(ring)
    assert states(before)["search"] == "degraded"
    assert states(before.change(*as_read({"embedder": {"provider": maker("CA")}})))["search"] == "up"


def test_a_service_that_tolerates_less_is_judged_anew() -> None:
    before = simulated({})
    assert not before.run(["US"])["portal"].breach
    (portal, *_) = before.inventory.services
    assert before.change(portal._replace(rto=60)).run(["US"])["portal"].breach


def test_a_service_that_is_new_is_judged_too() -> None:
    before = simulated({})
    before.run(["US"])
    (portal, *_) = before.inventory.services
    after = before.change(Service("copy-of-portal", requires=portal.requires))
    assert states(after) == AS_IT_IS | {"copy-of-portal": "degraded"}
