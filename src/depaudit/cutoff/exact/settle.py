"""Evaluate a frame: in which of the drawn scenarios is each cell down at the end of the span?"""

from collections.abc import Iterable, Sequence
from functools import reduce
from heapq import heapify, heappop, heappush
from itertools import accumulate
from operator import and_
from typing import Final

from depaudit.cutoff.curve import Curve, at, held
from depaudit.cutoff.exact.draw import Draw, Mask
from depaudit.cutoff.exact.frame import END, Cell, Frame
from depaudit.cutoff.exact.moments import changes, parts_of

NEVER_DOWN: Final[Curve] = [(0, 0)]


def states(frame: Frame, draw: Draw) -> list[Mask]:
    """For each cell, the scenarios in which it is down at the end of the span."""
    if not frame.settled:
        return _Course(frame, draw).states()
    look = _Look(frame, draw, END)
    start = 0
    for loop in frame.loops:
        look.once(range(start, loop.start))
        look.settle(loop)
        start = loop.stop
    look.once(range(start, len(frame.cells)))
    return look.x


class _Look:
    """The state of cells at one moment: an alternating fixpoint (semantics: "How a loss travels").

    `x` holds what is known of the cells that are read, `y` the same but on a loop; `curves` their past, where
    delays still matter.
    """

    def __init__(self, frame: Frame, draw: Draw, second: int) -> None:
        self.frame, self.draw, self.second = frame, draw, second
        self.cells = frame.cells
        self.delayed = not frame.settled
        self.own = draw.losses(frame, second)
        self.x: list[Mask] = [0] * len(frame.cells)
        self.y: list[Mask] | dict[int, Mask] = self.x
        self.curves: dict[int, list[tuple[int, Mask]]] = {}

    def settle(self, loop: range) -> None:
        """Work out a loop; afterwards `x` holds its states.

        The least Y with Y = (the greatest X with X = F). Start with nothing in Y available, let X recover.
        """
        x = self.x
        self.y = y = {target: x[target] for number in loop for target in self.cells[number].targets}
        y.update(dict.fromkeys(loop, self.draw.full))
        while True:
            for number in loop:
                x[number] = 0
            while self.once(loop):
                pass
            if all(x[number] == y[number] for number in loop):
                break
            for number in loop:
                y[number] = x[number]
        self.y = x

    def once(self, numbers: range) -> bool:
        """Look at some cells, one after the other; whether the state of any has changed."""
        x, changed = self.x, False
        for number in numbers:
            mask = self.down(number)
            if mask != x[number]:
                x[number] = mask
                changed = True
        return changed

    def down(self, number: int) -> Mask:
        """When a cell is down."""
        cell, x = self.cells[number], self.x
        mask: Mask = 0
        if cell.ways:
            mask = self._choice(cell.ways)
        elif cell.quorum is not None:
            mask = self._quorum(cell, *cell.quorum)
        if cell.special:
            mask = self._special(cell) | mask
        for target in cell.needs:
            if lost := x[target]:
                mask = lost | mask if mask else lost
        if self.delayed and number in self.frame.varying:
            return self.draw.loss(cell.node, self.second) | mask
        if lost := self.own.get(number):
            return lost | mask if mask else lost
        return mask

    def _choice(self, ways: tuple[tuple[int, int, int | None], ...]) -> Mask:
        first = self.x[ways[0][0]]
        others: Mask = None
        for target, ready, ends in ways[1:] if first else ():
            if ready <= self.second and (ends is None or self.second < ends):
                lost = self.y[target]
                if not lost:
                    return 0
                others = lost if others is None else lost & others
        return first if others is None else first & others

    def _quorum(self, cell: Cell, count: int, members: tuple[int, ...]) -> Mask:
        y = self.y
        mask = at_least(count, [y[member] for member in members])
        if cell.fact:
            every: Mask = 0
            for member in members:
                every = self.x[member] | every
            mask = self.draw.doubt(cell.fact) & every | mask
        return mask

    def _special(self, cell: Cell) -> Mask:
        mask: Mask = 0
        for target, delay, fact in cell.special:
            part = self.x[target]
            if delay and self.delayed and part:
                past = self.curves.get(target, NEVER_DOWN)
                part = held(past, self.second - delay, self.second - 1) & part
            if fact:
                part = self.draw.doubt(fact) & part
            mask = part | mask
        return mask


class _Course:
    """Cells over time, one component after the other; each is looked at only when something that it reads changes."""

    def __init__(self, frame: Frame, draw: Draw) -> None:
        self.frame = frame
        self.look = _Look(frame, draw, END)
        self.curves = self.look.curves

    def states(self) -> list[Mask]:
        """The states at the end."""
        ever = [False] * len(self.frame.cells)
        last: list[Mask] = [0] * len(self.frame.cells)
        for part in parts_of(self.frame.cells, self.frame.loops):
            if self._reached(part, ever):
                self._follow(part)
                for number in part:
                    curve = self.curves[number]
                    ever[number] = any(bool(mask) for _, mask in curve)
                    last[number] = curve[-1][1]
        return last

    def _reached(self, part: range, ever: list[bool]) -> bool:
        """Whether a loss can reach a component; on a loop there may be losses without any cause."""
        number, frame = part[0], self.frame
        if len(part) > 1 or number in self.look.own or number in frame.varying:
            return True
        return any(ever[target] for target in frame.cells[number].targets)

    def _follow(self, part: range) -> None:
        cells = [self.frame.cells[number] for number in part]
        outside = {target for cell in cells for target in cell.targets}.difference(part)
        inner = {need.delay for cell in cells for need in cell.special if need.target in part}
        agenda = list(self._moments(cells))
        heapify(agenda)
        for number in part:
            self.curves[number] = []
        past = -1
        while agenda:
            second = heappop(agenda)
            if second > past:
                past = second
                if self._step(part, outside, second):
                    for delay in inner:
                        if second + delay <= END:
                            heappush(agenda, second + delay)

    def _moments(self, cells: Iterable[Cell]) -> set[int]:
        found = {0}
        for cell in cells:
            found.update(changes(cell))
            for target in cell.targets:
                found.update(second for second, _ in self.curves.get(target, NEVER_DOWN))
            for target, delay, _ in cell.special:
                found.update(second + delay for second, _ in self.curves.get(target, NEVER_DOWN))
        return {second for second in found if second <= END}

    def _step(self, part: range, outside: Iterable[int], second: int) -> bool:
        """Work out a component at one moment; whether anything in it has changed."""
        look = self.look
        look.second = second
        for target in outside:
            look.x[target] = at(self.curves.get(target, NEVER_DOWN), second)
        if len(part) > 1:
            look.settle(part)
        else:
            look.once(part)
        changed = False
        for number in part:
            curve, mask = self.curves[number], look.x[number]
            if not curve or mask != curve[-1][1]:
                curve.append((second, mask))
                changed = True
        return changed


def at_least(count: int, masks: Sequence[Mask]) -> Mask:
    """The scenarios that are in at least `count` (1 or more) of `masks`: level by level."""
    found: Iterable[Mask] = masks
    for level in range(1, count):
        found = map(and_, masks[level:], accumulate(found, _either))
    return reduce(_either, found, 0)


def _either(before: Mask, mask: Mask) -> Mask:
    """`mask | before`, the same object where one of them is empty: wide masks that are equal are kept once."""
    return mask | before if mask and before else mask or before
