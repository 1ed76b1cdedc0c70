"""Scenario sets as bits."""

from itertools import combinations

from depaudit.cutoff.exact import lanes


def members(block: lanes.Block, bit: int) -> tuple[int, ...]:
    return tuple(number for number, mask in enumerate(block.masks) if mask >> bit & 1)


def test_sets_of_an_order_come_once_each_in_blocks() -> None:
    blocks = list(lanes.of_order(6, 3, 7))
    assert [block.size for block, _ in blocks] == [7, 7, 6]
    found = [members(block, bit) for block, sets in blocks for bit in range(len(sets))]
    assert found == list(combinations(range(6), 3))


def test_the_number_of_a_subset_tells_its_members_in_one_block_or_several() -> None:
    for exponent in (2, 5, 9):
        found = [members(block, bit) for block in lanes.subsets(5, exponent) for bit in range(block.size)]
        assert found == [tuple(k for k in range(5) if subset >> k & 1) for subset in range(32)]


def test_samples_are_the_same_for_one_seed_and_near_their_chance() -> None:
    blocks = list(lanes.samples([0.0, 1.0, 0.5, 0.03], 50_000, 30_000, 7))
    again = list(lanes.samples([0.0, 1.0, 0.5, 0.03], 50_000, 30_000, 7))
    assert blocks == again
    hits = [sum(block.masks[number].bit_count() for block in blocks) for number in range(4)]
    assert hits[:2] == [0, 50_000]
    assert abs(hits[2] - 25_000) < 600
    assert abs(hits[3] - 1_500) < 200
