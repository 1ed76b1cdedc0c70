"""Evaluation after a change: only what stands on what was changed is worked out again (docs/pages/semantics.md)."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from depaudit.cutoff.evaluate import Run
from depaudit.cutoff.plan import Plan
from depaudit.cutoff.scenario import Pulls
from depaudit.cutoff.spread import Spread
from depaudit.graph.reach import reached, under
from depaudit.graph.types import Graph, reads


class Change(NamedTuple):
    """The nodes that are not what they were, and these together with all that stand on them."""

    touched: frozenset[int]
    inside: frozenset[int]


def readers_of(graph: Graph) -> list[list[int]]:
    """For each node, who reads it in any way."""
    readers: list[list[int]] = [[] for _ in graph.nodes]
    for index, node in enumerate(graph.nodes):
        for target in reads(node):
            readers[target].append(index)
    return readers


def readers_after(
    readers: Sequence[list[int]], before: Graph, graph: Graph, touched: Iterable[int]
) -> list[list[int]]:
    """The same for a graph in which some nodes have changed."""
    found = [*readers]
    for index in touched:
        for target in {*reads(before.nodes[index]), *reads(graph.nodes[index])}:
            found[target] = [one for one in found[target] if one != index]
        for target in reads(graph.nodes[index]):
            found[target].append(index)
    return found


def downstream(touched: Iterable[int], readers: Sequence[Sequence[int]]) -> frozenset[int]:
    """These nodes and all that stand on them. What a touched node itself reads does not matter."""
    return frozenset(reached(touched, readers.__getitem__))


def users_of(tops: Sequence[int], graph: Graph) -> list[int]:
    """For each node a mask of those of `tops` that stand on it; only what these stand on is gone through."""
    below = sorted(under(graph, *tops))
    place = {index: position for position, index in enumerate(below)}
    spread = Spread([[place[target] for target in reads(graph.nodes[index])] for index in below])
    users = [0] * len(graph.nodes)
    for index, mask in zip(below, spread.users(place[top] for top in tops), strict=True):
        users[index] = mask
    return users


class Rerun(Run):
    """A run of a changed plan: courses that cannot differ are those of the run `before`."""

    def __init__(self, plan: Plan, pulls: Pulls, before: Run, change: Change) -> None:
        self.before, self.change = before, change
        super().__init__(plan, pulls, before.end)

    def _run(self) -> None:
        self.curves = [*self.before.curves]
        self.own_curves = {
            index: own for index, own in self.before.own_curves.items() if index not in self.change.inside
        }
        self._work_out(self.change.inside)
