"""Names that are unique in a graph, where upstreams may be called what components are."""

from depaudit.graph.types import Graph


def unique_names(graph: Graph) -> list[str]:
    """One name per node: its id; where an upstream shares it, `vendor:ID` or `offering:ID`, numbered if need be."""
    taken: set[str] = set()
    names = []
    for node in graph.nodes:
        name = node.id if node.kind in ("service", "component", "gate") else f"{node.kind}:{node.id}"
        number = 2
        while name in taken:
            name = f"{node.kind}:{node.id}:{number}"
            number += 1
        taken.add(name)
        names.append(name)
    return names
