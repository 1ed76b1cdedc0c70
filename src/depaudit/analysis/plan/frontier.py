"""Cost against exposure: the cheapest set for every part of the services that one might be content with."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from depaudit.analysis.alternatives.effort import Effort
from depaudit.analysis.plan.action import total_of
from depaudit.analysis.plan.search import Found, Search

MOST_SERVICES: Final = 6
"""Up to how many services all subsets are tried; beyond, they are secured one after the other, heaviest first."""


class Point(NamedTuple):
    """One choice: effort, and the share (0-1) of the weight of the services asked for that still breaches."""

    effort: Effort
    exposure: float
    secured: tuple[str, ...]
    taken: frozenset[int]
    proved: bool


def frontier(search: Search, full: Found, weights: Mapping[str, float]) -> tuple[Point, ...]:
    """Points that no other beats on both counts, cheapest first, from doing nothing to the whole plan.

    A service that can only be kept from outages, and not from impairment, counts as secured when it has none.
    """
    lost = {search.oracle.targets[number].service for number in search.lost
            if not search.oracle.targets[number].unimpaired}  # fmt: skip
    services = sorted({target.service for target in search.oracle.targets})
    curable = [name for name in services if name not in lost and name in _failing(search)]
    total = sum(weights[name] for name in services) or 1.0
    points = [
        _point(search, full, curable, lost, weights, total),
        _point(search, None, (), {*lost, *curable}, weights, total),
    ]
    for secured in _choices(search, curable, weights):
        numbers = [number for number, target in enumerate(search.oracle.targets) if target.service in secured]
        points.append(_point(search, search.run(numbers), secured, {*lost, *curable} - set(secured), weights, total))
    return tuple(_undominated(points))


def _failing(search: Search) -> set[str]:
    return {search.oracle.targets[number].service for number in search.open}


def _choices(search: Search, curable: Sequence[str], weights: Mapping[str, float]) -> Iterator[tuple[str, ...]]:
    if len(curable) <= MOST_SERVICES:
        for size in range(1, len(curable)):
            yield from combinations(curable, size)
        return
    ordered = sorted(curable, key=lambda name: (-weights[name], name))
    for size in range(1, len(ordered)):
        yield tuple(sorted(ordered[:size]))


def _point(
    search: Search, found: Found | None, secured: Sequence[str], open_services: set[str],
    weights: Mapping[str, float], total: float,
) -> Point:  # fmt: skip
    taken = found.taken if found else frozenset()
    exposure = round(sum(weights[name] for name in open_services) / total, 6)
    return Point(
        total_of(search.oracle.actions, taken), exposure, tuple(secured), taken, found.proved if found else True
    )


def _undominated(points: Sequence[Point]) -> Iterator[Point]:
    best = float("inf")
    for point in sorted(points, key=lambda one: (one.effort.middle, one.exposure, one.secured)):
        if point.exposure < best:
            best = point.exposure
            yield point
