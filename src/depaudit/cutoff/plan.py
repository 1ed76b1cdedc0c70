"""The graph laid out for evaluation: what each node reads, in an order where what is read comes first."""

from collections.abc import Sequence
from typing import NamedTuple

from depaudit.graph.types import NEVER, Choice, Graph, Node, Quorum, reads

Targets = Sequence[Sequence[int]]
"""What each node reads, by node index."""


class Line(NamedTuple):
    """A delayed reading: the losses of `target` that have lasted `delay` seconds. Shared by all who read it."""

    target: int
    delay: int


class Plan(NamedTuple):
    """What the engine reads, by node index. `side` tells whether unknown edges and groups count as real.

    `needs`: requirements without delay. `slow`: numbers of delay lines. `ways`: (target, ready, ends) of a
    choice. `quorums`: (how many lost members stop it, members). `loops`: the strongly connected component of a
    node that lies on a loop. `rank`: position in an order where what is read comes first.
    """

    graph: Graph
    side: bool
    needs: list[tuple[int, ...]]
    slow: list[tuple[int, ...]]
    ways: list[tuple[tuple[int, int, int | None], ...]]
    quorums: list[tuple[int, tuple[int, ...]] | None]
    lines: list[Line]
    lines_of: dict[int, list[int]]
    readers_of_line: list[list[int]]
    users: list[list[int]]
    loops: dict[int, tuple[int, ...]]
    rank: list[int]


def make_plan(graph: Graph, error: str, *, unknown: bool, parts: Sequence[tuple[int, ...]] | None = None) -> Plan:
    """Lay out `graph` for cuts that show themselves as `error`, with unknown edges on or off.

    `parts`: those of what its nodes read (`parts_of`), if they are at hand.
    """
    size = len(graph.nodes)
    targets = [reads(node) for node in graph.nodes]
    rank = [0] * size
    loops: dict[int, tuple[int, ...]] = {}
    position = 0
    for part in parts_of(targets) if parts is None else parts:
        for member in part:
            rank[member] = position
            position += 1
        if len(part) > 1 or part[0] in targets[part[0]]:
            loops.update(dict.fromkeys(part, part))
    plan = Plan(graph, unknown, [()] * size, [()] * size, [()] * size, [None] * size, [], {}, [],
                [[] for _ in range(size)], loops, rank)  # fmt: skip
    numbers: dict[Line, int] = {}
    for index, node in enumerate(graph.nodes):
        lay(plan, numbers, index, node, error)
    return plan


def lay(plan: Plan, numbers: dict[Line, int], index: int, node: Node, error: str) -> None:
    """Lay out one node. `numbers` are those of the delay lines."""
    needs, slow = [], []
    for edge in node.requires:
        if edge.fails == NEVER or (edge.unknown and not plan.side):
            continue
        if edge.fails == 0:
            needs.append(edge.target)
        else:
            slow.append(_line(plan, numbers, Line(edge.target, edge.fails), index))
    gate = node.gate
    if isinstance(gate, Choice):
        plan.ways[index] = tuple((way.target, way.ready_when(error), way.ends) for way in gate.ways)
        needed = [way.target for way in gate.ways]
    elif isinstance(gate, Quorum):
        needed = list(gate.members)
        if gate.unknown and plan.side:
            needs.extend(gate.members)
        else:
            plan.quorums[index] = (len(gate.members) - gate.k + 1, gate.members)
    else:
        needed = []
    plan.needs[index] = tuple(needs)
    plan.slow[index] = tuple(slow)
    for target in {*needs, *needed}:
        plan.users[target].append(index)


def _line(plan: Plan, numbers: dict[Line, int], line: Line, reader: int) -> int:
    if (number := numbers.get(line)) is None:
        number = numbers[line] = len(plan.lines)
        plan.lines.append(line)
        plan.readers_of_line.append([])
        plan.lines_of.setdefault(line.target, []).append(number)
    plan.readers_of_line[number].append(reader)
    return number


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
                if low[node] == number[node]:
                    _pop_component(node, stack, on_stack, edges, order, loops)
    return order, loops


def _pop_component(
    node: int,
    stack: list[int],
    on_stack: list[bool],
    edges: Sequence[Sequence[int]],
    order: list[int],
    loops: dict[int, tuple[int, ...]],
) -> None:
    members: list[int] = []
    while not members or members[-1] != node:
        members.append(stack.pop())
        on_stack[members[-1]] = False
    members.reverse()
    order.extend(members)
    if len(members) > 1 or node in edges[node]:
        component = tuple(members)
        loops.update(dict.fromkeys(members, component))
