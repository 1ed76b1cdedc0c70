"""Plans: each kind of action where it is the cheapest way, what is out of reach, budgets and the frontier."""

from typing import Any

import pytest

import depaudit
from depaudit.analysis.alternatives.wish import Limits, Wish
from depaudit.analysis.plan import Plan, milp
from depaudit.analysis.plan.generate import actions_for
from depaudit.analysis.plan.hitting import cheapest
from depaudit.errors import ConfigError, SelectorError
from depaudit.report.way_out import plan_text

OWN = {"provider": {"own": True}, "region": "CA"}
US = {"provider": {"name": "Acme", "jurisdiction": "US"}}


def plan(components: list[dict[str, Any]], requires: list[Any], survive: Any = "US", **more: Any) -> Plan:
    raw = {
        "depaudit": 1,
        "organisation": {"name": "B", "jurisdiction": "CA"},
        "services": [{"id": "s", "criticality": "critical", "rto": "4h", "requires": requires}],
        "components": components,
    }
    return depaudit.plan(depaudit.load(raw), survive, **more)


def kinds(found: Plan) -> list[str]:
    assert found.optimal
    assert found.effective
    return [action.kind for action in found.actions]


def test_nothing_to_do() -> None:
    found = plan([{"id": "a", **OWN}], ["a"])
    assert (found.actions, found.failing, found.reached) == ((), 0, True)


def test_a_slow_switch_is_automated_or_rehearsed() -> None:
    parts: list[dict[str, Any]] = [
        {"id": "a", **US},
        {"id": "b", **OWN},
        {"id": "g", "any_of": ["a", {"id": "b", "switch": {"mode": "manual"}}]},
    ]
    assert kinds(plan(parts, ["g"])) == ["rehearse-switch"]
    short = [{"id": "s", "criticality": "critical", "rto": "30m", "requires": ["g"]}]
    raw = {"depaudit": 1, "organisation": {"jurisdiction": "CA"}, "services": short, "components": parts}
    assert kinds(depaudit.plan(depaudit.load(raw), "US"))[0] in ("automate-switch", "put-first")


def test_a_switch_that_the_cut_does_not_trigger_is_widened() -> None:
    switch = {"mode": "automatic", "time": "1m", "fires_on": ["timeout"]}
    found = plan([{"id": "a", **US}, {"id": "b", **OWN}, {"id": "g", "any_of": ["a", "b"], "switch": switch}], ["g"])
    assert kinds(found) == ["widen-switch"]


def test_a_model_gets_a_fallback_that_outlives_the_cut() -> None:
    found = plan([{"id": "llm", "uses": "azure-openai/gpt-5"}], ["llm"], ["US", "CN"])
    assert kinds(found) == ["add-fallback"]
    assert found.reached
    limited = Wish(limits=Limits(excluded=("CN", "US"), hosted=False))
    own = plan([{"id": "llm", "uses": "azure-openai/gpt-5"}], ["llm"], ["US", "CN"], wish=limited)
    assert kinds(own) == ["add-fallback"]
    assert own.actions[0].new is not None
    assert own.actions[0].new.deployment == "self-hosted"


@pytest.mark.parametrize("use", ["openrouter/gpt-5", "openrouter/mistral-large"])
def test_a_model_behind_a_router_gets_a_model_and_not_another_router(use: str) -> None:
    found = plan([{"id": "llm", "uses": use}], ["llm"])
    assert kinds(found) == ["add-fallback"]
    assert found.actions[0].new is not None
    assert "litellm" not in (found.actions[0].new.uses or "")


def test_products_regions_copies_and_members() -> None:
    assert kinds(plan([{"id": "db", "uses": "pinecone-svc"}], ["db"])) == ["self-host"]
    assert kinds(plan([{"id": "app", "provider": {"own": True}, "region": "US"}], ["app"])) == ["move-region"]
    pulled = {
        "id": "m",
        "uses": "llama-3.3-70b-instruct",
        "deployment": "self-hosted",
        "copy": "none",
        "region": "CA",
    }
    assert kinds(plan([pulled], ["m"])) == ["mirror"]
    assert kinds(plan([{"id": "sso", "uses": "auth0"}], ["sso"])) == ["add-identity-path"]
    racks = [{"id": name, "provider": {"own": True}, "kind": "server", "region": place}
             for name, place in (("r1", "CA"), ("r2", "US"))]  # fmt: skip
    found = plan([*racks, {"id": "pool", "k_of_n": {"k": 2, "of": ["r1", "r2"]}}], ["pool"])
    assert kinds(found)[0] in ("move-region", "add-spare")


