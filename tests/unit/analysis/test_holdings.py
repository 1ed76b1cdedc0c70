"""What two options share: exactly what walks from both of them meet, loops included."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from depaudit.analysis.holdings import Holdings
from depaudit.cutoff.spread import Spread
from depaudit.graph.types import Edge, Graph, Node


@st.composite
def targets(draw: st.DrawFn) -> list[list[int]]:
    size = draw(st.integers(1, 9))
    return draw(st.lists(st.lists(st.integers(0, size - 1), max_size=3), min_size=size, max_size=size))


def walked(read: list[list[int]], start: int) -> set[int]:
    seen, waiting = {start}, [start]
    while waiting:
        for target in read[waiting.pop()]:
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


@given(targets())
def test_options_share_what_walks_from_both_meet(read: list[list[int]]) -> None:
    nodes = tuple(Node(f"n{index}", "component", tuple(map(Edge, below))) for index, below in enumerate(read))
    holdings = Holdings(Graph(nodes, {}, frozenset(), {}, {}), Spread(read))
    for options in read:
        for one, other in product(options, options):
            expected = [("component", f"n{index}") for index in sorted(walked(read, one) & walked(read, other))]
            assert list(holdings.shared(one, other)) == expected
