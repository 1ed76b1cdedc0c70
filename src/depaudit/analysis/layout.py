"""Places for the nodes of a directed graph: columns by longest distance from the start, rows with few crossings."""

from collections.abc import Sequence
from typing import Final

SWEEPS: Final = 4


def layered(targets: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """(column, row) of each node, from the numbers of the nodes that it points to. Loops are cut where they close."""
    columns = _columns(targets)
    order: dict[int, list[int]] = {}
    for node, column in enumerate(columns):
        order.setdefault(column, []).append(node)
    row = {node: float(place) for nodes in order.values() for place, node in enumerate(nodes)}
    users: list[list[int]] = [[] for _ in targets]
    for node, found in enumerate(targets):
        for target in found:
            users[target].append(node)
    for sweep in range(SWEEPS):
        neighbours = users if sweep % 2 == 0 else targets
        for column in sorted(order, reverse=bool(sweep % 2)):
            order[column].sort(key=lambda node: (_mean(neighbours[node], row, row[node]), row[node]))
            row.update((node, float(place)) for place, node in enumerate(order[column]))
    return [(columns[node], int(row[node])) for node in range(len(targets))]


def _columns(targets: Sequence[Sequence[int]]) -> list[int]:
    """Longest distance of every node from any start, along edges that close no loop."""
    columns = [0] * len(targets)
    finished, closing = _walk(targets)
    for node in reversed(finished):
        for target in targets[node]:
            if (node, target) not in closing:
                columns[target] = max(columns[target], columns[node] + 1)
    return columns


def _walk(targets: Sequence[Sequence[int]]) -> tuple[list[int], set[tuple[int, int]]]:
    """Depth first: the nodes in the order in which they are finished, and the edges that close a loop."""
    finished: list[int] = []
    closing: set[tuple[int, int]] = set()
    seen, open_ones = set(), set()
    for start in range(len(targets)):
        trail = [] if start in seen else [(start, iter(targets[start]))]
        seen.add(start)
        open_ones.add(start)
        while trail:
            node, rest = trail[-1]
            target = next(rest, None)
            if target is None:
                trail.pop()
                open_ones.discard(node)
                finished.append(node)
            elif target in open_ones:
                closing.add((node, target))
            elif target not in seen:
                seen.add(target)
                open_ones.add(target)
                trail.append((target, iter(targets[target])))
        open_ones.discard(start)
    return finished, closing


def _mean(nodes: Sequence[int], row: dict[int, float], default: float) -> float:
    return sum(row[node] for node in nodes) / len(nodes) if nodes else default
