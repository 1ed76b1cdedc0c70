"""Masks along a graph: what lies under a node, who stands on it, loops included."""

from hypothesis import given
from hypothesis import strategies as st

from depaudit.cutoff.curve import bits_of, digits
from depaudit.cutoff.spread import Spread


@st.composite
def targets(draw: st.DrawFn) -> list[list[int]]:
    size = draw(st.integers(1, 9))
    return draw(st.lists(st.lists(st.integers(0, size - 1), max_size=3), min_size=size, max_size=size))


def reached(graph: list[list[int]], start: int) -> set[int]:
    seen, waiting = {start}, [start]
    while waiting:
        for target in graph[waiting.pop()]:
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


@given(targets())
def test_every_node_gathers_exactly_what_a_walk_from_it_meets(graph: list[list[int]]) -> None:
    masks = Spread(graph).gathered([1 << node for node in range(len(graph))])
    assert [set(bits_of(mask)) for mask in masks] == [reached(graph, node) for node in range(len(graph))]


@given(targets())
def test_what_is_handed_down_is_gathering_seen_from_below(graph: list[list[int]]) -> None:
    masks = Spread(graph).users(range(len(graph)))
    under = [reached(graph, node) for node in range(len(graph))]
    assert [set(bits_of(mask)) for mask in masks] == [
        {start for start in range(len(graph)) if node in under[start]} for node in range(len(graph))
    ]


@given(st.sets(st.integers(0, 900)))
def test_wide_masks_come_apart_into_the_bits_they_were_made_of(bits: set[int]) -> None:
    mask = sum(1 << bit for bit in bits)
    assert list(bits_of(mask)) == sorted(bits)
    assert [bit for bit, digit in enumerate(digits(mask, 1_000)) if digit] == sorted(bits)
    assert len(digits(mask, 1_000)) == 1_000
