"""Who stands on what: one mask of services per node, and walks over what is needed at run time."""

from collections.abc import Iterable, Iterator, Sequence

from depaudit.analysis.assessment import ServiceFacts
from depaudit.cutoff.spread import handed_down
from depaudit.graph.types import Graph, Node, reads


def users_of(graph: Graph, services: Sequence[ServiceFacts]) -> list[int]:
    """For each node, a mask of the services that read it in any way; bit k is the k-th of `services`."""
    return handed_down(_bits(graph, services), [reads(node) for node in graph.nodes])


def users_at_run_time(graph: Graph, services: Sequence[ServiceFacts]) -> list[int]:
    """The same for what a service stands on at run time: its `cone`."""
    return handed_down(_bits(graph, services), [tuple(needed(node)) for node in graph.nodes])


def cone(graph: Graph, *starts: int) -> set[int]:
    """Everything that these nodes stand on at run time, themselves included."""
    seen, waiting = {*starts}, [*starts]
    while waiting:
        for target in needed(graph.nodes[waiting.pop()]):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


def needed(node: Node) -> Iterable[int]:
    """What a node reads at run time: all but requirements that never stop it."""
    stopped = {edge.target for edge in node.requires if edge.fails < 0}
    return _without(reads(node), stopped) if stopped else reads(node)


def _without(targets: Iterable[int], stopped: set[int]) -> Iterator[int]:
    return (target for target in targets if target not in stopped)


def _bits(graph: Graph, services: Sequence[ServiceFacts]) -> list[int]:
    masks = [0] * len(graph.nodes)
    for bit, service in enumerate(services):
        masks[graph.by_id[service.id]] |= 1 << bit
    return masks
