"""The library's cut sets, importance, odds and settling facts."""

from pathlib import Path

import pytest

import depaudit
from depaudit.errors import LimitError, SelectorError

BANK = Path(__file__).parents[2] / "examples" / "maple-bank.yaml"
MANY = {
    "depaudit": 1,
    "organisation": {"jurisdiction": "CA"},
    "services": [{"id": "s", "requires": [f"g{number}" for number in range(12)]}],
    "components": [
        *({"id": f"g{number}", "any_of": [f"a{number}", f"b{number}", f"c{number}"]} for number in range(12)),
        *(
            {"id": f"{letter}{number}", "provider": {"name": "Nobody Ltd"}}
            for letter in "abc"
            for number in range(12)
        ),
    ],
}
DOUBT = {
    "depaudit": 1,
    "organisation": {"jurisdiction": "CA", "home": ["CA"]},
    "services": [{"id": "s", "requires": ["g", "z"]}],
    "components": [
        {"id": "g", "any_of": ["x", "y"]},
        *({"id": name, "provider": {"name": f"Ltd {name}"}} for name in "xyz"),
    ],
}


def fact(name: str) -> str:
    return f"{name}: no jurisdiction is stated for 'Ltd {name}'"


def test_a_list_says_what_was_left_out() -> None:
    inventory = depaudit.load(BANK)
    whole = depaudit.cut_sets(inventory, "claims-triage", level="component")
    assert whole.complete
    assert whole.limit is None
    assert len(whole) == 14
    small = depaudit.cut_sets(inventory, "claims-triage", level="component", max_order=2)
    assert small == frozenset(names for names in whole if len(names) <= 2)
    assert (small.complete, small.limit) == (False, 2)
    few = depaudit.cut_sets(inventory, "claims-triage", level="component", most=5)
    assert (len(few), few.complete, few.limit) == (5, False, 1)


def test_counts_need_no_list() -> None:
    inventory = depaudit.load(MANY)
    assert depaudit.count_cut_sets(inventory, "s", level="component") == {3: 12}
    assert depaudit.count_cut_sets(inventory, "s", level="vendor") == {1: 1}


def test_facts_that_settle_a_verdict_either_way() -> None:
    found = depaudit.settling_facts(depaudit.load(DOUBT), "s", ["US"])
    assert found.state == "unknown"
    assert found.of_facts == 3
    assert found.if_bad == ((fact("z"),), (fact("x"), fact("y")))
    assert set(found.if_good) == {(fact("x"), fact("z")), (fact("y"), fact("z"))}
    sure = depaudit.settling_facts(depaudit.load(DOUBT), "s", ["vendor:Ltd z"])
    assert (sure.state, sure.if_bad, sure.if_good) == ("down", (), ())
    calm = depaudit.settling_facts(depaudit.load(DOUBT), "s", ["CA"])
    assert calm.state == "not down"


def test_importance_ranks_single_points_first() -> None:
    found = depaudit.importance(depaudit.load(BANK), "claims-triage")
    assert {one.name for one in found[:4]} == {"bank-floor", "case-index", "index-embeddings", "sso"}
    assert [one.birnbaum for one in found] == sorted((one.birnbaum for one in found), reverse=True)


def test_odds_of_vendors_by_any_of_their_names(tmp_path: Path) -> None:
    path = tmp_path / "rates.yaml"
    text = "depaudit-rates: 1\nvendors: {Microsoft: 0.1, Local Data Centre Ltd: 0.1}\ncomponents: {sso: 0.2}\n"
    path.write_text(text, encoding="utf-8")
    rates = depaudit.load_rates(path)
    found = depaudit.odds(depaudit.load(BANK), "claims-triage", rates)
    assert found.method == "exact"
    assert 0.18 < found.value < 0.3
    assert depaudit.importance(depaudit.load(BANK), "claims-triage", rates=rates)[0].name == "sso"


@pytest.mark.parametrize("call", [depaudit.cut_sets, depaudit.count_cut_sets, depaudit.importance])
def test_a_service_that_is_not_there(call: object) -> None:
    assert callable(call)
    with pytest.raises(SelectorError, match="no service"):
        call(depaudit.load(BANK), "claim-triage")


def test_a_level_that_is_not_there() -> None:
    with pytest.raises(SelectorError, match="no level"):
        depaudit.cut_sets(depaudit.load(BANK), "claims-triage", level="planet")  # type: ignore[arg-type]


def test_where_an_exact_answer_is_out_of_reach_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    inventory = depaudit.load(MANY)
    monkeypatch.setattr("depaudit.cutoff.exact.search.MOST_COMBINATIONS", 1_000)
    monkeypatch.setattr("depaudit.cutoff.sets.NODES", 20)
    monkeypatch.setattr("depaudit.cutoff.sets.sets_over.__kwdefaults__", {"budget": 20})
    monkeypatch.setattr("depaudit.cutoff.sets.service_sets.__kwdefaults__", {"budget": 20})
    found = depaudit.cut_sets(inventory, "s", level="component")
    assert (found.complete, found.limit) == (False, 2)
    with pytest.raises(LimitError, match="cannot be counted exactly"):
        depaudit.count_cut_sets(inventory, "s", level="component")
    monkeypatch.setattr("depaudit.cutoff.odds.importance.__kwdefaults__", {"rates": None, "budget": 20})
    with pytest.raises(LimitError, match="takes a diagram"):
        depaudit.importance(inventory, "s")
    monkeypatch.setattr("depaudit.cutoff.settling.settling_facts.__kwdefaults__", {"budget": 1})
    with pytest.raises(LimitError, match="too many ways"):
        depaudit.settling_facts(depaudit.load(DOUBT), "s", ["US"])
