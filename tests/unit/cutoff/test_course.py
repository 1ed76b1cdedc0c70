"""The course of a node, from the courses of what it reads."""

from depaudit.cutoff.course import at_least, course
from depaudit.cutoff.curve import lasting, until, usable

FULL = 0b1111
CURVE = ((0, 0b01), (10, 0b11), (20, 0b10), (30, 0b00))


def test_a_node_is_down_while_any_requirement_is() -> None:
    found, _ = course([CURVE, ((0, 0), (15, 0b100))], 2, 0, FULL)
    assert found == ((0, 0b001), (10, 0b011), (15, 0b111), (20, 0b110), (30, 0b100))


def test_a_fallback_holds_while_one_option_is_left() -> None:
    assert course([CURVE, ((0, 0b10), (25, 0))], 0, 2, FULL)[0] == ((0, 0), (10, 0b10), (25, 0))


def test_replicas_fail_together_with_a_requirement() -> None:
    lost = [((0, 0b0001),), ((0, 0b0011), (5, 0b0111)), ((0, 0b0101),), ((0, 0), (5, 0b1000))]
    assert course(lost, 1, 2, FULL)[0] == ((0, 0b0001), (5, 0b0101))


def test_what_reads_one_thing_only_shares_its_course() -> None:
    assert course([CURVE], 1, 0, FULL) == (CURVE, 1)
    assert course([], 0, 0, FULL) == (((0, 0),), 1)


def test_changes_that_cannot_matter_are_not_worked_out() -> None:
    """A loss where the node is down already, and a recovery where it is up."""
    found, evaluations = course([((0, 0b01),), ((0, 0b00), (10, 0b01))], 2, 0, FULL)
    assert (found, evaluations) == (((0, 0b01),), 1)
    found, evaluations = course([((0, 0b00),), ((0, 0b01), (10, 0b00))], 0, 2, FULL)
    assert (found, evaluations) == (((0, 0b00),), 1)


def test_changes_at_one_moment_are_worked_out_together() -> None:
    found, evaluations = course([((0, 0b1), (10, 0b0)), ((0, 0b0), (10, 0b1))], 2, 0, FULL)
    assert (found, evaluations) == (((0, 0b1),), 2)


def test_at_least_counts_bit_by_bit() -> None:
    masks = [0b0111, 0b0011, 0b0001]
    assert [at_least(count, masks, FULL) for count in range(5)] == [FULL, 0b0111, 0b0011, 0b0001, 0]


def test_a_loss_lasts_from_its_beginning_until_it_ends() -> None:
    assert lasting(CURVE, 12, 99) == ((0, 0), (12, 0b01), (20, 0), (22, 0b10), (30, 0))
    assert lasting(CURVE, 20, 99) == ((0, 0),)
    assert lasting(((0, 0), (10, 0b01), (21, 0b11)), 12, 99) == ((0, 0), (22, 0b01), (33, 0b11))
    assert lasting(((0, 0b1),), 12, 99) == ((0, 0), (12, 0b1))


def test_a_loss_that_would_last_beyond_the_span_has_not_lasted() -> None:
    assert lasting(CURVE, 12, 15) == ((0, 0), (12, 0b01))
    assert lasting(((0, 0b1),), 12, 11) == ((0, 0),)


def test_an_option_is_of_use_from_its_switch_until_it_ends() -> None:
    assert usable(CURVE, 0, None, FULL, 99) is CURVE
    assert usable(CURVE, 15, None, FULL, 99) == ((0, FULL), (15, 0b11), (20, 0b10), (30, 0))
    assert usable(CURVE, 0, 20, FULL, 99) == ((0, 0b01), (10, 0b11), (20, FULL))
    assert usable(CURVE, 5, 200, FULL, 99) == ((0, FULL), (5, 0b01), (10, 0b11), (20, 0b10), (30, 0))


def test_an_option_that_comes_too_late_is_of_no_use() -> None:
    assert usable(CURVE, 100, None, FULL, 99) == ((0, FULL),)
    assert usable(CURVE, 20, 20, FULL, 99) == ((0, FULL),)


def test_a_course_ends_with_the_span() -> None:
    assert until(CURVE, 20) == CURVE[:3]
    assert until(CURVE, 99) is CURVE
    assert until([], 99) == []
