"""Functions in independent parts: sets, counts, chances and importances are those of the whole truth table."""

from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from depaudit import Simulation, load
from depaudit.cutoff.exact import lanes, table
from depaudit.cutoff.exact.diagram import TRUE, OverBudgetError
from depaudit.cutoff.exact.elements import elements_of
from depaudit.cutoff.exact.family import Family
from depaudit.cutoff.exact.frame import frame_of
from depaudit.cutoff.exact.function import Function, function_of
from depaudit.cutoff.exact.modules import split
from depaudit.cutoff.exact.odds import chance_of, importances
from depaudit.cutoff.exact.part import ORDERS, Order, parts_of
from depaudit.cutoff.exact.sketch import ALWAYS, Sketch, Term, net_of
from depaudit.cutoff.scenario import Selector

VARIABLES: Final = 9
ELEMENTS: Final = tuple(Selector("component", f"c{number}") for number in range(VARIABLES))
steps = st.lists(st.tuples(st.booleans(), st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=30)


def drawn(sketch: Sketch, recipe: list[tuple[bool, int, int]]) -> tuple[int, int]:
    """A formula made step by step out of what is there, late things rather than early, and its truth table."""
    size = 1 << VARIABLES
    known = [(sketch.variable(number), lanes.alternating(number, size)) for number in range(VARIABLES)]
    for union, one, two in recipe:
        (left, truth), (right, other) = known[-1 - one % min(len(known), 12)], known[two % len(known)]
        joined = left | right if union else left & right
        assert isinstance(joined, Term)
        known.append((joined, truth | other if union else truth & other))
    return known[-1][0].number, known[-1][1]


@pytest.mark.parametrize("how", ORDERS)
@settings(max_examples=200, deadline=None)
@given(steps)
def test_parts_say_what_the_table_says(how: Order, recipe: list[tuple[bool, int, int]]) -> None:
    sketch = Sketch(VARIABLES)
    top, truth = drawn(sketch, recipe)
    function = Function(ELEMENTS, parts_of(sketch, top, 10_000, (how,)))
    family = Family(function, 10_000)
    expected = table.minimal(truth, VARIABLES)
    listed = [members for order in family.counts() for members in family.of_order(order)]
    assert sorted(listed, key=lambda members: (len(members), members)) == expected
    assert sum(family.counts().values()) == len(expected)
    chances = [0.1 + number / 12 for number in range(VARIABLES)]
    whole = weight(truth, chances)
    assert chance_of(function, chances) == pytest.approx(whole, abs=1e-12)
    for number, one in enumerate(importances(function, chances, [element.name for element in ELEMENTS])):
        lost, kept = (weight(truth, [*chances[:number], value, *chances[number + 1 :]]) for value in (1.0, 0.0))
        assert one.birnbaum == pytest.approx(lost - kept, abs=1e-9)
        assert one.fussell_vesely == pytest.approx((whole - kept) / whole, abs=1e-9)


def weight(truth: int, chances: list[float]) -> float:
    """The probability of all subsets in a table."""
    weights = [1.0]
    for chance in chances:
        weights = [one * (1 - chance) for one in weights] + [one * chance for one in weights]
    return sum(one for subset, one in enumerate(weights) if truth >> subset & 1)


def test_what_is_independent_becomes_a_part() -> None:
    sketch = Sketch(6)
    a, b, c, d, e, f = map(sketch.variable, range(6))
    top = (a & b) | (c & (d | e | f)) | (c & a)
    assert isinstance(top, Term)
    net = net_of(sketch, top.number)
    parts = split(net)
    assert parts[-1] == net.top
    assert sorted(net.args[parts[0]]) == [3, 4, 5]
    function = Function(ELEMENTS[:6], parts_of(sketch, top.number, 100))
    family = Family(function, 100)
    assert family.counts() == {2: 5}
    assert sorted(family.of_order(2)) == [(0, 1), (0, 2), (2, 3), (2, 4), (2, 5)]
    assert list(family.of_order(1)) == list(family.of_order(3)) == []


@pytest.mark.parametrize("how", ORDERS)
def test_every_order_of_variables_draws_the_same_sets(how: Order) -> None:
    """Two groups that share a variable, met in different orders."""
    sketch = Sketch(5)
    a, b, c, d, e = map(sketch.variable, range(5))
    top = (a | b) & (c | (b & (d | e)))
    assert isinstance(top, Term)
    family = Family(Function(ELEMENTS[:5], parts_of(sketch, top.number, 100, (how,))), 100)
    assert sorted(family.of_order(2)) == [(0, 2), (1, 2), (1, 3), (1, 4)]
    assert family.counts() == {2: 4}


def test_a_single_variable_and_what_is_always_true() -> None:
    sketch = Sketch(2)
    one = Function(ELEMENTS[:2], parts_of(sketch, 1, 100))
    assert list(Family(one, 100).of_order(1)) == [(1,)]
    (always,) = parts_of(sketch, ALWAYS, 100)
    assert always.top == TRUE


def test_formulas_go_with_zero_and_true_like_masks() -> None:
    sketch = Sketch(2)
    a, b = map(sketch.variable, range(2))
    always = sketch.true()
    assert a | 0 == 0 | a == a | a == a & a == a & always == always & a == a
    assert a & 0 == 0 & a == 0
    assert a | always == always | b == always
    assert a | b == a | b != b & a
    assert hash(a) == hash(sketch.variable(0))
    assert bool(a)


def test_what_stands_on_a_loop_is_one_diagram_within_the_budget() -> None:
    leaves = [{"id": f"c{number}", "provider": {"own": True}} for number in range(4)]
    ring = [
        {"id": "a", "requires": ["b"], "any_of": ["c0", "c1"]},
        {"id": "b", "requires": ["a"], "any_of": ["c2", "c3"]},
    ]
    raw = {"depaudit": 1, "organisation": {"jurisdiction": "CA"}, "components": [*ring, *leaves]}
    simulation = Simulation(load(raw | {"services": [{"id": "s", "requires": ["a"]}]}))
    node = simulation.service("s").node
    frame = frame_of(simulation.graph, [node])
    elements = elements_of(simulation.graph, ("CA",), "component")
    function = function_of(frame, node, elements, worst=True)
    assert len(function.parts) == 1
    assert Family(function, function.nodes).counts() == {2: 2}
    with pytest.raises(OverBudgetError):
        function_of(frame, node, elements, worst=True, budget=3)


def test_the_budget_is_one_for_all_parts() -> None:
    sketch = Sketch(8)
    pairs = [sketch.variable(2 * number) & sketch.variable(2 * number + 1) for number in range(4)]
    top = pairs[0] | pairs[1] | pairs[2] | pairs[3]
    assert isinstance(top, Term)
    with pytest.raises(OverBudgetError):
        parts_of(sketch, top.number, 4)
    with pytest.raises(OverBudgetError):
        Family(Function(ELEMENTS[:8], parts_of(sketch, top.number, 100)), 4)
