"""Minimal cut sets by bounded orders: singles, pairs, triples, each a bit, evaluated in blocks (appendix A.11)."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, islice
from typing import Final, NamedTuple

from depaudit.cutoff.batch import has_unknowns
from depaudit.cutoff.curve import at, bits_of
from depaudit.cutoff.evaluate import Run
from depaudit.cutoff.plan import make_plan
from depaudit.cutoff.scenario import NOT_FOUND, Cutoff, Pulls, Selector
from depaudit.graph.types import Graph
from depaudit.model.duration import YEAR

BLOCK: Final = 4_096
MOST_COMBINATIONS: Final = 200_000

Elements = tuple[int, ...]


class Sets(NamedTuple):
    """Minimal sets of a node: those that stop it for certain, and those that do so only if unknowns are real.

    `limit` is the largest order that was searched in full.
    """

    certain: tuple[tuple[str, ...], ...]
    possible: tuple[tuple[str, ...], ...]
    limit: int


def minimal_sets(graph: Graph, nodes: Sequence[int], elements: Sequence[Selector], max_order: int) -> dict[int, Sets]:
    """Minimal sets of `elements`, up to `max_order` of them, whose loss leaves each node down at the end of the year.

    Orders with more than `MOST_COMBINATIONS` sets are not searched; `limit` then says where it stopped. A node
    that is down without any cut has no sets.
    """
    certain = _search(graph, nodes, elements, max_order, unknown=False)
    possible = _search(graph, nodes, elements, max_order, unknown=True) if has_unknowns(graph) else certain
    found = {}
    for node in nodes:
        known, limit = certain[node]
        both = possible[node][0]
        found[node] = Sets(_named(known, elements), _named(both - known, elements), limit)
    return found


def _named(sets: Iterable[Elements], elements: Sequence[Selector]) -> tuple[tuple[str, ...], ...]:
    names = [tuple(sorted(elements[number].name for number in members)) for members in sets]
    return tuple(sorted(names, key=lambda name: (len(name), name)))


def _search(
    graph: Graph, nodes: Sequence[int], elements: Sequence[Selector], max_order: int, *, unknown: bool
) -> dict[int, tuple[set[Elements], int]]:
    plan = make_plan(graph, NOT_FOUND, unknown=unknown)
    found: dict[int, set[Elements]] = {node: set() for node in nodes}
    limit = 0
    for order in range(max_order + 1):
        if _count(len(elements), order) > MOST_COMBINATIONS:
            break
        limit = order
        for block in _blocks(combinations(range(len(elements)), order)):
            cutoffs = [Cutoff("", "scenario", tuple(elements[number] for number in members)) for members in block]
            run = Run(plan, Pulls(cutoffs, graph), YEAR)
            for node in nodes:
                for bit in bits_of(at(run.curves[node], YEAR)):
                    if not _has_subset(found[node], block[bit]):
                        found[node].add(block[bit])
    return {node: (sets if () not in sets else set(), limit) for node, sets in found.items()}


def _has_subset(sets: set[Elements], members: Elements) -> bool:
    return any(part in sets for order in range(len(members)) for part in combinations(members, order))


def _blocks(sets: Iterator[Elements]) -> Iterator[list[Elements]]:
    while block := list(islice(sets, BLOCK)):
        yield block


def _count(size: int, order: int) -> int:
    count = 1
    for step in range(order):
        count = count * (size - step) // (step + 1)
    return count
