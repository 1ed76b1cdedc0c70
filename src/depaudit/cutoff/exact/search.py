"""Minimal cut sets of one node: by truth table, else by decision diagram, else by bounded orders that say so."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, islice
from math import comb
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, Protocol

from depaudit.cutoff.curve import bits_of
from depaudit.cutoff.exact import lanes, table
from depaudit.cutoff.exact.diagram import NODES, OverBudgetError
from depaudit.cutoff.exact.draw import Draw, known
from depaudit.cutoff.exact.elements import reach
from depaudit.cutoff.exact.frame import Frame
from depaudit.cutoff.exact.settle import states
from depaudit.cutoff.scenario import Selector

if TYPE_CHECKING:
    from depaudit.cutoff.exact.family import Family
    from depaudit.cutoff.exact.function import Function

Method = Literal["table", "diagram", "bounded"]
Elements = tuple[int, ...]
MOST_COMBINATIONS: Final = 200_000


class Sets(Protocol):
    """A family of minimal sets, counted and listed by order; members are numbers of elements."""

    def counts(self) -> dict[int, int]:
        """How many sets there are of each order."""

    def of_order(self, order: int, most: int | None = None) -> Iterator[Elements]:
        """The sets of one order, at most `most` of them."""


class CutFamily(NamedTuple):
    """The minimal cut sets of one node. `limit`: the largest order searched; None where all of them are here."""

    elements: tuple[Selector, ...]
    sets: Sets
    method: Method
    limit: int | None = None

    def counts(self) -> dict[int, int]:
        """How many sets there are of each order (up to `limit`)."""
        return self.sets.counts()

    def named(self, max_order: int | None = None, most: int | None = None) -> list[tuple[str, ...]]:
        """The sets by their names, small ones first, up to `max_order`, at most `most` of them."""
        found: list[tuple[str, ...]] = []
        for order in self.counts():
            if max_order is not None and order > max_order:
                break
            room = None if most is None else most - len(found)
            found += sorted(self._named(members) for members in self.sets.of_order(order, room))
        return found

    def _named(self, members: Elements) -> tuple[str, ...]:
        return tuple(sorted(self.elements[number].name for number in members))


class Listed:
    """A family that is small enough to be kept as a list."""

    def __init__(self, sets: Iterable[Elements]) -> None:
        self._sets = sorted(sets, key=lambda members: (len(members), members))

    def counts(self) -> dict[int, int]:
        """How many sets there are of each order."""
        return dict(sorted(Counter(map(len, self._sets)).items()))

    def of_order(self, order: int, most: int | None = None) -> Iterator[Elements]:
        """The sets of one order."""
        return islice((members for members in self._sets if len(members) == order), most)


def cut_family(
    frame: Frame, top: int, elements: Sequence[Selector], *, worst: bool, budget: int = NODES
) -> CutFamily:
    """The minimal sets of `elements` that leave `top` (a node of the graph) down at the end of the span.

    A node that is down without any cut has none. `worst`: everything unknown is as bad as it may be. `budget`: the
    nodes that a diagram may have before the search falls back to bounded orders.
    """
    near = reach(frame, top, elements)
    if len(near.elements) <= table.MOST_ELEMENTS:
        return by_table(near.frame, top, near.elements, worst=worst)
    try:
        function, family = by_diagram(frame, top, elements, worst=worst, budget=budget)
        return CutFamily(function.elements, _sound(family), "diagram")
    except OverBudgetError:
        sets, limit = search(frame, [top], near.elements, None, worst=worst)
        return CutFamily(near.elements, Listed(sets[top]), "bounded", limit)


def _sound(family: "Family") -> Sets:
    return Listed(()) if 0 in family.counts() else family


def by_table(frame: Frame, top: int, elements: tuple[Selector, ...], *, worst: bool) -> CutFamily:
    """The minimal sets of a few elements, found by trying all their subsets at once."""
    (truth,) = table.truth_tables(frame, [top], elements, None if worst else known)
    return CutFamily(elements, Listed(table.sets_of(truth, len(elements))), "table")


def by_diagram(
    frame: Frame, top: int, elements: Sequence[Selector], *, worst: bool, budget: int
) -> "tuple[Function, Family]":
    """The function of `elements` and its minimal sets. Raises OverBudgetError.

    What draws diagrams is loaded here: a table does for services that stand on few things.
    """
    from depaudit.cutoff.exact.family import Family
    from depaudit.cutoff.exact.function import function_of

    function = function_of(frame, top, elements, worst=worst, budget=budget)
    return function, Family(function, budget)


def search(
    frame: Frame, tops: Sequence[int], elements: Sequence[Selector], max_order: int | None, *, worst: bool
) -> tuple[dict[int, set[Elements]], int]:
    """Minimal sets of each of `tops` by trying all sets of rising order, and the last order that was tried in full.

    Stops at `max_order`, or before the first order with more than `MOST_COMBINATIONS` sets.
    """
    found: dict[int, set[Elements]] = {top: set() for top in tops}
    limit = 0
    for order in range((len(elements) if max_order is None else min(max_order, len(elements))) + 1):
        if order > 1 and comb(len(elements), order) > MOST_COMBINATIONS:
            break
        limit = order
        for block, sets in lanes.of_order(len(elements), order, lanes.width(len(frame.cells))):
            masks = [(one, mask) for one, mask in zip(elements, block.masks, strict=True) if mask]
            draw = Draw.worst(frame.graph, block.full, masks) if worst else Draw(frame.graph, block.full, masks)
            down = states(frame, draw)
            for top in tops:
                for bit in bits_of(down[frame.cell_of[top]]):
                    if not has_subset(found[top], sets[bit]):
                        found[top].add(sets[bit])
    return {top: set() if () in sets else sets for top, sets in found.items()}, limit


def has_subset(sets: set[Elements], members: Elements) -> bool:
    """Whether a proper subset of `members` is among `sets`."""
    return any(part in sets for order in range(len(members)) for part in combinations(members, order))