def test_what_nobody_can_mend_is_named() -> None:
    found = plan([{"id": "mystery"}, {"id": "llm", "uses": "azure-openai/gpt-5"}], ["mystery", "llm"])
    assert [(one.service, one.cut) for one in found.remaining] == [("s", "US")]
    assert "mystery" in found.remaining[0].why
    assert not found.reached
    assert found.effective
    alone = plan([{"id": "mystery"}], ["mystery"])
    assert "says nothing about it" in alone.remaining[0].why


def test_a_change_may_not_bring_in_a_state_that_is_not_survived() -> None:
    """Qdrant Cloud would outlive the US and fall with Germany: `any single foreign state` means that one too."""
    found = plan([{"id": "gpu", "uses": "coreweave-svc", "region": "CA"}], ["gpu"], "any-jurisdiction")
    assert found.reached
    after = depaudit.plan(found.inventory, "any-jurisdiction")
    assert after.failing == 0


def test_what_the_changes_bring_in_is_named_where_the_search_stops_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("depaudit.analysis.plan.plan.MOST_ROUNDS", 0)
    found = plan([{"id": "gpu", "uses": "coreweave-svc", "region": "CA"}], ["gpu"], "any-jurisdiction")
    assert not found.reached
    assert not found.optimal
    assert "bring this in" in found.remaining[0].why
    assert depaudit.plan(found.inventory, "any-jurisdiction").failing == len(found.remaining)


