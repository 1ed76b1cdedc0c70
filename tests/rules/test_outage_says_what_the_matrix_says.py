"""What DA001, the headline and the ladder say of an outage agrees with the outage itself."""

from typing import Any

import pytest

from depaudit import Report, load, scan
from depaudit.audit.options import ScanOptions
from depaudit.model.finding import Finding

US = {"name": "Vendor Alpha Zero", "jurisdiction": "US"}
OTHER_US = {"name": "Vendor Beta Zero", "jurisdiction": "US"}
FR = {"name": "Vendor Gamma Zero", "jurisdiction": "FR"}
OWN = {"own": True}
AUTO = {"mode": "automatic", "time": "1m", "tested": "2026-10-01"}


def report(service: dict[str, Any], *components: dict[str, Any]) -> Report:
    inventory = {
        "depaudit": 1,
        "organisation": {"jurisdiction": "CA"},
        "services": [{"id": "s", "criticality": "critical", "rto": "4h", **service}],
        "components": list(components),
    }
    return scan(load(inventory), config=ScanOptions(as_of="2026-11-24", ways_out=False))


def outage(found: Report, cutoff: str = "US") -> Finding:
    return next(one for one in found.findings if one.rule == "DA001" and one.cutoff == cutoff)


def test_a_shared_login_is_named_and_not_what_falls_beside_it() -> None:
    found = report(
        {"requires": [{"any_of": ["a", "b"], "switch": AUTO}]},
        {"id": "a", "provider": US, "requires": ["login"]},
        {"id": "b", "provider": FR, "requires": ["login"]},
        {"id": "login", "provider": OTHER_US, "kind": "identity"},
    )
    finding = outage(found)
    assert finding.path[-1] == "login"
    assert finding.message == (
        "s stops at once if United States cuts it off: one vendor (Vendor Beta Zero) is enough"
    )
    assert str(finding.severity) == "critical"
    assert "fallback behind login" in str(finding.remedy)


def test_a_first_end_is_no_all_clear_where_a_second_outage_follows() -> None:
    found = report(
        {"requires": ["g", {"id": "c", "survives": "30d"}]},
        {"id": "g", "any_of": ["a", "b"], "switch": AUTO | {"fires_on": ["timeout"]}},
        {"id": "a", "provider": US},
        {"id": "b", "provider": FR},
        {"id": "c", "provider": OTHER_US},
    )
    finding = outage(found)
    assert finding.path == ("s", "g", "a")
    assert finding.evidence == (
        "s is down from the start to 1 d and from 30 d on, without end; RTO 4 h",
        "enough to stop it: a; or c",
    )
    assert "behind a and c" in str(finding.remedy)
    assert "one vendor (Vendor Alpha Zero) is enough" in finding.message


def test_an_outage_after_a_tolerated_gap_begins_when_it_begins() -> None:
    found = report(
        {"any_of": ["a", {"id": "people", "lasts": "40d"}], "switch": AUTO},
        {"id": "a", "provider": US},
        {"id": "people", "provider": OWN, "kind": "people", "region": "CA"},
    )
    assert found.headline.startswith("US cut: 1 of 1 critical service stops by day 40;")
    finding = outage(found)
    assert finding.message.startswith("s stops after 40 d if United States cuts it off")
    assert str(finding.severity) == "high"


def test_who_comes_back_by_itself_is_told_to_switch_faster() -> None:
    found = report(
        {"any_of": ["a", "b"], "switch": {"mode": "manual", "time": "2d"}},
        {"id": "a", "provider": US},
        {"id": "b", "provider": FR},
    )
    finding = outage(found)
    assert finding.evidence[0] == "s is back after 2 d; RTO 4 h"
    assert "make the switch behind s quicker" in str(finding.remedy)


def test_a_state_does_not_order_a_company_that_stands_on_its_soil() -> None:
    found = report({"requires": ["a"]}, {"id": "a", "provider": FR, "kind": "hosting", "region": "US"})
    assert outage(found).message.endswith("one layer (cloud@US) is enough")
    assert outage(found, "FR").message.endswith("one vendor (Vendor Gamma Zero) is enough")


@pytest.mark.parametrize(
    ("region", "said"), [(["US", "DE"], ""), (["FR", "DE"], "; EU can order it"), ("US", "; US can order it")]
)
def test_several_regions_are_taken_only_by_who_holds_all_of_them(region: str | list[str], said: str) -> None:
    found = report({"requires": ["a"]}, {"id": "a", "provider": OWN, "kind": "hosting", "region": region})
    (point,) = [one.message for one in found.findings if one.rule == "DA004"]
    assert point == f"a alone stops 1 service: s{said}"


def test_a_home_rung_is_marked_in_the_headline_and_a_layer_does_not_act() -> None:
    found = report({"requires": ["a"]}, {"id": "a", "provider": OWN, "kind": "hosting", "region": "CA"})
    assert found.headline.endswith("one layer of a state (cloud@CA, home)")
    assert outage(found, "cloud@CA").message == "s stops at once if layer cloud@CA is cut"


def test_a_rung_is_one_that_the_state_can_order() -> None:
    found = report(
        {"requires": ["a"]},
        {"id": "a", "uses": "scaleway-genapi/mistral-small-3.2-24b", "via": "openrouter-api", "region": "FR"},
    )
    assert outage(found, "US").message.endswith("one vendor (openrouter) is enough")
    assert outage(found, "FR").message.endswith("one vendor (scaleway) is enough")


def test_what_is_certain_is_not_told_as_a_doubt() -> None:
    """Microsoft takes the first option for certain and the second one perhaps; OpenAI takes both."""
    found = report(
        {"any_of": ["a", "b"], "switch": AUTO},
        {"id": "a", "uses": "azure-openai/gpt-5", "region": "CA"},
        {"id": "b", "uses": "openai-api/gpt-5"},
    )
    (finding,) = [one for one in found.findings if one.rule == "DA005" and one.cutoff == "openai"]
    assert finding.confidence != "low"
    assert finding.message.startswith("100% of service weight has no way around vendor openai")
    assert "if unknown facts are bad, so does each of: microsoft" in finding.evidence


def test_of_vendors_that_are_enough_the_nearest_is_named() -> None:
    found = report({"requires": ["login"]}, {"id": "login", "uses": "auth0"})
    assert found.headline.endswith("one vendor (okta)")
    assert outage(found).message.endswith("one vendor (okta) is enough")


@pytest.mark.parametrize(("kind", "states"), [("dev-tool", "down"), ("package", "up"), ("server", "up")])
def test_what_runs_at_its_maker_unless_said_otherwise(kind: str, states: str) -> None:
    found = report({"requires": ["a"]}, {"id": "a", "provider": US, "kind": kind})
    (verdict,) = [one for one in found.survival if one.cutoff == "US"]
    assert verdict.states[0] == (0, states)
