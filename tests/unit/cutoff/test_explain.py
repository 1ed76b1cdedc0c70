"""Proofs on graphs made by hand, for what no inventory of today brings about."""

from depaudit.cutoff.batch import Batch
from depaudit.cutoff.scenario import Cutoff, Strike
from depaudit.cutoff.survival import Watched, verdicts
from depaudit.graph.types import NEVER, Edge, Graph, Node
from depaudit.model.lever import Profile, Span


def test_an_impairment_is_passed_on_where_a_loss_would_not_impair() -> None:
    nodes = (Node("s", "service", requires=(Edge(1, fails=0, impairs=NEVER, carries=True),)), Node("a", "component"))
    graph = Graph(nodes, {"s": 0, "a": 1}, frozenset(), {}, {})
    strike = Strike(1, Profile(impairs=(Span(0),)), "slower from today")
    batch = Batch(graph, (Cutoff("x", "scenario", (), strikes=(strike,)),))
    (verdict,) = verdicts(batch, (Watched("s", 0, "high", 4, 3_600),))
    assert verdict.worst_state == "degraded"
    assert (verdict.path, verdict.path_notes[-1]) == (("s", "a"), "slower from today")
