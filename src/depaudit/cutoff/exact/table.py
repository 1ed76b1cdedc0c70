"""The whole truth table of a function over a few elements, and its minimal sets, bit-parallel."""

from collections.abc import Sequence
from typing import Final

from depaudit.cutoff.curve import bits_of
from depaudit.cutoff.exact import lanes
from depaudit.cutoff.exact.draw import Doubt, Draw
from depaudit.cutoff.exact.frame import Frame
from depaudit.cutoff.exact.settle import states
from depaudit.cutoff.scenario import Selector

MOST_ELEMENTS: Final = 18


def truth_tables(frame: Frame, tops: Sequence[int], elements: Sequence[Selector], doubt: Doubt | None) -> list[int]:
    """For each of `tops` (nodes of the graph), a mask over all subsets of `elements`: those that leave it down.

    `doubt` as in `Draw`; None takes everything unknown for as bad as it may be.
    """
    exponent = (lanes.MEMORY * 8 // max(len(frame.cells), 1)).bit_length() - 1
    tables = [0] * len(tops)
    at = 0
    for block in lanes.subsets(len(elements), exponent):
        masks = zip(elements, block.masks, strict=True)
        draw = (
            Draw.worst(frame.graph, block.full, masks)
            if doubt is None
            else Draw(frame.graph, block.full, masks, doubt)
        )
        down = states(frame, draw)
        for number, top in enumerate(tops):
            tables[number] |= (down[frame.cell_of[top]] & block.full) << at
        at += block.size
    return tables


def sets_of(table: int, elements: int) -> list[tuple[int, ...]]:
    """The minimal sets of a monotone table; none where nothing need be lost for it."""
    return [] if table & 1 else minimal(table, elements)


def minimal(table: int, elements: int) -> list[tuple[int, ...]]:
    """The minimal sets of a monotone table: those that stop it while nothing one smaller does."""
    size = 1 << elements
    smaller = 0
    for number in range(elements):
        without = ((1 << size) - 1) ^ lanes.alternating(number, size)
        smaller |= (table & without) << (1 << number)
    found = [tuple(bits_of(subset)) for subset in bits_of(table & ~smaller)]
    return sorted(found, key=lambda members: (len(members), members))
