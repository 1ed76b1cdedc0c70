"""What can be reached from some nodes of a graph."""

from collections.abc import Callable, Iterable

from depaudit.graph.types import Graph, reads


def reached(starts: Iterable[int], following: Callable[[int], Iterable[int]]) -> set[int]:
    """`starts`, and whatever they lead to by `following`, directly or not."""
    seen = set(starts)
    waiting = list(seen)
    while waiting:
        for target in following(waiting.pop()):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


def under(graph: Graph, *starts: int) -> set[int]:
    """Everything that these nodes read, directly or not, themselves included."""
    return reached(starts, lambda index: reads(graph.nodes[index]))
