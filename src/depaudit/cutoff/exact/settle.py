"""Evaluate a frame: in which of the drawn scenarios is each cell down at the end of the span?"""

from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from typing import Final

from depaudit.cutoff.curve import Curve, at, held
from depaudit.cutoff.exact.draw import Draw, Mask
from depaudit.cutoff.exact.frame import END, Cell, Frame
from depaudit.cutoff.exact.moments import changes

NEVER_DOWN: Final[Curve] = [(0, 0)]


def states(frame: Frame, draw: Draw) -> list[Mask]:
    """For each cell, the scenarios in which it is down at the end of the span."""
    if not frame.settled:
        return _Course(frame, draw).states()
    look = _Look(frame, draw, END)
    x, y, own, cells = look.x, look.y, look.own, frame.cells
    for part in _reached(frame, own, x):
        number = part[0]
        if len(part) > 1:
            look.settle(part)
        elif cells[number].targets:
            x[number] = y[number] = look.down(number)
        else:
            x[number] = y[number] = own[number]
    return x


def _reached(frame: Frame, own: Iterable[int], down: list[Mask]) -> Iterable[tuple[int, ...]]:
    """The components that a loss can reach, what is read first; on a loop there may be losses without any cause.

    `down` is looked at after each component, to see whether it passes anything on.
    """
    reached = bytearray(len(frame.cells))
    for number in own:
        reached[number] = 1
    for part in frame.parts:
        if len(part) > 1 or reached[part[0]]:
            yield part
            for number in part:
                if down[number]:
                    for user in frame.users[number]:
                        reached[user] = 1


class _Look:
    """The state of cells at one moment: an alternating fixpoint (semantics: "How a loss travels").

    `x` and `y` hold what is known of the cells that are read; `curves` their past, where delays still matter.
    """

    def __init__(self, frame: Frame, draw: Draw, second: int) -> None:
        self.frame, self.draw, self.second = frame, draw, second
        self.delayed = not frame.settled
        self.own = draw.losses(frame, second)
        self.x: list[Mask] = [0] * len(frame.cells)
        self.y: list[Mask] = [0] * len(frame.cells)
        self.curves: dict[int, Curve] = {}

    def settle(self, part: tuple[int, ...]) -> None:
        """Work out one component; afterwards `x` and `y` hold its states.

        On a loop: the least Y with Y = (the greatest X with X = F). Start with nothing in Y available, let X recover.
        """
        x, y = self.x, self.y
        if len(part) == 1:
            x[part[0]] = y[part[0]] = self.down(part[0])
            return
        for number in part:
            y[number] = self.draw.full
        while True:
            for number in part:
                x[number] = 0
            self._spread(part)
            if all(x[number] == y[number] for number in part):
                return
            for number in part:
                y[number] = x[number]

    def _spread(self, part: tuple[int, ...]) -> None:
        changed = True
        while changed:
            changed = False
            for number in part:
                mask = self.down(number)
                if mask != self.x[number]:
                    self.x[number] = mask
                    changed = True

    def down(self, number: int) -> Mask:
        """When a cell is down. Last requirements come first: diagrams stay small when what is low is joined first."""
        cell, x = self.frame.cells[number], self.x
        mask: Mask = 0
        if cell.quorum is not None:
            mask = self._quorum(cell, *cell.quorum)
        elif cell.ways:
            mask = self._choice(cell)
        if cell.special:
            mask = self._special(cell) | mask
        for target in reversed(cell.needs):
            if lost := x[target]:
                mask = lost | mask if mask else lost
        if self.delayed and number in self.frame.varying:
            return self.draw.loss(cell.node, self.second) | mask
        lost = self.own.get(number)
        return mask if lost is None else lost | mask

    def _choice(self, cell: Cell) -> Mask:
        first = self.x[cell.ways[0][0]]
        mask: Mask = None
        for target, ready, ends in reversed(cell.ways[1:]) if first else ():
            if ready <= self.second and (ends is None or self.second < ends):
                lost = self.y[target]
                if not lost:
                    return 0
                mask = lost if mask is None else lost & mask
        return first if mask is None else first & mask

    def _quorum(self, cell: Cell, count: int, members: tuple[int, ...]) -> Mask:
        masks = [self.y[member] for member in reversed(members)]
        mask = at_least(count, masks, self.draw.full)
        if cell.fact:
            every: Mask = 0
            for member in reversed(members):
                every = self.x[member] | every
            mask = self.draw.doubt(cell.fact) & every | mask
        return mask

    def _special(self, cell: Cell) -> Mask:
        mask: Mask = 0
        for target, delay, fact in reversed(cell.special):
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
        ever: list[Mask] = [0] * len(self.frame.cells)
        last: list[Mask] = [0] * len(self.frame.cells)
        for part in _reached(self.frame, (*self.look.own, *self.frame.varying), ever):
            self._follow(part)
            for number in part:
                curve = self.curves[number]
                ever[number] = any(bool(mask) for _, mask in curve)
                last[number] = curve[-1][1]
        return last

    def _follow(self, part: tuple[int, ...]) -> None:
        inside = set(part)
        cells = [self.frame.cells[number] for number in part]
        outside = {target for cell in cells for target in cell.targets} - inside
        inner = {need.delay for cell in cells for need in cell.special if need.target in inside}
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

    def _step(self, part: tuple[int, ...], outside: Iterable[int], second: int) -> bool:
        """Work out a component at one moment; whether anything in it has changed."""
        look = self.look
        look.second = second
        for target in outside:
            look.x[target] = look.y[target] = at(self.curves.get(target, NEVER_DOWN), second)
        look.settle(part)
        changed = False
        for number in part:
            curve, mask = self.curves[number], look.x[number]
            if not curve or mask != curve[-1][1]:
                curve.append((second, mask))
                changed = True
        return changed


def at_least(count: int, masks: list[Mask], full: Mask) -> Mask:
    """The scenarios that are in at least `count` (1 or more) of `masks`: a bit-sliced counter."""
    reached: list[Mask] = [full] + [0] * count
    for seen, mask in enumerate(masks, start=1):
        if not mask:
            continue
        for level in range(min(count, seen), 1, -1):
            if reached[level - 1]:
                reached[level] = mask & reached[level - 1] | reached[level]
        reached[1] = mask | reached[1]
    return reached[count]
