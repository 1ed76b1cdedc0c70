"""Simulations: what cuts are called, whose they are, and what is said where a selector means nothing."""

from typing import Any

import pytest

from depaudit import Simulation, load
from depaudit.errors import InventoryError, SelectorError
from depaudit.model.inventory import Component, KOfN, Provider, Service

STACK: dict[str, Any] = {
    "depaudit": 1,
    "organisation": {"jurisdiction": "CA"},
    "services": [{"id": "s", "criticality": "critical", "requires": ["a"]}],
    "components": [{"id": "a", "provider": {"name": "Vendor Zero", "jurisdiction": "US"}, "kind": "inference-api"}],
}


@pytest.fixture
def simulation() -> Simulation:
    return Simulation(load(STACK), as_of="2026-11-24")


def test_a_cut_of_nothing_is_refused(simulation: Simulation) -> None:
    with pytest.raises(SelectorError, match="no cut"):
        simulation.run([])


@pytest.mark.parametrize(
    ("cut", "name", "kind", "foreign"),
    [
        (["US"], "US", "jurisdiction", True),
        (["CA"], "CA", "jurisdiction", False),
        (["layer:inference@US"], "inference@US", "layer", True),
        (["vendor:vendor zero"], "Vendor Zero", "vendor", True),
        (["component:a"], "component:a", "scenario", True),
        (["US", "CN"], "US+CN", "scenario", True),
        (["US", "US"], "US", "jurisdiction", True),
    ],
)
def test_what_a_cut_is_called(simulation: Simulation, cut: list[str], name: str, kind: str, *, foreign: bool) -> None:
    verdict = simulation.run(cut)["s"]
    assert (verdict.cutoff, verdict.kind, verdict.foreign) == (name, kind, foreign)


def test_a_component_that_is_cut_is_its_own_reason(simulation: Simulation) -> None:
    verdict = simulation.run(["component:a"])["s"]
    assert verdict.worst_state == "down"
    assert (verdict.path, verdict.path_notes[-1]) == (("s", "a"), "cut")
    assert verdict.reasons == (("a",),)


def test_a_vendor_of_the_catalog_is_known_by_its_name(simulation: Simulation) -> None:
    assert simulation.selector("vendor:OpenAI").name == "openai"


@pytest.mark.parametrize(("cut", "said"), [("vendor:nobody-at-all", "no vendor"), ("component:b", "no component")])
def test_what_is_not_here_cannot_be_cut(simulation: Simulation, cut: str, said: str) -> None:
    with pytest.raises(SelectorError, match=said):
        simulation.run([cut])


def test_a_service_is_found_or_a_near_one_is_named(simulation: Simulation) -> None:
    near = simulation.change(Service("search"))
    assert near.service("search").criticality == "medium"
    with pytest.raises(SelectorError) as raised:
        near.service("serach")
    assert "'search'" in raised.value.hint


def test_a_change_replaces_what_has_the_same_id(simulation: Simulation) -> None:
    changed = simulation.change(Component("a", provider=Provider("Vendor Zero", "CA")))
    assert simulation.run(["US"])["s"].worst_state == "down"
    assert changed.run(["US"])["s"].worst_state == "up"


def us(name: str) -> dict[str, Any]:
    return {"id": name, "provider": {"name": f"Vendor {name}", "jurisdiction": "US"}}


def home(name: str) -> dict[str, Any]:
    return {"id": name, "provider": {"name": f"Vendor {name}", "jurisdiction": "CA"}}


@pytest.mark.parametrize(("time", "breach"), [("4h", False), ("241m", True)])
def test_an_interruption_as_long_as_the_rto_is_in_time(time: str, *, breach: bool) -> None:
    gate = {"id": "g", "any_of": ["a", "b"], "switch": {"mode": "automatic", "time": time}}
    service = {"id": "s", "rto": "4h", "requires": ["g"]}
    verdict = Simulation(load(STACK | {"services": [service], "components": [gate, us("a"), home("b")]})).run(["US"])[
        "s"
    ]
    assert verdict.breach is breach
    assert (bool(verdict.outages), bool(verdict.short_interruptions)) == (breach, not breach)


def test_the_reasons_of_replicas_are_as_many_as_it_takes() -> None:
    gate = {"id": "g", "k_of_n": {"k": 2, "of": ["a", "b", "c"]}}
    service = {"id": "s", "requires": ["g"]}
    parts = [gate, us("a"), us("b"), us("c")]
    verdict = Simulation(load(STACK | {"services": [service], "components": parts})).run(["US"])["s"]
    assert verdict.reasons == (("a", "b"), ("a", "c"), ("b", "c"))


def test_a_change_to_more_replicas_than_there_are_is_refused_like_a_file_that_says_so(simulation: Simulation) -> None:
    with pytest.raises(InventoryError, match="3 of 2 can never hold"):
        simulation.change(Component("a", gate=KOfN(3, ("b", "c"))), Component("b"), Component("c"))
