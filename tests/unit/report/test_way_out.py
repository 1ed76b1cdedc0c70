"""Alternatives and plans in words: what is claimed is what was found, also where that is little."""

import pytest

import depaudit
from depaudit.analysis.alternatives.find import Answer, for_task
from depaudit.analysis.alternatives.wish import Job, Wish
from depaudit.analysis.plan import Plan
from depaudit.catalog import Catalog
from depaudit.report.way_out import answers_text, plan_text

NOTHING = Answer("llm", "gpt-5", "chat", ("US",), ())


@pytest.fixture(scope="module")
def found() -> Answer:
    return for_task(Wish(Job("ocr")), Catalog.bundled())


def test_where_nothing_will_do_that_is_said_and_what_was_left_out() -> None:
    text = answers_text([NOTHING], why=True)
    assert text.startswith("Instead of llm (now gpt-5), outliving US:\n")
    assert "nothing that does the job, is allowed, can be run and outlives the cut" in text
    assert "Nothing was left out." in text
    assert "run your own evaluation" not in text


def test_what_is_not_shown_is_counted_by_its_reason(found: Answer) -> None:
    offer = found.offered[0]._replace(falls_with=("US",))
    excluded = (("small", ("context: 8k, and 32k are asked for",)), ("painter", ("task: it does images",)))
    full = NOTHING._replace(more=3, correlated=(offer,), excluded=excluded)
    assert "Not shown: 3 more that fit, 1 fall with the same cut (--show-correlated), 2 ruled out (--why)." in (
        answers_text([full], why=False)
    )
    why = answers_text([full], why=True)
    assert "ruled out: small: context: 8k, and 32k are asked for" in why
    assert "painter" not in why
    assert "and 1 that do another job" in why
    assert f"falls too: {offer.id}: US" in why
    assert "another job" not in answers_text([full._replace(excluded=excluded[:1])], why=True)
    assert "fall with" not in answers_text([full._replace(correlated=())], why=False)


def test_an_offer_that_falls_too_says_with_what(found: Answer) -> None:
    offer = found.offered[0]._replace(falls_with=("US", "DE"))
    assert "falls with the same cut: US, DE" in answers_text([found._replace(offered=(offer,))], why=False)


@pytest.fixture(scope="module")
def plan() -> Plan:
    inventory = {
        "depaudit": 1,
        "organisation": {"jurisdiction": "CA"},
        "services": [{"id": "s", "criticality": "critical", "requires": ["a"]}],
        "components": [{"id": "a", "uses": "azure-openai/gpt-5"}],
    }
    return depaudit.plan(depaudit.load(inventory), "US")


def test_a_proved_plan_counts_its_steps_and_shows_its_choices(plan: Plan) -> None:
    text = plan_text(plan)
    assert "Proved: simulated with the changes in place, every target holds" in text
    assert text.count("\n  1. ") == 1
    assert "Effort against exposure" in text
    assert "What the efforts assume" in text
    alone = plan_text(plan._replace(frontier=plan.frontier[:1]))
    assert "Effort against exposure" not in alone


def test_a_plan_that_the_simulation_does_not_confirm_warns(plan: Plan) -> None:
    assert "do not rely on it" in plan_text(plan._replace(effective=False))


def test_cheaper_sets_that_could_not_be_ruled_out_are_not_claimed_to_be(plan: Plan) -> None:
    assert "cheaper sets could not be ruled out" in plan_text(plan._replace(optimal=False))


def test_where_no_change_helps_there_is_no_plan_and_no_effort(plan: Plan) -> None:
    left = depaudit.plan(plan.inventory, "US").remaining
    assert not left
    text = plan_text(plan._replace(actions=(), frontier=()))
    assert "Plan:" not in text
    assert "What the efforts assume" not in text
    assert "1 of 1 targets" in text
