"""Single components whose loss stops a service (component-level minimal cut sets of order 1)."""

from collections.abc import Iterable, Sequence

from depaudit.cutoff.exact.frame import Frame
from depaudit.cutoff.scenario import Selector
from depaudit.cutoff.sets import minimal_sets
from depaudit.cutoff.simulation import Simulation
from depaudit.graph.types import Node
from depaudit.model.jurisdiction import EU, EU_MEMBERS
from depaudit.model.lever import FOREIGN
from depaudit.model.results import CutSets, SinglePoint

MAX_ORDER = 1


def component_sets(simulation: Simulation, frame: Frame | None = None) -> tuple[CutSets, ...]:
    """Components that each stop a service alone, service by service; `limit` says that only singles were searched.

    `frame`: that of all services, if it is at hand.
    """
    found = minimal_sets(simulation.graph, _nodes(simulation), _leaves(simulation), MAX_ORDER, frame)
    return tuple(
        CutSets(service.id, "component", 365, *found[service.node]._replace(limit=MAX_ORDER))
        for service in simulation.services
    )


def single_points(simulation: Simulation, sets: Iterable[CutSets]) -> tuple[SinglePoint, ...]:
    """The same (`sets` from `component_sets`), component by component, the heaviest first."""
    weight = {service.id: service.weight for service in simulation.services}
    users: dict[str, list[str]] = {}
    for result in sets:
        for members in (*result.sets, *result.unknown_sets):
            for name in members:
                users.setdefault(name, []).append(result.service)
    points = [_point(simulation.graph.nodes[simulation.graph.by_id[name]], services, simulation)
              for name, services in users.items()]  # fmt: skip
    return tuple(sorted(points, key=lambda one: (-sum(weight[name] for name in one.services), one.component)))


def _nodes(simulation: Simulation) -> list[int]:
    return [service.node for service in simulation.services]


def _leaves(simulation: Simulation) -> list[Selector]:
    return [Selector("component", node.id) for node in simulation.graph.nodes if node.leaf]


def _point(node: Node, services: list[str], simulation: Simulation) -> SinglePoint:
    stopping = [lever for lever in node.levers if lever.profile.blocked]
    states = {lever.jurisdiction for lever in stopping if lever.jurisdiction not in (None, FOREIGN)}
    for lever in stopping:
        states.update(_enough(lever.places))
    foreign = tuple(sorted(state for state in states if state and state not in simulation.graph.home))
    vendors = tuple(sorted({lever.vendor for lever in node.levers if lever.vendor}))
    return SinglePoint(
        node.id, tuple(services), foreign, vendors, not node.levers, (services[0], node.id), node.position
    )


def _enough(places: Sequence[str]) -> Sequence[str]:
    """The one jurisdiction that takes all the places where something runs; none where it takes several together."""
    if len(places) > 1 and set(places) <= EU_MEMBERS | {EU}:
        return (EU,)
    return places if len(places) == 1 else ()