def test_targets_that_a_change_brings_in_mean_the_services_of_the_graph_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Components that come in move the services to other places in the graph."""
    from depaudit.analysis.plan import plan as module

    seen: list[tuple[str, str]] = []

    def spy(simulation: depaudit.Simulation, failing: Any, wish: Wish, targets: Any) -> Any:
        seen.extend((simulation.graph.nodes[one.node].id, one.service) for one in targets)
        return actions_for(simulation, failing, wish, targets)

    monkeypatch.setattr(module, "actions_for", spy)
    found = plan([{"id": "llm", "uses": "azure-openai/gpt-5"}], ["llm"], "any-jurisdiction")
    assert found.reached
    assert {node for node, _ in seen} == {service for _, service in seen}
    assert len(set(seen)) < len(seen)


def test_a_service_that_is_down_already_is_not_called_safe() -> None:
    loop: list[dict[str, Any]] = [{"id": "a", "any_of": ["b"]}, {"id": "b", "any_of": ["a"]}]
    pool: list[dict[str, Any]] = [
        {"id": "pool", "k_of_n": {"k": 1, "of": ["pool2"]}},
        {"id": "pool2", "requires": ["pool"]},
    ]
    found = plan([*loop, *pool], ["a", "pool"])
    assert (found.targets, found.failing, found.reached) == (0, 0, False)
    assert [(one.service, one.cut) for one in found.remaining] == [("s", "US")]
    assert "before any cut" in found.remaining[0].why
    assert "out of reach: s under US: it is down before any cut" in plan_text(found)


def test_a_budget_buys_what_it_can() -> None:
    raw = {
        "depaudit": 1,
        "organisation": {"jurisdiction": "CA"},
        "services": [
            {"id": "big", "criticality": "critical", "requires": ["llm", "db"]},
            {"id": "small", "criticality": "high", "requires": ["llm"]},
        ],
        "components": [{"id": "llm", "uses": "azure-openai/gpt-5"}, {"id": "db", "uses": "pinecone-svc"}],
    }
    inventory = depaudit.load(raw)
    whole = depaudit.plan(inventory, "US")
    assert [point.exposure for point in whole.frontier] == [1.0, 0.666667, 0.0]
    part = depaudit.plan(inventory, "US", budget=whole.frontier[1].effort.middle)
    assert part.over_budget
    assert [one.service for one in part.remaining] == ["big"]
    assert "budget" in part.remaining[0].why
    assert depaudit.plan(inventory, "US", budget=1000).actions == whole.actions
    assert depaudit.plan(inventory, "US", budget=0).actions == ()


def test_objectives_are_the_targets_unless_cuts_are_named() -> None:
    raw = {
        "depaudit": 1,
        "organisation": {"jurisdiction": "CA"},
        "objectives": [{"services": ["s"], "survive": ["US", "vendor:nobody"], "within": "12h", "for": "45d"}],
        "services": [{"id": "s", "criticality": "critical", "requires": ["g"]}],
        "components": [{"id": "a", **US}, {"id": "b", **OWN},
                       {"id": "g", "any_of": ["a", {"id": "b", "switch": {"mode": "manual", "time": "10h"}}]}],
    }  # fmt: skip
    inventory = depaudit.load(raw)
    assert depaudit.plan(inventory).failing == 0
    assert depaudit.plan(inventory, "US").failing == 1
    assert depaudit.plan(inventory, "US", horizon=0).failing == 1


def test_wrong_names_are_errors() -> None:
    for survive, services in (("XX", ()), ("any-thing", ()), ("US", ("nobody",))):
        with pytest.raises(SelectorError):
            plan([{"id": "a", **US}], ["a"], survive, services=services)


def test_an_empty_demand_cannot_be_met() -> None:
    with pytest.raises(ValueError, match="empty"):
        cheapest([frozenset()], [])


def test_when_the_steps_run_out_the_bound_is_said() -> None:
    demands = [frozenset({a, b}) for a in range(9) for b in range(a)]
    cover = cheapest(demands, [3, 4, 5, 6, 7, 8, 9, 10, 11], most_nodes=2)
    assert not cover.proved
    assert cover.bound <= cover.cost
    assert cheapest(demands, [3, 4, 5, 6, 7, 8, 9, 10, 11]).cost == sum(range(3, 11))


def test_without_the_extra_the_solver_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(milp, "find_spec", lambda _name: None)
    with pytest.raises(ConfigError, match="not installed"):
        plan([{"id": "a", **US}], ["a"], solver="milp")


def test_many_services_are_secured_the_heaviest_first() -> None:
    services = [
        {"id": f"s{n}", "criticality": "critical" if n < 4 else "high", "requires": [f"m{n}"]} for n in range(8)
    ]
    components = [{"id": f"m{n}", "provider": {"own": True}, "region": "US"} for n in range(8)]
    raw = {"depaudit": 1, "organisation": {"jurisdiction": "CA"}, "services": services, "components": components}
    found = depaudit.plan(depaudit.load(raw), "US")
    assert [len(point.secured) for point in found.frontier] == list(range(9))
    assert found.frontier[1].secured == ("s0",)
    assert all(point.proved for point in found.frontier)


def test_the_scan_names_the_best_changes_and_says_what_it_left_out() -> None:
    from depaudit.analysis import remedies

    components: list[dict[str, Any]] = [
        {"id": "llm", "uses": "azure-openai/gpt-5"},
        {"id": "db", "uses": "pinecone-svc"},
    ]
    raw: dict[str, Any] = {
        "depaudit": 1,
        "organisation": {"jurisdiction": "CA"},
        "services": [{"id": "one", "criticality": "critical", "requires": ["llm"]},
                     {"id": "two", "criticality": "critical", "requires": ["llm", "db"]}],
        "components": components,
    }  # fmt: skip
    simulation = depaudit.Simulation(depaudit.load(raw))
    found = remedies.remedies(simulation, [("one", "US"), ("two", "US"), ("nobody", "US"), ("one", "XX")])
    singles = [one for one in found.found if one.service == "one"]
    assert len(singles) == 2
    assert all(one.score_after <= one.score_before == 100 for one in found.found)
    (both,) = [one for one in found.found if one.service == "two"]
    assert "; " in both.action
    assert both.score_after == 0
    assert remedies.remedies(simulation, []).found == ()
    many = [("one", "US")] * (remedies.MOST_OUTAGES + 1)
    assert "1 more outages" in remedies.remedies(simulation, many).skipped[0]
    no_cuts = [("one", f"option-{number}") for number in range(remedies.MOST_OUTAGES)]
    assert remedies.remedies(simulation, no_cuts) == ((), ())
    behind = remedies.remedies(simulation, [*no_cuts, ("one", "US")])
    assert len(behind.found) == 2
    assert not behind.skipped
    raw["components"] = components + [{"id": f"x{n}"} for n in range(remedies.MOST_COMPONENTS)]
    big = depaudit.Simulation(depaudit.load(raw))
    assert "depaudit plan" in remedies.remedies(big, [("one", "US")]).skipped[0]
    nothing: dict[str, Any] = {"components": [{"id": "m"}]}
    nothing["services"] = [{"id": "s", "criticality": "critical", "requires": ["m"]}]
    mystery = depaudit.Simulation(depaudit.load(raw | nothing))
    assert remedies.remedies(mystery, [("s", "ZZ")]).found == ()


def test_the_solver_may_be_chosen() -> None:
    found = plan([{"id": "a", "provider": {"own": True}, "region": "US"}], ["a"], solver="search")
    assert kinds(found) == ["move-region"]
    if milp.available():
        assert kinds(plan([{"id": "a", "provider": {"own": True}, "region": "US"}], ["a"], solver="milp")) == kinds(
            found
        )


def test_what_the_search_cannot_learn_from_is_not_called_optimal(monkeypatch: pytest.MonkeyPatch) -> None:
    from depaudit.analysis.plan.search import Search

    def learn_nothing(self: Search, _taken: frozenset[int], failing: list[int]) -> bool:
        for number in failing:
            self.demands.setdefault(number, set())
        return False

    monkeypatch.setattr(Search, "_learn", learn_nothing)
    found = plan([{"id": "a", "provider": {"own": True}, "region": "US"}], ["a"])
    assert not found.optimal
    assert not found.effective
