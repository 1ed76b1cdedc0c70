"""Minimal cut sets (semantics: "Cut sets and the ladder"): of one service exactly, or of many nodes at once."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from depaudit.cutoff.batch import has_unknowns
from depaudit.cutoff.exact import table
from depaudit.cutoff.exact.diagram import NODES, OverBudgetError
from depaudit.cutoff.exact.draw import known
from depaudit.cutoff.exact.elements import ElementIndex, Level, elements_of, reach
from depaudit.cutoff.exact.frame import Frame, frame_of, under
from depaudit.cutoff.exact.search import CutFamily, Elements, by_diagram, by_table, cut_family, search
from depaudit.cutoff.scenario import Selector
from depaudit.graph.types import Graph

SMALL_TABLE: Final = 12

Counts = tuple[tuple[int, int], ...]
"""Pairs of an order and how many minimal sets there are of it."""


class Sets(NamedTuple):
    """Minimal sets of a node: those that stop it for certain, and those that do so only if unknowns are real.

    `limit` is the largest order that was searched in full. `counts`: how many there are of every order at the worse
    answer, listed or not; None where that was not found on the way.
    """

    certain: tuple[tuple[str, ...], ...]
    possible: tuple[tuple[str, ...], ...]
    limit: int
    counts: Counts | None = None


class ServiceSets(NamedTuple):
    """The cut sets of one service, by what is `known` and at `worst` (the same object where nothing is unknown)."""

    known: CutFamily
    worst: CutFamily


def service_sets(graph: Graph, home: Iterable[str], node: int, level: Level, *, budget: int = NODES) -> ServiceSets:
    """The minimal sets of states, vendors or leaf components that leave `node` down at the end of the year.

    `home` is as declared. `budget`: how many nodes a decision diagram may have before bounded orders take its place.
    """
    elements = elements_of(graph, home, level)
    return sets_over(graph, node, elements, budget=budget)


def sets_over(graph: Graph, node: int, elements: Sequence[Selector], *, budget: int = NODES) -> ServiceSets:
    """The same, over elements of any kind."""
    frame = frame_of(graph, [node])
    known = cut_family(frame, node, elements, worst=False, budget=budget)
    if not has_unknowns(graph):
        return ServiceSets(known, known)
    return ServiceSets(known, cut_family(frame, node, elements, worst=True, budget=budget))


class Work:
    """Cells and diagram nodes that may still be looked at: `left` in all, `each` for one service."""

    def __init__(self, left: int, each: int) -> None:
        self.left, self.each = left, each

    def allowance(self) -> int:
        """What the next service may take."""
        return min(self.left, self.each)

    def spend(self, amount: int) -> None:
        """Take `amount`."""
        self.left = max(self.left - amount, 0)


def counted_sets(
    graph: Graph,
    node: int,
    elements: Sequence[Selector],
    work: Work,
    index: ElementIndex | None = None,
) -> Counts | None:
    """The exact number of minimal sets of each order at the worse answer; None where `work` does not suffice."""
    budget = work.allowance()
    try:
        frame = frame_of(graph, [node], most=budget)
        near = reach(frame, node, elements, index=index)
        if len(near.elements) <= SMALL_TABLE:
            work.spend(len(frame.cells))
            return tuple(by_table(frame, node, near.elements, worst=True).counts().items())
        function, family = by_diagram(frame, node, near.elements, worst=True, budget=budget)
    except OverBudgetError:
        work.spend(budget)
        return None
    work.spend(len(frame.cells) + function.nodes + family.size)
    counts = family.counts()
    return () if 0 in counts else tuple(counts.items())


def takes(graph: Graph, node: int, work: Work) -> bool:
    """Whether `work` suffices for what is under `node`; takes it. A limit is the same however sets are found."""
    budget = work.allowance()
    try:
        work.spend(len(under(graph, [node], budget)))
    except OverBudgetError:
        work.spend(budget)
        return False
    return True


def minimal_sets(
    graph: Graph, nodes: Sequence[int], elements: Sequence[Selector], max_order: int, frame: Frame | None = None
) -> dict[int, Sets]:
    """Minimal sets of `elements`, up to `max_order` of them, whose loss leaves each node down at the end of the year.

    Orders with more than `MOST_COMBINATIONS` sets are not searched; `limit` then says where it stopped. A node
    that is down without any cut has no sets. `frame`: of `nodes`, for those who ask about them twice.
    """
    frame = frame or frame_of(graph, nodes)
    if len(elements) <= SMALL_TABLE:
        return _by_tables(frame, nodes, elements, max_order)
    certain, limit = search(frame, nodes, elements, max_order, worst=False)
    possible = search(frame, nodes, elements, max_order, worst=True)[0] if has_unknowns(graph) else certain
    return {
        node: Sets(_named(certain[node], elements), _named(possible[node] - certain[node], elements), limit)
        for node in nodes
    }


def _by_tables(frame: Frame, nodes: Sequence[int], elements: Sequence[Selector], max_order: int) -> dict[int, Sets]:
    """All subsets at once, for all nodes at once; nodes with the same tables have the same sets."""
    worst = table.truth_tables(frame, nodes, elements, None)
    sure = table.truth_tables(frame, nodes, elements, known) if has_unknowns(frame.graph) else worst
    tables = dict(zip(nodes, zip(sure, worst, strict=True), strict=True))
    found = {pair: _of_tables(*pair, elements, max_order) for pair in set(tables.values())}
    return {node: found[pair] for node, pair in tables.items()}


def _of_tables(sure: int, worst: int, elements: Sequence[Selector], max_order: int) -> Sets:
    certain = {members for members in table.sets_of(sure, len(elements)) if len(members) <= max_order}
    every = table.sets_of(worst, len(elements))
    possible = {members for members in every if len(members) <= max_order} - certain
    counts = tuple(sorted(Counter(map(len, every)).items()))
    return Sets(_named(certain, elements), _named(possible, elements), min(max_order, len(elements)), counts)


def _named(sets: Iterable[Elements], elements: Sequence[Selector]) -> tuple[tuple[str, ...], ...]:
    names = [tuple(sorted(elements[number].name for number in members)) for members in sets]
    return tuple(sorted(names, key=lambda name: (len(name), name)))
