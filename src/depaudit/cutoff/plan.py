"""The graph laid out for evaluation: what each node reads, in an order where what is read comes first."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from depaudit.graph.types import NEVER, Choice, Graph, Node, Quorum, reads

Targets = Sequence[Sequence[int]]
"""What each node reads, by node index."""


class Inputs(NamedTuple):
    """What a node reads: requirements without delay, those with one as (target, delay), and what its gate reads.

    `ways`: (target, ready, ends) of a choice. `quorum`: how many lost members stop the node, and the members.
    """

    needs: tuple[int, ...] = ()
    slow: tuple[tuple[int, int], ...] = ()
    ways: tuple[tuple[int, int, int | None], ...] = ()
    quorum: tuple[int, tuple[int, ...]] | None = None


NOTHING: Final = Inputs()


class Plan(NamedTuple):
    """What the engine reads, by node index. `side` tells whether unknown edges and groups count as real.

    `loops`: the strongly connected component of a node that lies on a loop. `rank`: position in an order where
    what is read comes first.
    """

    graph: Graph
    side: bool
    inputs: list[Inputs]
    loops: dict[int, tuple[int, ...]]
    rank: list[int]

    def parts(self, nodes: Iterable[int]) -> Iterator[tuple[int, ...]]:
        """Single nodes and whole loops among `nodes`, what is read before what reads it."""
        done: set[int] = set()
        for index in sorted(nodes, key=self.rank.__getitem__):
            loop = self.loops.get(index)
            if loop is None:
                yield (index,)
            elif loop[0] not in done:
                done.add(loop[0])
                yield loop


def make_plan(
    graph: Graph, error: str, *, unknown: bool, read: tuple[Targets, Sequence[tuple[int, ...]]] | None = None
) -> Plan:
    """Lay out `graph` for cuts that show themselves as `error`, with unknown edges on or off.

    `read`: what its nodes read, with the parts of that (`parts_of`), if it is at hand.
    """
    if read is None:
        targets: Targets = [reads(node) for node in graph.nodes]
        read = targets, parts_of(targets)
    targets, parts = read
    loops, rank = ranked(targets, parts)
    inputs = [NOTHING] * len(targets)
    for index in sorted(range(len(targets)), key=rank.__getitem__):  # what is read together lies together in memory
        inputs[index] = inputs_of(graph.nodes[index], error, unknown=unknown)
    return Plan(graph, unknown, inputs, loops, rank)


def changed_plan(plan: Plan, graph: Graph, touched: Iterable[int], error: str, *, unknown: bool) -> Plan:
    """`plan` with the nodes `touched` laid out anew. The order stays where it still holds."""
    inputs, rank, loops = [*plan.inputs], plan.rank, plan.loops
    for index in touched:
        inputs[index] = inputs_of(graph.nodes[index], error, unknown=unknown)
    if any(index in loops or any(rank[target] >= rank[index] for target in reads(graph.nodes[index]))
           for index in touched):  # fmt: skip
        targets = [reads(node) for node in graph.nodes]
        loops, rank = ranked(targets, parts_of(targets))
    return Plan(graph, unknown, inputs, loops, rank)


def ranked(targets: Targets, parts: Iterable[tuple[int, ...]]) -> tuple[dict[int, tuple[int, ...]], list[int]]:
    """The loops among `parts`, by each of their nodes, and the position of every node."""
    rank = [0] * len(targets)
    loops: dict[int, tuple[int, ...]] = {}
    position = 0
    for part in parts:
        for member in part:
            rank[member] = position
            position += 1
        if len(part) > 1 or part[0] in targets[part[0]]:
            loops.update(dict.fromkeys(part, part))
    return loops, rank


def inputs_of(node: Node, error: str, *, unknown: bool) -> Inputs:
    """What one node reads under cuts that show themselves as `error`, with unknown edges on or off."""
    gate = node.gate
    if not node.requires and gate is None:
        return NOTHING
    felt = [edge for edge in node.requires if edge.fails != NEVER and (unknown or not edge.unknown)]
    needs = [edge.target for edge in felt if edge.fails == 0]
    slow = tuple((edge.target, edge.fails) for edge in felt if edge.fails)
    if isinstance(gate, Choice):
        ways = tuple((way.target, way.ready_when(error), way.ends) for way in gate.ways)
        return Inputs(tuple(needs), slow, ways)
    if isinstance(gate, Quorum):
        if gate.unknown and unknown:
            needs.extend(gate.members)
        else:
            return Inputs(tuple(needs), slow, (), (len(gate.members) - gate.k + 1, gate.members))
    return Inputs(tuple(needs), slow)


def parts_of(targets: Targets) -> list[tuple[int, ...]]:
    """Single nodes and whole loops, what is read before what reads it."""
    order, loops = components(targets)
    parts = []
    for index in order:
        loop = loops.get(index, (index,))
        if loop[0] == index:
            parts.append(loop)
    return parts


def components(edges: Targets) -> tuple[list[int], dict[int, tuple[int, ...]]]:
    """Tarjan's strongly connected components, without recursion.

    Returns the nodes in an order where targets come before their readers, and for each node on a loop the
    nodes of its component in that order. Source: Tarjan 1972, "Depth-first search and linear graph algorithms".
    """
    size = len(edges)
    number, low, on_stack = [0] * size, [0] * size, [False] * size
    stack: list[int] = []
    order: list[int] = []
    loops: dict[int, tuple[int, ...]] = {}
    counter = 0
    for root in range(size):
        if number[root]:
            continue
        counter += 1
        number[root] = low[root] = counter
        stack.append(root)
        on_stack[root] = True
        work = [(root, iter(edges[root]))]
        while work:
            node, targets = work[-1]
            for target in targets:
                if not number[target]:
                    counter += 1
                    number[target] = low[target] = counter
                    stack.append(target)
                    on_stack[target] = True
                    work.append((target, iter(edges[target])))
                    break
                if on_stack[target] and number[target] < low[node]:
                    low[node] = number[target]
            else:
                work.pop()
                if work and low[node] < low[work[-1][0]]:
                    low[work[-1][0]] = low[node]
                if low[node] < number[node]:
                    continue
                if stack[-1] == node and node not in edges[node]:
                    stack.pop()
                    on_stack[node] = False
                    order.append(node)
                else:
                    _pop_component(node, stack, on_stack, order, loops)
    return order, loops


def _pop_component(
    node: int, stack: list[int], on_stack: list[bool], order: list[int], loops: dict[int, tuple[int, ...]]
) -> None:
    """Take a loop off the stack, `node` being its first."""
    members: list[int] = []
    while not members or members[-1] != node:
        members.append(stack.pop())
        on_stack[members[-1]] = False
    members.reverse()
    order.extend(members)
    loops.update(dict.fromkeys(members, tuple(members)))
