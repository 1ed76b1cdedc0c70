"""Families of sets as zero-suppressed diagrams: the minimal solutions of a function, counted without listing them.

Sources: Minato 1993, "Zero-suppressed BDDs"; Rauzy 1993, "New algorithms for fault tree analysis".
"""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from depaudit.cutoff.exact.diagram import BOTTOM, FALSE, SHIFT, TRUE, Diagrams, deep, maker
from depaudit.cutoff.exact.function import Function
from depaudit.cutoff.exact.part import Part

_NONE: Final = 0
_ONLY_THE_EMPTY_SET: Final = 1


class Family:
    """The minimal sets of elements that make a function true; members are the numbers of its elements.

    Counts by order are kept in one integer for each node: the digits to the base 2^`width`.
    """

    def __init__(self, function: Function, budget: int) -> None:
        self.size = 0
        self._width = function.size + 1
        self._single = 1 << self._width
        self._parts: list[_Sets] = []
        self._elements = function.size
        with deep(max(len(part.inputs) for part in function.parts)):
            for part in function.parts:
                found = _Sets(part, budget - self.size)
                self.size += len(found.level)
                self._parts.append(found)
                found.count(self._weight)

    def _weight(self, number: int) -> int:
        """The counts of what one variable stands for: an element, or the sets of an earlier part."""
        if number < self._elements:
            return self._single
        part = self._parts[number - self._elements]
        return part.counts[part.top]

    def _digit(self, counts: int, order: int) -> int:
        return counts >> self._width * order & self._single - 1

    def counts(self) -> dict[int, int]:
        """How many sets there are of each order."""
        total = self._parts[-1].counts[self._parts[-1].top]
        orders = range(total.bit_length() // self._width + 1)
        return {order: count for order in orders if (count := self._digit(total, order))}

    def of_order(self, order: int, most: int | None = None) -> Iterator[tuple[int, ...]]:
        """The sets with `order` members, each rising; at most `most` of them. Dead ends are never entered."""
        return islice(self._walk(order), most)

    def _walk(self, order: int) -> Iterator[tuple[int, ...]]:
        """What is still to be gone through is a chain: (part, node, members to be found there, what comes after)."""
        stack: list[tuple[_Chain, tuple[int, ...]]] = [((self._parts[-1], self._parts[-1].top, order, None), ())]
        while stack:
            (part, node, missing, after), members = stack.pop()
            if not self._digit(part.counts[node], missing):
                continue
            if node == _ONLY_THE_EMPTY_SET:
                if after is None:
                    yield tuple(sorted(members))
                else:
                    stack.append((after, members))
                continue
            stack.append(((part, part.low[node], missing, after), members))
            number = part.inputs[part.level[node]]
            if number < self._elements:
                stack.append(((part, part.high[node], missing - 1, after), (*members, number)))
                continue
            inner = self._parts[number - self._elements]
            for some in range(missing, 0, -1):
                rest = (part, part.high[node], missing - some, after)
                if self._digit(part.counts[rest[1]], missing - some):
                    stack.append(((inner, inner.top, some, rest), members))


class _Sets:
    """The minimal sets of one part; `counts` by node, once counted."""

    def __init__(self, part: Part, budget: int) -> None:
        self.inputs = part.inputs
        self.level = [BOTTOM, BOTTOM]
        self.high = [_NONE, _NONE]
        self.low = [_NONE, _NONE]
        self.counts = [0, 1]
        self._node = maker(self.level, self.high, self.low, budget)
        self.top = self._minimal(part.diagrams, part.top, self._without(part.diagrams))

    def count(self, weight: Callable[[int], int]) -> None:
        """How many sets of each order stand under each node; nodes come after what they lead to."""
        weights = [weight(number) for number in self.inputs]
        counts = self.counts
        for node in range(2, len(self.level)):
            counts.append(counts[self.high[node]] * weights[self.level[node]] + counts[self.low[node]])

    def _minimal(self, diagrams: Diagrams, top: int, without: Callable[[int, int], int]) -> int:
        found = {FALSE: _NONE, TRUE: _ONLY_THE_EMPTY_SET}
        node, level, high, low = self._node, diagrams.level, diagrams.high, diagrams.low
        for number in diagrams.under(top):
            absent = found[low[number]]
            present = without(found[high[number]], low[number])
            found[number] = node(level[number], present, absent) if present else absent
        return found[top]

    def _without(self, diagrams: Diagrams) -> Callable[[int, int], int]:
        """The sets of a family that do not make a function true. What is minimal stays so: no node is left out."""
        level, high, low, node = self.level, self.high, self.low, self._node
        asks, then, other = diagrams.level, diagrams.high, diagrams.low
        memory: dict[int, int] = {}

        def without(sets: int, function: int) -> int:
            if function == TRUE:
                return _NONE
            if sets <= _ONLY_THE_EMPTY_SET:
                return sets
            at = level[sets]
            while asks[function] < at:
                function = other[function]
            if function == FALSE:
                return sets
            key = sets << SHIFT | function
            found = memory.get(key)
            if found is None:
                if at < asks[function]:
                    present, absent = without(high[sets], function), without(low[sets], function)
                else:
                    present, absent = without(high[sets], then[function]), without(low[sets], other[function])
                found = memory[key] = node(at, present, absent) if present else absent
            return found

        return without


_Chain = tuple[_Sets, int, int, "_Chain | None"]
