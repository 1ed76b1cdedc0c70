"""Who stands on what: masks of services per node, and walks over what is needed at run time."""

from collections.abc import Iterable, Iterator, Sequence

from depaudit.analysis.assessment import ServiceFacts
from depaudit.cutoff.curve import bits_of
from depaudit.cutoff.spread import Spread
from depaudit.graph.reach import reached
from depaudit.graph.types import Graph, Node, reads


class Users:
    """For each node, masks of the services that read it in any way (`ever`) and that stand on it at run time
    (`running`: it is in their `cone`); bit k is the k-th service.

    `readings` and `needs` are what nodes read, and what of it they need at run time.
    """

    def __init__(self, graph: Graph, services: Sequence[ServiceFacts], readings: Spread) -> None:
        self.services = services
        self.readings = readings
        needs = [tuple(needed(node)) for node in graph.nodes]
        nodes = [graph.by_id[service.id] for service in services]
        self.needs = readings if needs == readings.targets else Spread(needs)
        self.ever = readings.users(nodes)
        self.running = self.ever if self.needs is readings else self.needs.users(nodes)
        self._critical = sum(1 << bit for bit, one in enumerate(services) if one.criticality == "critical")
        self._ids: dict[int, tuple[str, ...]] = {}

    def ids(self, mask: int) -> tuple[str, ...]:
        """The ids of the services in a mask."""
        if (known := self._ids.get(mask)) is None:
            known = self._ids[mask] = tuple(self.services[bit].id for bit in bits_of(mask))
        return known

    def critical(self, mask: int) -> bool:
        """Whether a critical service is in a mask."""
        return bool(mask & self._critical)


def cone(graph: Graph, *starts: int) -> set[int]:
    """Everything that these nodes stand on at run time, themselves included."""
    return reached(starts, lambda index: needed(graph.nodes[index]))


def needed(node: Node) -> Iterable[int]:
    """What a node reads at run time: all but requirements that never stop it."""
    stopped = {edge.target for edge in node.requires if edge.fails < 0}
    return _without(reads(node), stopped) if stopped else reads(node)


def _without(targets: Iterable[int], stopped: set[int]) -> Iterator[int]:
    return (target for target in targets if target not in stopped)
