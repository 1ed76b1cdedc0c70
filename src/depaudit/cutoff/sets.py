"""Minimal cut sets (appendix A.11): of one service exactly, or of many nodes at once by bounded orders."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, islice
from math import comb
from typing import Final, NamedTuple

from depaudit.cutoff.batch import has_unknowns
from depaudit.cutoff.curve import at, bits_of
from depaudit.cutoff.evaluate import Run
from depaudit.cutoff.exact.elements import Level, elements_of
from depaudit.cutoff.exact.frame import Frame, frame_of
from depaudit.cutoff.exact.function import NODES
from depaudit.cutoff.exact.moments import TooManyMomentsError
from depaudit.cutoff.exact.search import (
    BLOCK,
    MOST_COMBINATIONS,
    CutFamily,
    Elements,
    Listed,
    cut_family,
    has_subset,
    search,
)
from depaudit.cutoff.plan import make_plan
from depaudit.cutoff.scenario import NOT_FOUND, Cutoff, Pulls, Selector
from depaudit.graph.types import Graph
from depaudit.model.duration import YEAR

MOST_SUBSETS: Final = 1 << 16


class Sets(NamedTuple):
    """Minimal sets of a node: those that stop it for certain, and those that do so only if unknowns are real.

    `limit` is the largest order that was searched in full.
    """

    certain: tuple[tuple[str, ...], ...]
    possible: tuple[tuple[str, ...], ...]
    limit: int


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
    known = _family(graph, node, elements, worst=False, budget=budget)
    if not has_unknowns(graph):
        return ServiceSets(known, known)
    return ServiceSets(known, _family(graph, node, elements, worst=True, budget=budget))


def _family(graph: Graph, node: int, elements: Sequence[Selector], *, worst: bool, budget: int) -> CutFamily:
    try:
        return cut_family(frame_of(graph, [node]), node, elements, worst=worst, budget=budget)
    except TooManyMomentsError:
        most = None if 1 << len(elements) <= MOST_SUBSETS else len(elements)
        found, limit = _engine_search(graph, [node], elements, most, worst=worst)
        complete = limit == len(elements)
        return CutFamily(tuple(elements), Listed(found[node]), "bounded", None if complete else limit)


def minimal_sets(graph: Graph, nodes: Sequence[int], elements: Sequence[Selector], max_order: int) -> dict[int, Sets]:
    """Minimal sets of `elements`, up to `max_order` of them, whose loss leaves each node down at the end of the year.

    Orders with more than `MOST_COMBINATIONS` sets are not searched; `limit` then says where it stopped. A node
    that is down without any cut has no sets.
    """
    certain, limit = _search(graph, nodes, elements, max_order, worst=False)
    possible = _search(graph, nodes, elements, max_order, worst=True)[0] if has_unknowns(graph) else certain
    return {
        node: Sets(_named(certain[node], elements), _named(possible[node] - certain[node], elements), limit)
        for node in nodes
    }


def _named(sets: Iterable[Elements], elements: Sequence[Selector]) -> tuple[tuple[str, ...], ...]:
    names = [tuple(sorted(elements[number].name for number in members)) for members in sets]
    return tuple(sorted(names, key=lambda name: (len(name), name)))


def _search(
    graph: Graph, nodes: Sequence[int], elements: Sequence[Selector], max_order: int, *, worst: bool
) -> tuple[dict[int, set[Elements]], int]:
    try:
        frame: Frame = frame_of(graph, nodes)
    except TooManyMomentsError:
        return _engine_search(graph, nodes, elements, max_order, worst=worst)
    return search(frame, nodes, elements, max_order, worst=worst)


def _engine_search(
    graph: Graph, nodes: Sequence[int], elements: Sequence[Selector], max_order: int | None, *, worst: bool
) -> tuple[dict[int, set[Elements]], int]:
    """The same search by the engine that goes forward in time, for graphs that change too often to be unrolled."""
    plan = make_plan(graph, NOT_FOUND, unknown=worst)
    found: dict[int, set[Elements]] = {node: set() for node in nodes}
    limit = 0
    for order in range((len(elements) if max_order is None else min(max_order, len(elements))) + 1):
        if comb(len(elements), order) > MOST_COMBINATIONS:
            break
        limit = order
        for block in _blocks(combinations(range(len(elements)), order)):
            cutoffs = [Cutoff("", "scenario", tuple(elements[number] for number in members)) for members in block]
            run = Run(plan, Pulls(cutoffs, graph), YEAR)
            for node in nodes:
                for bit in bits_of(at(run.curves[node], YEAR)):
                    if not has_subset(found[node], block[bit]):
                        found[node].add(block[bit])
    return {node: set() if () in sets else sets for node, sets in found.items()}, limit


def _blocks(sets: Iterator[Elements]) -> Iterator[list[Elements]]:
    while block := list(islice(sets, BLOCK)):
        yield block
