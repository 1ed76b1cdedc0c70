"""Diagrams and families on functions whose sets are known."""

import sys
from itertools import combinations

import pytest

from depaudit.cutoff.exact.diagram import FALSE, TRUE, Diagrams, Formula, OverBudgetError, deep, number_of
from depaudit.cutoff.exact.family import Family
from depaudit.cutoff.exact.function import Function
from depaudit.cutoff.exact.part import Part
from depaudit.cutoff.exact.settle import at_least
from depaudit.cutoff.scenario import Selector


def family_of(diagrams: Diagrams, top: int, levels: int, budget: int = 10_000) -> Family:
    """The minimal sets of a function that is one diagram."""
    elements = tuple(Selector("component", f"c{level}") for level in range(levels))
    return Family(Function(elements, (Part(diagrams, top, tuple(range(levels))),)), budget)


def test_equal_functions_are_one_number() -> None:
    diagrams = Diagrams(100)
    a, b, c = map(diagrams.variable, range(3))
    assert a & (b | c) == (a & b) | (c & a)
    assert (a | a & b) == a
    assert hash(a | b) == hash(b | a)
    assert a != b


def test_formulas_go_with_zero_like_masks() -> None:
    diagrams = Diagrams(100)
    a = diagrams.variable(0)
    assert 0 | a == a
    assert a | 0 == a
    assert a & 0 == 0
    assert 0 & a == 0
    assert bool(a)
    assert not Formula(diagrams, FALSE)
    assert number_of(0) == FALSE
    assert number_of(a | diagrams.true()) == TRUE


def test_a_vote_has_the_binomial_number_of_sets() -> None:
    diagrams = Diagrams(10_000)
    variables = [diagrams.variable(level) for level in range(12)]
    vote = at_least(5, variables)
    family = family_of(diagrams, number_of(vote), 12)
    assert family.counts() == {5: 792}
    assert sorted(family.of_order(5)) == list(combinations(range(12), 5))
    assert len(list(family.of_order(5, 10))) == 10
    assert list(family.of_order(4)) == []


def test_the_dual_of_a_vote_is_the_vote_that_spares() -> None:
    diagrams = Diagrams(10_000)
    variables = [diagrams.variable(level) for level in range(7)]
    vote = number_of(at_least(5, variables))
    assert diagrams.dual(vote) == number_of(at_least(3, variables))
    assert diagrams.dual(diagrams.dual(vote)) == vote


def test_billions_of_sets_are_counted_without_listing() -> None:
    diagrams = Diagrams(10_000)
    mask: Formula | int = diagrams.true()
    for group in reversed(range(20)):
        three = [diagrams.variable(3 * group + number) for number in range(3)]
        mask = (three[0] | three[1] | three[2]) & mask
    family = family_of(diagrams, number_of(mask), 60)
    assert family.counts() == {20: 3**20}
    assert len(list(family.of_order(20, 3))) == 3


def test_constants() -> None:
    diagrams = Diagrams(10)
    assert family_of(diagrams, FALSE, 0).counts() == {}
    assert family_of(diagrams, TRUE, 0).counts() == {0: 1}


def test_the_budget_holds() -> None:
    tight = Diagrams(40)
    variables = list(map(tight.variable, range(20)))
    with pytest.raises(OverBudgetError):
        at_least(10, variables)
    diagrams = Diagrams(10_000)
    vote = at_least(5, list(map(diagrams.variable, range(12))))
    with pytest.raises(OverBudgetError):
        family_of(diagrams, number_of(vote), 12, 10)


def test_room_for_recursion_is_given_back() -> None:
    before = sys.getrecursionlimit()
    with deep(5_000):
        assert sys.getrecursionlimit() > 15_000
    assert sys.getrecursionlimit() == before
