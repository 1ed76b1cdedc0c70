"""Proofs on graphs made by hand, for what no inventory of today brings about."""

import pytest

import depaudit
from depaudit.cutoff.batch import Batch
from depaudit.cutoff.scenario import Cutoff, Strike
from depaudit.cutoff.survival import Watched, verdicts
from depaudit.errors import SelectorError
from depaudit.graph.types import NEVER, Edge, Graph, Node
from depaudit.model.duration import DAY
from depaudit.model.lever import Profile, Span
from depaudit.model.verdict import Verdict


def test_an_impairment_is_passed_on_where_a_loss_would_not_impair() -> None:
    nodes = (Node("s", "service", requires=(Edge(1, fails=0, impairs=NEVER, carries=True),)), Node("a", "component"))
    graph = Graph(nodes, {"s": 0, "a": 1}, frozenset(), {}, {})
    strike = Strike(1, Profile(impairs=(Span(0),)), "slower from today")
    batch = Batch(graph, (Cutoff("x", "scenario", (), strikes=(strike,)),))
    (verdict,) = verdicts(batch, (Watched("s", 0, "high", 4, 3_600),))
    assert verdict.worst_state == "degraded"
    assert (verdict.path, verdict.path_notes[-1]) == (("s", "a"), "slower from today")


def simulated(components: list[dict[str, object]], *cuts: str, **service: object) -> Verdict:
    inventory = {
        "depaudit": 1,
        "organisation": {"jurisdiction": "CA"},
        "services": [{"id": "s", "criticality": "high", **service}],
        "components": components,
    }
    return depaudit.simulate(depaudit.load(inventory), cut=list(cuts))["s"]


def test_a_silent_switch_is_not_in_use_when_a_loss_is_explained() -> None:
    verdict = simulated(
        [
            {"id": "g", "any_of": ["a", "b"], "switch": {"mode": "automatic", "time": "1m", "fires_on": ["timeout"]}},
            {"id": "a", "provider": {"name": "Alpha", "jurisdiction": "US"}},
            {"id": "b", "provider": {"name": "Beta", "jurisdiction": "DE"}},
        ],
        "US",
        requires=["g"],
        rto="4h",
    )
    assert verdict.outages == ((0, 86_400),)
    assert (verdict.path, verdict.reasons) == (("s", "g", "a"), (("a",),))


def test_a_host_of_which_nobody_knows_whether_it_is_needed_is_a_reason_on_the_worse_side() -> None:
    verdict = simulated([{"id": "a", "uses": "openai-api/gpt-5"}], "vendor:oracle", requires=["a"])
    assert verdict.breach is None
    assert verdict.reasons == (("oracle",),)


def test_a_path_ends_at_what_is_enough_alone() -> None:
    verdict = simulated(
        [
            {"id": "a", "provider": {"name": "Alpha", "jurisdiction": "US"}, "requires": ["login"]},
            {"id": "b", "provider": {"name": "Beta", "jurisdiction": "DE"}, "requires": ["login"]},
            {"id": "login", "provider": {"name": "Gamma", "jurisdiction": "US"}},
        ],
        "US",
        any_of=["a", "b"],
    )
    assert (verdict.path, verdict.reasons) == (("s", "a", "login"), (("login",),))


def test_what_a_loop_hides_from_one_service_is_told_to_the_next() -> None:
    """What was found with the loop cut short at the first service's component is not kept for the second."""
    inventory = {
        "depaudit": 1,
        "organisation": {"jurisdiction": "CA"},
        "services": [{"id": "s", "requires": ["c"]}, {"id": "t", "requires": ["a"]}],
        "components": [
            {"id": "a", "any_of": ["c"]},
            {"id": "c", "provider": {"name": "Alpha", "jurisdiction": "US"}, "requires": ["a"]},
        ],
    }
    found = depaudit.simulate(depaudit.load(inventory), cut=["US"])
    assert found["s"].reasons == found["t"].reasons == (("c",),)


def test_two_fallbacks_that_lean_on_each_other_fall_by_both_that_they_stand_on() -> None:
    verdict = simulated(
        [
            {"id": "x", "any_of": ["a", "y"], "switch": {"mode": "automatic"}},
            {"id": "y", "any_of": ["x", "b"], "switch": {"mode": "automatic"}},
            {"id": "a", "provider": {"name": "Alpha", "jurisdiction": "US"}},
            {"id": "b", "provider": {"name": "Beta", "jurisdiction": "US"}},
        ],
        "US",
        requires=["x"],
    )
    assert verdict.reasons == (("a", "b"),)


def test_a_part_of_a_gate_that_only_a_loop_explains_explains_nothing() -> None:
    verdict = simulated(
        [
            {"id": "x", "any_of": ["y"]},
            {"id": "y", "provider": {"name": "Alpha", "jurisdiction": "US"}, "requires": ["x"], "any_of": ["x", "z"]},
            {"id": "z", "provider": {"name": "Beta", "jurisdiction": "US"}, "requires": ["x"]},
        ],
        "US",
        requires=["x"],
    )
    assert verdict.reasons == (("y",),)


def test_a_cut_of_what_only_joins_others_is_an_error_and_not_survived() -> None:
    parts: list[dict[str, object]] = [
        {"id": "group", "requires": ["a"]},
        {"id": "a", "provider": {"name": "Alpha", "jurisdiction": "US"}},
    ]
    with pytest.raises(SelectorError, match="only joins other components"):
        simulated(parts, "component:group", requires=["group"])
    assert simulated(parts, "component:a", requires=["group"]).state == "down"


def test_what_stops_a_service_alone_is_not_told_again_with_what_fails_later() -> None:
    """The week until the fallback is in use, and the time after the fallback's buffer: the second needs the first."""
    verdict = simulated(
        [
            {"id": "a", "provider": {"name": "Alpha", "jurisdiction": "US"}},
            {"id": "b", "provider": {"name": "Beta", "jurisdiction": "DE"},
             "requires": [{"id": "stock", "survives": "60d"}]},
            {"id": "stock", "provider": {"name": "Gamma", "jurisdiction": "US"}},
        ],
        "US",
        any_of=["a", {"id": "b", "switch": {"mode": "manual", "time": "7d"}}],
    )  # fmt: skip
    assert verdict.outages == ((0, 7 * DAY), (60 * DAY, None))
    assert verdict.reasons == (("a",),)


def test_of_many_reasons_the_smallest_are_shown() -> None:
    names = [f"c{number:02}" for number in range(14)]
    components: list[dict[str, object]] = [
        {"id": name, "provider": {"name": name, "jurisdiction": "US"}} for name in names
    ]
    components.append({"id": "pair", "any_of": names[:2], "switch": {"mode": "automatic", "time": "1m"}})
    verdict = simulated(components, "US", requires=["pair", *names[2:]])
    assert verdict.reasons == tuple((name,) for name in names[2:])
