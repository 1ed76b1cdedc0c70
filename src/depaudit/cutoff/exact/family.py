"""Families of sets as zero-suppressed diagrams: the minimal solutions of a function, counted without listing them.

Sources: Minato 1993, "Zero-suppressed BDDs"; Rauzy 1993, "New algorithms for fault tree analysis".
"""

from collections.abc import Callable, Iterator
from itertools import islice
from operator import add
from typing import Final

from depaudit.cutoff.exact.diagram import FALSE, TRUE, Diagrams, deep, maker

_BOTTOM: Final = 1 << 30
_SHIFT: Final = 32
_NONE: Final = 0
_ONLY_THE_EMPTY_SET: Final = 1


class Family:
    """The minimal sets of levels that make a function true."""

    def __init__(self, diagrams: Diagrams, top: int, levels: int, budget: int) -> None:
        self.level = [_BOTTOM, _BOTTOM]
        self.high = [_NONE, _NONE]
        self.low = [_NONE, _NONE]
        self._node = maker(self.level, self.high, self.low, budget, zero_suppressed=True)
        self._levels = levels
        with deep(2 * levels):
            self.top = self._minimal(diagrams, top, self._without())
        self._orders = self._count()

    def counts(self) -> dict[int, int]:
        """How many sets there are of each order."""
        return {order: count for order, count in enumerate(self._orders[self.top]) if count}

    def of_order(self, order: int, most: int | None = None) -> Iterator[tuple[int, ...]]:
        """The sets with `order` members, as rising levels; at most `most` of them. Dead ends are never entered."""
        return islice(self._walk(order), most)

    def _walk(self, order: int) -> Iterator[tuple[int, ...]]:
        stack: list[tuple[int, int, tuple[int, ...]]] = [(self.top, order, ())]
        while stack:
            node, missing, members = stack.pop()
            counts = self._orders[node]
            if missing >= len(counts) or not counts[missing]:
                continue
            if node == _ONLY_THE_EMPTY_SET:
                yield members
                continue
            stack.append((self.low[node], missing, members))
            stack.append((self.high[node], missing - 1, (*members, self.level[node])))

    def _minimal(self, diagrams: Diagrams, top: int, without: Callable[[int, int], int]) -> int:
        found = {FALSE: _NONE, TRUE: _ONLY_THE_EMPTY_SET}
        for node in diagrams.under(top):
            absent = found[diagrams.low[node]]
            present = without(found[diagrams.high[node]], absent)
            found[node] = self._node(diagrams.level[node], present, absent)
        return found[top]

    def _without(self) -> Callable[[int, int], int]:
        """The sets of one family that include no set of another."""
        level, high, low, node = self.level, self.high, self.low, self._node
        memory: dict[int, int] = {}

        def without(one: int, other: int) -> int:
            at = level[one]
            while level[other] < at:
                other = low[other]
            if other == _NONE or one <= _ONLY_THE_EMPTY_SET:
                return _NONE if other == _ONLY_THE_EMPTY_SET else one
            if other in (_ONLY_THE_EMPTY_SET, one):
                return _NONE
            key = one << _SHIFT | other
            found = memory.get(key)
            if found is None:
                if at < level[other]:
                    found = node(at, without(high[one], other), without(low[one], other))
                else:
                    rest = low[other]
                    present = without(high[one], high[other])
                    if present and rest:
                        present = without(present, rest)
                    found = node(at, present, without(low[one], rest))
                memory[key] = found
            return found

        return without

    def _count(self) -> list[tuple[int, ...]]:
        """For each node, how many sets of each order stand under it; nodes come after what they lead to."""
        counts: list[tuple[int, ...]] = [(), (1,)]
        for then, other in zip(self.high[2:], self.low[2:], strict=True):
            here, rest = (0, *counts[then]), counts[other]
            size = len(rest) - len(here)
            longer, shorter = (here, rest) if size <= 0 else (rest, here)
            counts.append((*map(add, longer, shorter), *longer[len(shorter) :]))
        return counts
