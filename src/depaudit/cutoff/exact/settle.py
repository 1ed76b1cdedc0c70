"""Evaluate a frame: in which of the drawn scenarios is each cell down at the end of the span?"""

from bisect import bisect_right
from typing import NamedTuple

from depaudit.cutoff.exact.draw import Draw, Mask
from depaudit.cutoff.exact.frame import Cell, Frame


def states(frame: Frame, draw: Draw) -> list[Mask]:
    """For each cell, the scenarios in which it is down at the end of the span."""
    histories: dict[int, list[Mask]] = {need.target: [] for cell in frame.cells for need in cell.special}
    found: list[Mask] = []
    for number, second in enumerate(frame.moments):
        found = _Moment(frame, draw, second, Past(frame.moments[:number], histories)).settle()
        for target, history in histories.items():
            history.append(found[target])
    return found


class Past(NamedTuple):
    """What was down at the moments before, for cells that are read with a delay."""

    moments: tuple[int, ...]
    histories: dict[int, list[Mask]]

    def held(self, target: int, start: int, full: Mask) -> Mask:
        """The scenarios in which `target` has been down ever since `start`, up to now."""
        if start < 0:
            return 0
        mask = full
        for piece in self.histories[target][max(bisect_right(self.moments, start) - 1, 0) :]:
            mask = piece & mask
        return mask


class _Moment:
    """The state of every cell at one moment: the alternating fixpoint of appendix A.5."""

    def __init__(self, frame: Frame, draw: Draw, second: int, past: Past) -> None:
        self.frame, self.draw, self.second, self.past = frame, draw, second, past
        self.delayed = not frame.settled
        self.own = [draw.lost(cell.node, second) for cell in frame.cells]
        self.x: list[Mask] = [0] * len(frame.cells)
        self.y = self.x

    def settle(self) -> list[Mask]:
        """The states, component by component."""
        for part in self.frame.parts:
            if len(part) == 1 and part[0] not in self.frame.cells[part[0]].targets():
                self.x[part[0]] = self._down(part[0])
            else:
                self._loop(part)
        return self.x

    def _loop(self, part: tuple[int, ...]) -> None:
        """The least Y with Y = (the greatest X with X = F): start with nothing in Y available, let X recover."""
        self.y = self.x.copy()
        for number in part:
            self.y[number] = self.draw.full
        while True:
            for number in part:
                self.x[number] = 0
            self._spread(part)
            if all(self.x[number] == self.y[number] for number in part):
                break
            for number in part:
                self.y[number] = self.x[number]
        self.y = self.x

    def _spread(self, part: tuple[int, ...]) -> None:
        changed = True
        while changed:
            changed = False
            for number in part:
                mask = self._down(number)
                if mask != self.x[number]:
                    self.x[number] = mask
                    changed = True

    def _down(self, number: int) -> Mask:
        """From the last requirement to the first: diagrams stay small when what is low is joined first."""
        cell, x = self.frame.cells[number], self.x
        mask: Mask = 0
        if cell.quorum is not None:
            mask = self._quorum(cell)
        elif cell.ways:
            mask = self._choice(cell)
        if cell.special:
            mask = self._special(cell) | mask
        for target in reversed(cell.needs):
            mask = x[target] | mask
        return self.own[number] | mask

    def _choice(self, cell: Cell) -> Mask:
        mask = self.draw.full
        for target, ready, ends in reversed(cell.ways[1:]):
            if ready <= self.second and (ends is None or self.second < ends):
                mask = self.y[target] & mask
        return self.x[cell.ways[0][0]] & mask

    def _quorum(self, cell: Cell) -> Mask:
        assert cell.quorum is not None
        count, members = cell.quorum
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
            if delay and self.delayed:
                part = self.past.held(target, self.second - delay, self.draw.full) & part
            if fact:
                part = self.draw.doubt(fact) & part
            mask = part | mask
        return mask


def at_least(count: int, masks: list[Mask], full: Mask) -> Mask:
    """The scenarios that are in at least `count` of `masks`: a bit-sliced counter."""
    if count <= 0:
        return full
    reached: list[Mask] = [full] + [0] * count
    for seen, mask in enumerate(masks, start=1):
        for level in range(min(count, seen), 0, -1):
            reached[level] = mask & reached[level - 1] | reached[level]
    return reached[count]
