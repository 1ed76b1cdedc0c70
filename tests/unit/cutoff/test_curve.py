"""Curves: pieces that hold until the next one."""

import pytest

from depaudit.cutoff.curve import at, bits_of, held, intervals, of_spans
from depaudit.model.lever import Span

CURVE = [(0, 0b01), (10, 0b11), (20, 0b10), (30, 0b00)]


@pytest.mark.parametrize(("second", "mask"), [(0, 0b01), (9, 0b01), (10, 0b11), (29, 0b10), (99, 0)])
def test_a_piece_holds_until_the_next(second: int, mask: int) -> None:
    assert at(CURVE, second) == mask


@pytest.mark.parametrize(
    ("start", "end", "mask"), [(0, 9, 0b01), (0, 19, 0b01), (0, 20, 0), (10, 29, 0b10), (10, 30, 0), (-1, 5, 0)]
)
def test_held_asks_for_every_moment(start: int, end: int, mask: int) -> None:
    assert held(CURVE, start, end) == mask


def test_spans_become_pieces() -> None:
    assert of_spans([((Span(5, 8),), 0b1), ((Span(0),), 0b10)]) == ((0, 0b10), (5, 0b11), (8, 0b10))


def test_intervals_close_or_stay_open() -> None:
    assert list(intervals(CURVE, 0b11, 25)) == [(0, [(0, 20)]), (1, [(10, None)])]
    assert list(intervals(CURVE, 0b11, 99)) == [(0, [(0, 20)]), (1, [(10, 30)])]


def test_intervals_of_other_scenarios_are_left_out() -> None:
    assert list(intervals(CURVE, 0b10, 99)) == [(1, [(10, 30)])]


def test_bits_come_lowest_first() -> None:
    assert list(bits_of(0b101001)) == [0, 3, 5]


def test_spans_that_follow_each_other_are_one_piece() -> None:
    assert of_spans([((Span(0, 5), Span(5, 9)), 0b1)]) == ((0, 0b1), (9, 0))
