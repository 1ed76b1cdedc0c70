"""When a frame can change: whether it has settled by the end of the span, and if not, every moment to look at."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from depaudit.model.duration import YEAR

if TYPE_CHECKING:
    from depaudit.cutoff.exact.frame import Cell

MOST_MOMENTS: Final = 400
"""More than that, and the frame is left to the engine that goes forward in time by itself."""


class TooManyMomentsError(Exception):
    """The frame changes too often to be unrolled: loops with short buffers in them."""


def moments_of(cells: Sequence["Cell"], parts: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """The end of the span if nothing can change there any more, else all moments up to it, rising.

    After the last lever, switch and end of an option has passed, a loss travels along each delay once. If that too
    is over by the end, delays do not matter. A loop with a delay inside is never taken for settled.
    Raises TooManyMomentsError.
    """
    settle = [0] * len(cells)
    for part in parts:
        inside = set(part)
        last = 0
        for number in part:
            cell = cells[number]
            if any(need.delay and need.target in inside for need in cell.special):
                return _unrolled(cells, parts)
            waits = [settle[need.target] + need.delay for need in cell.special]
            last = max([last, *_changes(cell), *waits, *(settle[target] for target in cell.targets())])
        for number in part:
            settle[number] = last
    return (YEAR,) if max(settle, default=0) <= YEAR else _unrolled(cells, parts)


def _changes(cell: "Cell") -> list[int]:
    """Seconds up to the end at which a cell may change by itself."""
    found = [moment for _, ready, ends in cell.ways for moment in (ready, ends) if moment is not None]
    found += [moment for lever in cell.node.levers for span in lever.profile.blocked for moment in span]
    return [moment for moment in found if moment <= YEAR]


def _unrolled(cells: Sequence["Cell"], parts: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """All moments at which some cell may change: by itself, with what it reads, or a delay after that."""
    moments: list[set[int]] = [set() for _ in cells]
    found = {0, YEAR}
    for part in parts:
        inside = set(part)
        here: set[int] = set()
        inner: set[int] = set()
        for number in part:
            cell = cells[number]
            here.update(_changes(cell), *(moments[target] for target in cell.targets()))
            here.update(moment + need.delay for need in cell.special for moment in (0, *moments[need.target]))
            inner.update(need.delay for need in cell.special if need.delay and need.target in inside)
        here = _closed({moment for moment in here if moment <= YEAR}, inner)
        for number in part:
            moments[number] = here
        found |= here
        if len(found) > MOST_MOMENTS:
            raise TooManyMomentsError
    return tuple(sorted(found))


def _closed(moments: set[int], delays: set[int]) -> set[int]:
    """With all that follows by delays inside a loop."""
    waiting = list(moments)
    while waiting and len(moments) <= MOST_MOMENTS:
        moment = waiting.pop()
        later = {moment + delay for delay in delays if moment + delay <= YEAR} - moments
        moments |= later
        waiting.extend(later)
    return moments
