"""Proofs on graphs made by hand, for what no inventory of today brings about."""

import depaudit
from depaudit.cutoff.batch import Batch
from depaudit.cutoff.scenario import Cutoff, Strike
from depaudit.cutoff.survival import Watched, verdicts
from depaudit.graph.types import NEVER, Edge, Graph, Node
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
