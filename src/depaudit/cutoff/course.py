"""How the course of a node follows from the courses of what it reads."""

from collections.abc import Sequence
from functools import reduce
from operator import and_, or_
from typing import Final

from depaudit.cutoff.curve import Curve

NEVER_DOWN: Final[Curve] = ((0, 0),)


def course(read: Sequence[Curve], each: int, most: int, full: int) -> tuple[Curve, int]:
    """When a node is down: while any of the first `each` curves is, or at least `most` of the others (0: none).

    Returned with how often its state was worked out: at the cutoff, and whenever a change of what it reads can
    matter, which is where something is lost while the node is up, or comes back while it is down.
    """
    if len(read) < 2:
        return (read[0] if read else NEVER_DOWN), 1
    state = [curve[0][1] for curve in read]
    mask = _lost(state, each, most, full)
    changes = [
        (second, slot, piece) for slot, curve in enumerate(read) if len(curve) > 1 for second, piece in curve[1:]
    ]
    found = [(0, mask)]
    if not changes:
        return tuple(found), 1
    changes.sort()
    evaluations, felt, last = 1, 0, len(changes) - 1
    for number, (second, slot, piece) in enumerate(changes):
        felt |= (state[slot] ^ piece) & (piece ^ mask)
        state[slot] = piece
        if felt and (number == last or changes[number + 1][0] != second):
            felt = 0
            evaluations += 1
            after = _lost(state, each, most, full)
            if after != mask:
                mask = after
                found.append((second, mask))
    return tuple(found), evaluations


def _lost(state: list[int], each: int, most: int, full: int) -> int:
    mask = at_least(most, state[each:], full) if most else 0
    for lost in state[:each]:
        mask |= lost
    return mask


def at_least(count: int, masks: Sequence[int], full: int) -> int:
    """The scenarios that are in at least `count` of `masks`: a bit-sliced counter."""
    if count <= 0:
        return full
    if count == 1:
        return reduce(or_, masks, 0)
    if count == len(masks):
        return reduce(and_, masks)
    reached = [full] + [0] * count
    for mask in masks:
        for level in range(count, 0, -1):
            reached[level] |= reached[level - 1] & mask
    return reached[count]
