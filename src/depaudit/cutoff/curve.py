"""Curves: how a set of scenarios changes over time, as (second, mask) pieces that hold until the next one."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import compress, count

from depaudit.model.lever import Span

Curve = Sequence[tuple[int, int]]
"""Pieces with strictly rising seconds, the first at 0; each mask holds until the next piece."""

_TOP = 1 << 62
_WIDE, _DENSE = 256, 64
"""Masks wider than the first, with more than one bit in the second set, are taken apart at once: it is quicker."""
_DIGITS = bytes.maketrans(b"01", b"\0\1")


def at(curve: Curve, second: int) -> int:
    """The mask in force at `second`."""
    if len(curve) == 1:
        return curve[0][1]
    return curve[bisect_right(curve, second, key=_second) - 1][1]


def held(curve: Curve, start: int, end: int) -> int:
    """The scenarios that are in the mask at every moment of [start, end]; none if `start` lies before the cutoff."""
    if start < 0:
        return 0
    if len(curve) == 1:
        return curve[0][1]
    first = bisect_right(curve, start, key=_second) - 1
    mask = curve[first][1]
    for second, piece in curve[first + 1 :]:
        if second > end or not mask:
            break
        mask &= piece
    return mask


def lasting(curve: Curve, delay: int, end: int) -> Curve:
    """The scenarios that have been in the mask for `delay` seconds since the cutoff, up to `end`."""
    if len(curve) == 1:
        mask = curve[0][1]
        return ((0, 0), (delay, mask)) if mask and delay <= end else ((0, 0),)
    found = [(0, 0)]
    for moment in sorted({moment for second, _ in curve for moment in (second, second + delay)}):
        mask = held(curve, moment - delay, moment)
        if mask != found[-1][1] and moment <= end:
            found.append((moment, mask))
    return tuple(found)


def usable(curve: Curve, ready: int, ends: int | None, full: int, end: int) -> Curve:
    """When an option with this course is of no use: before it is `ready`, once it `ends`, and while it is lost.

    `full` are all scenarios; nothing is told beyond `end`.
    """
    if ready == 0 and ends is None:
        return curve
    if ready > end or (ends is not None and ends <= ready):
        return ((0, full),)
    found = [(ready, at(curve, ready))]
    found += [piece for piece in curve if ready < piece[0] and (ends is None or piece[0] < ends)]
    if ready:
        found.insert(0, (0, full))
    if ends is not None and ends <= end:
        found.append((ends, full))
    return tuple(found)


def until(curve: Curve, end: int) -> Curve:
    """The course up to `end`."""
    return curve if not curve or curve[-1][0] <= end else tuple(piece for piece in curve if piece[0] <= end)


def _second(piece: tuple[int, int]) -> int:
    return piece[0]


def of_spans(pulled: Sequence[tuple[Sequence[Span], int]]) -> Curve:
    """The union of masks, each over its own spans."""
    marks = sorted({0, *(moment for spans, _ in pulled for span in spans for moment in span if moment < _TOP)})
    curve: list[tuple[int, int]] = []
    for moment in marks:
        mask = 0
        for spans, bits in pulled:
            if any(span.start <= moment < span.end for span in spans):
                mask |= bits
        if not curve or mask != curve[-1][1]:
            curve.append((moment, mask))
    return tuple(curve)


def intervals(curve: Curve, bits: int, end: int) -> Iterator[tuple[int, list[tuple[int, int | None]]]]:
    """For each scenario of `bits` that is ever in the mask up to `end`: its bit number and its intervals.

    An interval that is still open at `end` has None as its end.
    """
    begun: dict[int, int] = {}
    found: dict[int, list[tuple[int, int | None]]] = {}
    before = 0
    for second, piece in curve:
        if second > end:
            break
        now = piece & bits
        for bit in bits_of(before & ~now):
            found.setdefault(bit, []).append((begun.pop(bit), second))
        for bit in bits_of(now & ~before):
            begun[bit] = second
        before = now
    for bit, start in begun.items():
        found.setdefault(bit, []).append((start, None))
    yield from sorted(found.items())


def bits_of(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, lowest first."""
    if _DENSE * mask.bit_count() > mask.bit_length() > _WIDE:
        yield from compress(count(), digits(mask))
        return
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def digits(mask: int, width: int = 0) -> bytes:
    """A mask as one byte a bit, 0 or 1, lowest first; at least `width` of them."""
    return f"{mask:0{width}b}"[::-1].encode().translate(_DIGITS)
