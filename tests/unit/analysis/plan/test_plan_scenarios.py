"""Plans against scenarios, objectives that ask for `up`, and changes that exclude each other."""

from pathlib import Path
from typing import Any

import pytest

import depaudit
from depaudit.analysis.alternatives.effort import total
from depaudit.analysis.plan import Action, Plan, apply
from depaudit.cutoff.scenario import Pulls
from depaudit.errors import SelectorError
from depaudit.model.inventory import Component, Inventory, Item, Provider
from depaudit.report.way_out import plan_text
from depaudit.scenarios.onto import cutoff_of
from depaudit.scenarios.read import read_scenario

OWN = {"provider": {"own": True}, "region": "CA"}
US = {"provider": {"name": "Acme", "jurisdiction": "US"}}


def stack(components: list[dict[str, Any]], requires: list[Any], **more: Any) -> Inventory:
    raw = {
        "depaudit": 1,
        "organisation": {"name": "B", "jurisdiction": "CA"},
        "services": [{"id": "s", "criticality": "critical", "rto": "4h", "requires": requires} | more],
        "components": components,
    }
    return depaudit.load(raw)


def own(folder: Path, select: str, name: str = "own", **more: str) -> str:
    """A scenario file; `more` are further lines of it."""
    lines = "".join(f"{key}: {value}\n" for key, value in more.items())
    path = folder / f"{name}.yaml"
    path.write_text(f"depaudit-scenario: 1\nid: {name}\n{lines}takes:\n  - select: {select}\n", encoding="utf-8")
    return str(path)


def proved(found: Plan, scenario: str) -> list[str]:
    """The kinds of a plan that reaches everything, checked by simulating the scenario on what it leaves."""
    assert found.optimal
    assert found.reached
    assert not any(one.gates for one in depaudit.simulate(found.inventory, scenario=scenario).values())
    return [action.kind for action in found.actions]


def test_a_scenario_of_the_library_and_a_file_are_planned_for(tmp_path: Path) -> None:
    llm = stack([{"id": "llm", "uses": "azure-openai/gpt-5"}], ["llm"])
    assert proved(depaudit.plan(llm, scenario="us-vendor-directive"), "us-vendor-directive") == ["add-fallback"]
    file = own(tmp_path, "{vendor: Acme}")
    parts: list[dict[str, Any]] = [{"id": "a", **US}, {"id": "b", **OWN}, {"id": "g", "any_of": ["a", "b"]}]
    assert proved(depaudit.plan(stack(parts, ["g"]), scenario=file), file) == ["rehearse-switch"]


def test_against_a_ban_on_ones_own_side_the_way_out_is_another_origin() -> None:
    raw = stack([{"id": "llm", "uses": "deepseek-api/deepseek-v3.2"}], ["llm"])
    found = depaudit.plan(raw, scenario="cn-buyer-side-ban")
    assert proved(found, "cn-buyer-side-ban") == ["add-fallback"]
    assert "CN" not in found.actions[0].text


def test_what_takes_over_a_name_that_the_scenario_selects_is_struck_too(tmp_path: Path) -> None:
    """At home it would outlive the loss of its place, but the second scenario takes whatever is called rack."""
    raw = stack([{"id": "rack", "provider": {"own": True}, "region": "US"}], ["rack"])
    file = own(tmp_path, "{location: US}")
    assert proved(depaudit.plan(raw, scenario=file), file) == ["move-region"]
    found = depaudit.plan(raw, scenario=own(tmp_path, "{component: rack}"))
    assert (found.actions, found.reached, found.effective) == ((), False, True)
    assert "rack" in found.remaining[0].why


def test_each_scenario_is_survived_and_those_that_are_joined_at_once(tmp_path: Path) -> None:
    parts: list[dict[str, Any]] = [
        {"id": "a", **US},
        {"id": "b", "provider": {"name": "Beta", "jurisdiction": "DE"}},
        {"id": "g", "any_of": ["a", {"id": "b", "switch": {"mode": "automatic", "time": "1m"}}]},
    ]
    raw, one, two = (
        stack(parts, ["g"]),
        own(tmp_path, "{vendor: Beta}", "a+b"),
        own(tmp_path, "{vendor: Acme}", "two"),
    )
    assert depaudit.plan(raw, scenario=[one, two]).failing == 0
    joined = own(tmp_path, "{vendor: Beta}", "one")
    assert depaudit.plan(raw, scenario=f"{joined}+{two}").pairs == (("s", "one+two"),)
    assert depaudit.plan(raw, "DE", scenario=one).targets == 2


def test_a_switch_is_made_to_fire_on_what_callers_see(tmp_path: Path) -> None:
    switch = {"mode": "automatic", "time": "1m", "fires_on": ["timeout", "not_found"]}
    raw = stack([{"id": "a", **US}, {"id": "b", **OWN}, {"id": "g", "any_of": ["a", "b"], "switch": switch}], ["g"])
    file = own(tmp_path, "{vendor: Acme}", shows="payment_required")
    found = depaudit.plan(raw, scenario=file)
    assert proved(found, file) == ["widen-switch"]
    assert found.actions[0].switch is not None
    assert "payment_required" in (found.actions[0].switch.fires_on or ())
    seen = own(tmp_path, "{vendor: Acme}", shows="timeout")
    assert depaudit.plan(raw, scenario=seen).failing == 0
    assert depaudit.plan(raw, "US", scenario=seen).targets == 2


