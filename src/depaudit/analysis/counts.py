"""Exact counts of cut sets for a scan, within a limit of work that is the same on every machine."""

from collections.abc import Iterable, Iterator
from typing import Final

from depaudit.cutoff.exact.elements import ElementIndex, elements_of
from depaudit.cutoff.scenario import Selector
from depaudit.cutoff.sets import Work, counted_sets, takes
from depaudit.cutoff.simulation import Simulation
from depaudit.model.results import CutSets

MOST_WORK: Final = 30_000
MOST_FOR_ONE: Final = 10_000
"""Cells and nodes of diagrams that one scan, and one service in it, may take: about a second on a slow machine."""


def with_counts(simulation: Simulation, sets: Iterable[CutSets], work: int = MOST_WORK) -> Iterator[CutSets]:
    """`sets` with the number of sets of every order, service by service, for as long as the work lasts."""
    left = Work(work, MOST_FOR_ONE)
    asked: dict[str, tuple[list[Selector], ElementIndex]] = {}
    nodes = {service.id: service.node for service in simulation.services}
    for one in sets:
        node = nodes[one.service]
        if one.counts is not None:
            yield one if takes(simulation.graph, node, left) else one._replace(counts=None)
            continue
        if one.level not in asked:
            elements = elements_of(simulation.graph, simulation.home, one.level)
            asked[one.level] = (elements, ElementIndex(elements, simulation.graph))
        elements, index = asked[one.level]
        yield one._replace(counts=counted_sets(simulation.graph, node, elements, left, index))
