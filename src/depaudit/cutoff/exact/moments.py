"""Whether a frame has settled by the end of the span, so that one look there is enough."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from depaudit.model.duration import YEAR

if TYPE_CHECKING:
    from depaudit.cutoff.exact.frame import Cell


def parts_of(cells: Sequence["Cell"], loops: Iterable[range]) -> Iterator[range]:
    """Single cells and whole loops, what is read before what reads it."""
    start = 0
    for loop in (*loops, range(len(cells), len(cells))):
        yield from (range(number, number + 1) for number in range(start, loop.start))
        if loop:
            yield loop
        start = loop.stop


def is_settled(cells: Sequence["Cell"], loops: Iterable[range]) -> bool:
    """Whether nothing can change any more at the end of the span.

    After the last lever, switch and end of an option has passed, a loss travels along each delay once. If that too
    is over by the end, delays do not matter. A loop with a delay inside is never taken for settled.
    """
    if not any(need.delay for cell in cells for need in cell.special):
        return True
    settle = [0] * len(cells)
    for part in parts_of(cells, loops):
        inside = part if len(part) > 1 else ()
        last = 0
        for number in part:
            cell = cells[number]
            for target in cell.targets:
                last = max(last, settle[target])
            for target, delay, _ in cell.special:
                if delay and target in inside:
                    return False
                last = max(last, settle[target] + delay)
            if cell.ways or cell.node.levers:
                last = max(last, *changes(cell), 0)
        if last > YEAR:
            return False
        for number in part:
            settle[number] = last
    return True


def changes(cell: "Cell") -> list[int]:
    """Seconds up to the end at which a cell may change by itself."""
    found = [moment for _, ready, ends in cell.ways for moment in (ready, ends) if moment is not None]
    found += [moment for lever in cell.node.levers for span in lever.profile.blocked for moment in span]
    return [moment for moment in found if moment <= YEAR]
