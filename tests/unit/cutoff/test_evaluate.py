"""One evaluation of a whole graph."""

from depaudit.cutoff.batch import BASELINE
from depaudit.cutoff.curve import Curve
from depaudit.cutoff.evaluate import Run
from depaudit.cutoff.loop import Loop
from depaudit.cutoff.plan import Inputs, make_plan
from depaudit.cutoff.scenario import NOT_FOUND, Cutoff, Pulls, Selector
from depaudit.graph.types import Edge, Graph, Node
from depaudit.model.duration import DAY, YEAR
from depaudit.model.lever import Lever, Profile, Span


def test_what_happens_after_the_span_is_not_told() -> None:
    """A lease that ends after 400 days takes nothing away within a year."""
    lease = Lever("licence", "US", profile=Profile(blocked=(Span(400 * DAY),)))
    graph = Graph((Node("user", "component", (Edge(1),)), Node("leased", "component", levers=(lease,))),
                  {"user": 0, "leased": 1}, frozenset(), {}, {})  # fmt: skip
    cut = Cutoff("US", "jurisdiction", (Selector("jurisdiction", "US"),))

    def curves(end: int) -> list[Curve]:
        return Run(make_plan(graph, NOT_FOUND, unknown=False), Pulls((cut, BASELINE), graph), end).curves

    assert curves(YEAR) == [((0, 0),), ((0, 0),)]
    assert curves(500 * DAY) == [((0, 0), (400 * DAY, 0b1))] * 2


def test_a_buffer_on_a_loop_lasts_to_the_second() -> None:
    loop = Loop(
        {0: Inputs(slow=((1, 12),)), 1: Inputs(needs=(0,))},
        outright={0: ((0, 0), (21, 0b10)), 1: ((0, 0), (10, 0b01))},
        outside={},
        full=0b11,
        end=99,
    )
    assert loop.curves == {0: [(0, 0), (21, 0b10), (22, 0b11)], 1: [(0, 0), (10, 0b01), (21, 0b11)]}
