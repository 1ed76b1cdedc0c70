"""Reduced ordered binary decision diagrams of monotone functions, and formulas that behave like masks.

Source: Bryant 1986, "Graph-based algorithms for Boolean function manipulation".
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

FALSE: Final = 0
TRUE: Final = 1
BOTTOM: Final = 1 << 30
"""The level of what asks for no variable any more."""
SHIFT: Final = 32
NODES: Final = 1_000_000
"""Nodes that a diagram may have where nothing else is said: some hundreds of megabytes."""
_FRAMES_PER_LEVEL: Final = 3


class OverBudgetError(Exception):
    """A diagram has more nodes than it may have."""


class Diagrams:
    """Diagrams over one order of variables; equal functions are one number, 0 is false and 1 is true.

    `level`, `high` and `low` are, by number: the variable that a node asks for, and where it goes if that is true
    or false. What a node leads to always has a smaller number.
    """

    def __init__(self, budget: int) -> None:
        self.level = [BOTTOM, BOTTOM]
        self.high = [FALSE, TRUE]
        self.low = [FALSE, TRUE]
        self._under: dict[int, Sequence[int]] = {}
        self.node = maker(self.level, self.high, self.low, budget)
        self.either = _joiner(self.level, self.high, self.low, self.node, dominant=TRUE, neutral=FALSE)
        self.both = _joiner(self.level, self.high, self.low, self.node, dominant=FALSE, neutral=TRUE)

    def variable(self, level: int) -> "Formula":
        """The formula that is true where the variable at `level` is."""
        return Formula(self, self.node(level, TRUE, FALSE))

    def true(self) -> "Formula":
        """The formula that is always true."""
        return Formula(self, TRUE)

    def dual(self, top: int) -> int:
        """The function that is true where `top` is false with every variable turned round: what spares, not stops."""
        turned = {FALSE: TRUE, TRUE: FALSE}
        for node in self.under(top):
            turned[node] = self.node(self.level[node], turned[self.low[node]], turned[self.high[node]])
        return turned[top]

    def under(self, top: int) -> Sequence[int]:
        """The inner nodes that `top` leads to, itself included, what is led to first; looked for once."""
        if (known := self._under.get(top)) is None:
            known = self._under[top] = self._led_to(top)
        return known

    def _led_to(self, top: int) -> Sequence[int]:
        found = {top}
        waiting = [top]
        high, low = self.high, self.low
        while waiting:
            node = waiting.pop()
            for target in (high[node], low[node]):
                if target not in found:
                    found.add(target)
                    waiting.append(target)
        return sorted(found - {FALSE, TRUE})


class Formula:
    """A monotone function, used like a mask: `|`, `&` and equality; the integer 0 stands for what is never true."""

    __slots__ = ("diagrams", "node")

    def __init__(self, diagrams: Diagrams, node: int) -> None:
        self.diagrams = diagrams
        self.node = node

    def __or__(self, other: "Formula | int") -> "Formula":
        if not isinstance(other, Formula):
            return self
        return Formula(self.diagrams, self.diagrams.either(self.node, other.node))

    def __and__(self, other: "Formula | int") -> "Formula | int":
        if not isinstance(other, Formula):
            return 0
        return Formula(self.diagrams, self.diagrams.both(self.node, other.node))

    __ror__ = __or__
    __rand__ = __and__

    def __bool__(self) -> bool:
        return self.node != FALSE

    def __eq__(self, other: object) -> bool:
        return self.node == (other.node if isinstance(other, Formula) else other)

    def __hash__(self) -> int:
        return hash(self.node)


def number_of(mask: "Formula | int") -> int:
    """The diagram of a mask: that of a formula, or false for 0."""
    return mask.node if isinstance(mask, Formula) else FALSE


@contextmanager
def deep(levels: int) -> Iterator[None]:
    """Room on the stack for recursion through `levels` variables. Calls between Python functions need no C stack."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _FRAMES_PER_LEVEL * levels + before))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def maker(level: list[int], high: list[int], low: list[int], budget: int) -> Callable[[int, int, int], int]:
    """Nodes by what they ask for and where they lead, each made once. Raises OverBudgetError past `budget`.

    Nobody asks for a node that leads to one place either way.
    """
    unique: defaultdict[int, dict[int, int]] = defaultdict(dict)

    def node(at: int, then: int, other: int) -> int:
        here = unique[at]
        key = then << SHIFT | other
        number = here.get(key)
        if number is None:
            number = len(level)
            if number > budget:
                raise OverBudgetError
            here[key] = number
            level.append(at)
            high.append(then)
            low.append(other)
        return number

    return node


def _joiner(
    level: list[int],
    high: list[int],
    low: list[int],
    node: Callable[[int, int, int], int],
    *,
    dominant: int,
    neutral: int,
) -> Callable[[int, int], int]:
    """Disjunction (`dominant` true) or conjunction (`dominant` false) of two diagrams."""
    memory: dict[int, int] = {}

    def join(one: int, two: int) -> int:
        if one == two or two == neutral:
            return one
        if one == neutral:
            return two
        if one == dominant or two == dominant:
            return dominant
        if one > two:
            one, two = two, one
        key = one << SHIFT | two
        found = memory.get(key)
        if found is None:
            at, below = level[one], level[two]
            if at == below:
                then, other = join(high[one], high[two]), join(low[one], low[two])
            elif at < below:
                then, other = join(high[one], two), join(low[one], two)
            else:
                at = below
                then, other = join(one, high[two]), join(one, low[two])
            found = memory[key] = other if then == other else node(at, then, other)
        return found

    return join
