"""Whose hand is on a component; of several grounds for one state the strongest speaks, and a trusted one stands."""

from typing import Any

import pytest

from depaudit import load
from depaudit.catalog import Catalog
from depaudit.graph.levers import levers_of, resolve, vendor_levers
from depaudit.graph.sources import Sources
from depaudit.model.knowledge import Control, Fact, FactConfidence, Vendor
from depaudit.model.lever import BLOCKED, FOREIGN, FROZEN_HARDWARE, Lever


def control(ground: str, confidence: FactConfidence) -> Control:
    fact = Fact("acme", "control.US", ground, confidence=confidence)
    return Control("US", "seat" if ground == "seat" else "incorporation", "precedent", fact)


def unknown(*controls: Control) -> bool:
    vendor = Vendor("acme", "Acme", control=controls)
    levers = list(vendor_levers(vendor, Sources(Catalog.bundled()), BLOCKED))
    assert [lever.fact for lever in levers if lever.jurisdiction == "US"]
    return any(lever.unknown and lever.jurisdiction == FOREIGN for lever in levers)


@pytest.mark.parametrize("turned", [False, True])
def test_one_trusted_ground_is_enough_in_either_order(*, turned: bool) -> None:
    grounds = [control("incorporation", "high"), control("seat", "unverified")]
    assert not unknown(*(reversed(grounds) if turned else grounds))


def test_weak_grounds_alone_leave_every_foreign_state_open() -> None:
    assert unknown(control("incorporation", "unverified"), control("seat", "contested"))


def levers(**component: Any) -> list[Lever]:
    inventory = load(
        {"depaudit": 1, "services": [{"id": "s", "requires": ["a"]}], "components": [component | {"id": "a"}]}
    )
    (found,) = inventory.components
    sources = Sources(Catalog.bundled())
    return list(levers_of(found, resolve(found, sources), sources))


def test_a_router_that_nobody_knows_may_be_in_anyones_hands() -> None:
    found = levers(uses="openai-api", via="router-of-nowhere")
    assert any(lever.unknown and "router-of-nowhere" in lever.reason for lever in found)


def test_hardware_that_somebody_else_runs_can_be_taken_by_its_vendor() -> None:
    rented, own = levers(uses="amd-mi300x", deployment="hosted"), levers(uses="amd-mi300x")
    assert {lever.profile for lever in rented if lever.vendor == "amd"} == {BLOCKED}
    assert {lever.profile for lever in own if lever.vendor == "amd"} == {FROZEN_HARDWARE}


def test_a_hosted_model_without_a_host_may_be_in_anyones_hands() -> None:
    found = levers(uses="llama-3.3-70b-instruct", deployment="hosted")
    assert any(lever.unknown and "nobody says by whom" in lever.reason for lever in found)


def test_a_model_of_a_developer_that_nobody_knows() -> None:
    found = levers(provider={"name": "Host", "jurisdiction": "CA"}, model="own-7b", developer="Dev of Nowhere")
    known, unknown = (lever for lever in found if lever.axis == "developer")
    assert (known.vendor, known.unknown) == ("Dev of Nowhere", False)
    assert (unknown.jurisdiction, unknown.unknown) == (FOREIGN, True)


@pytest.mark.parametrize(
    "component",
    [
        {"provider": {"name": "Host", "jurisdiction": "CA"}, "model": "own-7b"},
        {"provider": {"name": "Host", "jurisdiction": "CA"}, "model": "own-7b", "developer": "Host"},
        {
            "provider": {"name": "H", "jurisdiction": "CA"},
            "model": "own-7b",
            "developer": "D",
            "deployment": "on-device",
        },
    ],
)
def test_no_developer_lever_where_nobody_else_is_behind_the_model(component: dict[str, Any]) -> None:
    assert not [lever for lever in levers(**component) if lever.axis == "developer"]


def test_a_developer_of_the_catalog_holds_its_own_levers() -> None:
    found = levers(provider={"name": "Host", "jurisdiction": "CA"}, model="own-7b", developer="OpenAI")
    assert {lever.vendor for lever in found if lever.axis == "developer"} == {"openai"}


def test_a_vendor_that_nobody_knows_may_be_in_anyones_hands() -> None:
    (lever,) = vendor_levers(None, Sources(Catalog.bundled()), BLOCKED)
    assert (lever.jurisdiction, lever.unknown) == (FOREIGN, True)


def test_a_model_that_a_catalogue_of_many_developers_does_not_list_may_be_anyones() -> None:
    found = levers(uses="bedrock/model-of-nowhere-9")
    assert any(lever.models == ("model-of-nowhere-9",) for lever in found)
    assert any(
        lever.unknown and lever.axis == "developer" and "model-of-nowhere-9" in lever.reason for lever in found
    )


def test_a_model_that_its_only_maker_does_not_list_is_its_own() -> None:
    found = levers(uses="openai-api/model-of-nowhere-9")
    assert any(lever.models == ("model-of-nowhere-9",) for lever in found)
    assert not any(lever.axis == "developer" for lever in found)


def test_the_author_of_a_model_that_is_not_listed_is_its_maker() -> None:
    made = [lever for lever in levers(uses="openrouter/qwen/qwen-unheard-of") if lever.axis == "developer"]
    assert {lever.vendor for lever in made} == {"alibaba"}
    assert all(lever.unknown and "can withdraw" in lever.reason for lever in made)
    anybody = [lever for lever in levers(uses="openrouter/no-such-lab/x") if lever.axis == "developer"]
    assert [lever.jurisdiction for lever in anybody] == [FOREIGN]


def test_a_closed_model_is_hosted_unless_it_is_said_to_be_run_oneself() -> None:
    assert any(lever.jurisdiction == "US" and lever.profile == BLOCKED for lever in levers(uses="gpt-5"))
    own = levers(uses="gpt-5", deployment="self-hosted")
    assert not any(lever.jurisdiction == "US" and lever.profile == BLOCKED for lever in own)
    assert not any(lever.profile == BLOCKED for lever in levers(uses="llama-3.3-70b-instruct"))


@pytest.mark.parametrize(
    ("uses", "hosted"),
    [
        ("llama-3.3-70b-instruct", False),
        ("meta-llama/Llama-3.3-70B-Instruct", False),
        ("model:llama-3.3-70b-instruct", False),
        ("nobody-knows/llama-3.3-70b-instruct", True),
        ("nobody-knows/meta-llama/llama-3.3-70b-instruct", True),
    ],
)
def test_open_weights_under_a_word_that_nobody_knows_may_be_hosted_there(uses: str, hosted: bool) -> None:
    inventory = load({"depaudit": 1, "services": [{"id": "s", "requires": ["a"]}],
                      "components": [{"id": "a", "uses": uses}]})  # fmt: skip
    resolved = resolve(inventory.components[0], Sources(Catalog.bundled(), as_of="2026-11-24"))
    assert resolved.model is not None
    assert resolved.hosted is hosted
