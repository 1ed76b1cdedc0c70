"""Evaluation after a change: only what stands on what was changed is worked out again (docs/pages/semantics.md).

Curves of all other nodes are those of the run before; where the changed part reads one of them, its curve is played.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from depaudit.cutoff.curve import at
from depaudit.cutoff.evaluate import Run, own_loss
from depaudit.cutoff.plan import Plan, components, lay
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


def changed_plan(plan: Plan, graph: Graph, touched: Iterable[int], error: str, *, unknown: bool) -> Plan:
    """`plan` with some nodes laid out anew. The order stays where it still holds."""
    users = [*plan.users]
    again = sorted(touched)
    for index in again:
        for target in {*reads(plan.graph.nodes[index]), *reads(graph.nodes[index])}:
            users[target] = [user for user in users[target] if user != index]
    renewed = set(again)
    readers = [[one for one in ones if one not in renewed] for ones in plan.readers_of_line]
    order, loops = plan.rank, plan.loops
    if any(index in loops or any(order[target] >= order[index] for target in reads(graph.nodes[index]))
           for index in again):  # fmt: skip
        order, loops = _ordered(graph)
    lines_of = {target: [*numbers] for target, numbers in plan.lines_of.items()}
    found = Plan(graph, unknown, [*plan.needs], [*plan.slow], [*plan.ways], [*plan.quorums], [*plan.lines], lines_of,
                 readers, users, loops, order)  # fmt: skip
    numbers = {line: number for number, line in enumerate(found.lines)}
    for index in again:
        found.ways[index], found.quorums[index] = (), None
        lay(found, numbers, index, graph.nodes[index], error)
    return found


def _ordered(graph: Graph) -> tuple[list[int], dict[int, tuple[int, ...]]]:
    order, loops = components([reads(node) for node in graph.nodes])
    rank = [0] * len(order)
    for position, member in enumerate(order):
        rank[member] = position
    return rank, loops


class Rerun(Run):
    """A run of a changed plan that works out the nodes `inside` and takes all others from the run `before`."""

    def __init__(self, plan: Plan, pulls: Pulls, before: Run, inside: frozenset[int]) -> None:
        self.before, self.inside = before, inside
        self._edge = sorted({target for index in inside for target in reads(plan.graph.nodes[index])} - inside)
        loops = {index: plan.loops[index] for index in inside if index in plan.loops}
        super().__init__(plan._replace(loops=loops), pulls, before.end)
        self.plan = plan

    def _arrange(self, pulls: Pulls) -> None:
        """What is known beforehand: own losses and switches inside, and when what is read from outside changes."""
        self.curves = [*self.before.curves]
        self.own_curves = {**self.before.own_curves}
        for index in self.inside:
            self.curves[index] = []
            self.own_curves.pop(index, None)
            self._expect(index, own_loss(index, self.plan.graph.nodes[index], pulls, unknown=self.plan.side))
        for index in self._edge:
            self.curves[index] = []
            for second, _ in self.before.curves[index]:
                self._plan_for(second, self._check_at, index)

    def _first(self) -> set[int]:
        return {*self.inside, *self._edge}

    def _readers_now(self, node: int) -> list[int]:
        return [user for user in super()._readers_now(node) if user in self.inside]

    def _promote(self, number: int, now: int) -> list[int]:
        return [user for user in super()._promote(number, now) if user in self.inside]

    def _evaluate(self, index: int, now: int, x: list[int], y: list[int]) -> int:
        if index in self.inside:
            return super()._evaluate(index, now, x, y)
        return at(self.before.curves[index], now)