def test_what_cannot_be_exact_is_said(tmp_path: Path) -> None:
    raw = stack([{"id": "llm", "uses": "azure-openai/gpt-5"}], ["llm"], tags=["health"])
    found = depaudit.plan(raw, scenario=own(tmp_path, "{sector: health, jurisdiction: US}"))
    assert (found.effective, found.optimal) == (True, False)
    assert "could not be ruled out" in plan_text(found)
    with pytest.raises(SelectorError, match="by nationality"):
        depaudit.plan(raw, scenario=own(tmp_path, "{jurisdiction: US}", persons="{except: [US]}"))
    widened = own(tmp_path, "{jurisdiction: US}", persons="{except: [US], verifiable: false}")
    assert depaudit.plan(raw, scenario=widened).reached
    with pytest.raises(SelectorError, match="no scenario"):
        depaudit.plan(raw, scenario="nothing-of-the-kind")


def test_a_scenario_that_is_not_on_a_graph_is_no_silent_nothing(tmp_path: Path) -> None:
    simulation = depaudit.Simulation(stack([{"id": "a", **US}], ["a"]))
    cutoff = cutoff_of((read_scenario(own(tmp_path, "{vendor: Acme}")).scenario,))
    with pytest.raises(ValueError, match="strikes"):
        Pulls((cutoff,), simulation.graph)


def up(**more: Any) -> dict[str, Any]:
    switch = {"mode": "automatic", "time": "1m"}
    return {
        "depaudit": 1,
        "organisation": {"jurisdiction": "CA"},
        "objectives": [{"services": ["s"], "survive": ["US"], "at_least": "up"} | more],
        "services": [{"id": "s", "criticality": "critical", "requires": ["g"]}],
        "components": [{"id": "a", **US}, {"id": "b", **OWN}, {"id": "g", "any_of": ["a", "b"], "switch": switch}],
    }


def test_an_objective_that_asks_for_up_is_not_met_by_a_fallback_that_serves() -> None:
    inventory = depaudit.load(up())
    assert depaudit.scan(inventory).objectives[0].breached
    found = depaudit.plan(inventory)
    assert (found.targets, found.failing, found.reached, found.optimal) == (1, 1, True, True)
    assert [action.kind for action in found.actions] == ["put-first"]
    assert not depaudit.scan(found.inventory).objectives[0].breached
    assert depaudit.plan(depaudit.load(up(at_least="degraded"))).failing == 0


def test_where_up_is_asked_for_a_model_and_a_log_in_are_replaced_by_what_ages_under_no_target() -> None:
    """Weights from a state that a target cuts would be a year old by then; a second way to log in is too little."""
    raw = up()
    raw["objectives"][0]["survive"] = ["US", "CN"]
    raw["components"] = [
        {"id": "g", "uses": "azure-openai/gpt-5", "requires": ["sso"]},
        {"id": "sso", "uses": "auth0"},
    ]
    found = depaudit.plan(depaudit.load(raw))
    assert found.reached
    assert {(action.kind, action.place) for action in found.actions} == {("replace", "g"), ("self-host", "sso")}
    assert found.actions[0].reasons
    assert not depaudit.scan(found.inventory).objectives[0].breached


def test_a_copy_is_kept_where_what_runs_could_not_be_built_again() -> None:
    raw = up(**{"for": "45d"})
    raw["components"] = [{"id": "g", "kind": "database", "deployment": "self-hosted", "region": "CA", **US}]
    found = depaudit.plan(depaudit.load(raw))
    assert [action.kind for action in found.actions] == ["mirror"]
    assert "is built from" in found.actions[0].text
    assert found.reached


def test_outages_are_mended_where_impairment_cannot_be() -> None:
    raw = up()
    raw["components"] += [{"id": "card", "uses": "nvidia-h100", "region": "CA"}, {"id": "db", "uses": "pinecone-svc"}]
    raw["services"][0]["requires"] += ["card", "db"]
    found = depaudit.plan(depaudit.load(raw))
    assert [action.kind for action in found.actions] == ["self-host"]
    assert [one.cut for one in found.remaining] == ["US"]
    assert found.remaining[0].why == "it would serve on, impaired: no change is known that gets round card"
    assert [point.exposure for point in found.frontier] == [1.0, 0.0]
    assert (found.effective, found.optimal, found.reached) == (True, True, False)


def test_no_option_comes_first_that_ages_where_up_is_asked_for() -> None:
    """Software of a US maker, held here, outlives Germany before a German service, and ages under the US."""
    raw = up()
    raw["objectives"][0]["survive"] = ["US", "DE"]
    raw["components"][0] = {"id": "a", "provider": {"name": "Beta", "jurisdiction": "DE"}}
    raw["components"][1] = {"id": "b", "deployment": "self-hosted", "region": "CA", "kind": "database", **US}
    found = depaudit.plan(depaudit.load(raw))
    assert found.actions
    assert "put-first" not in {action.kind for action in found.actions}
    assert found.reached


def test_what_takes_over_the_id_of_a_component_that_a_target_cuts_falls_too() -> None:
    found = depaudit.plan(stack([{"id": "db", "uses": "pinecone-svc"}], ["db"]), "component:db")
    assert (found.actions, found.effective, found.reached) == ((), True, False)


def test_of_two_replacements_of_one_component_the_one_that_requires_least_counts() -> None:
    inventory = stack([{"id": "a", **US, "requires": ["k"]}, {"id": "k", **US}], ["a"])
    bare = Component("a", provider=Provider(own=True), region=("CA",))
    lean = Action("self-host:a:a", "self-host", "a", "", total("operator"), bare, instead=True)
    needy = lean._replace(id="self-host:a:b", new=bare._replace(requires=(Item("k"),)))
    for order in ((lean, needy), (needy, lean)):
        assert apply(inventory, order) == apply(inventory, [lean])
    assert apply(inventory, [needy]) != apply(inventory, [lean])
