"""The order of evaluation, and loops."""

from depaudit.cutoff.plan import components


def test_what_is_read_comes_first() -> None:
    order, loops = components([[1, 2], [2], []])
    assert order == [2, 1, 0]
    assert loops == {}


def test_a_loop_is_one_component_and_a_self_loop_is_a_loop() -> None:
    order, loops = components([[1], [2], [0, 3], [3], []])
    assert order.index(3) < min(order.index(node) for node in (0, 1, 2))
    assert set(loops[0]) == {0, 1, 2}
    assert loops[3] == (3,)
    assert 4 not in loops


def test_a_chain_of_any_length_needs_no_recursion() -> None:
    size = 50_000
    order, loops = components([[node + 1] if node + 1 < size else [] for node in range(size)])
    assert order[0] == size - 1
    assert not loops
