"""What nobody declared: the host, the identity provider, the registry, the key store under a service."""

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from typing import Literal

from depaudit.analysis.assessment import ServiceFacts
from depaudit.analysis.users import Users, cone, needed
from depaudit.graph.levers import Resolved, resolve, says_nothing
from depaudit.graph.reach import reached
from depaudit.graph.sources import Sources
from depaudit.graph.types import Choice, Graph, Node
from depaudit.model.inventory import Component, Inventory
from depaudit.model.results import Gap

GapLayer = Literal["host", "identity", "registry", "key-store", "region", "copy", "says-nothing"]
_PULLED_LAYERS = frozenset({"model", "framework"})


def gaps(inventory: Inventory, graph: Graph, sources: Sources, users: Users) -> tuple[Gap, ...]:
    """Layers that are missing from the account, component by component, then service by service."""
    running = users.running
    fallbacks = _fallbacks(graph, users.services)
    found = []
    for component in inventory.components:
        node = graph.by_id[component.id]
        if running[node]:
            names = users.ids(running[node])
            role: Literal["primary", "fallback"] = "fallback" if node in fallbacks else "primary"
            found += [Gap(component.id, layer, role, names, component.position)
                      for layer in _missing(component, resolve(component, sources), graph)]  # fmt: skip
    signed = _union(running[number] for number, node in enumerate(graph.nodes) if "identity" in node.layers)
    stores = _union(running[graph.by_id[one.id]] for one in inventory.components if one.kind == "key-store")
    bits = {service.id: 1 << bit for bit, service in enumerate(users.services)}
    for written in inventory.services:
        if not signed & bits[written.id]:
            found.append(Gap(written.id, "identity", "primary", (written.id,), written.position))
        if not stores & bits[written.id]:
            found.append(Gap(written.id, "key-store", "primary", (written.id,), written.position))
    return tuple(found)


def _union(masks: Iterable[int]) -> int:
    return reduce(or_, masks, 0)


def _missing(component: Component, resolved: Resolved, graph: Graph) -> Iterator[GapLayer]:
    if says_nothing(component):
        yield "says-nothing"
        return
    if not (component.uses or component.provider):
        return
    own = component.provider is not None and component.provider.own
    if resolved.hosted:
        if not component.region and not own:
            yield "region"
        return
    stands = component.gate or any(item.purpose == "run" for item in component.requires)
    if not (component.region or stands) and resolved.layer != "hardware":
        yield "host"
    if resolved.layer in _PULLED_LAYERS:
        if component.copy is None:
            yield "copy"
        elif component.copy.state == "none":
            under = cone(graph, graph.by_id[component.id])
            if not any("registry" in graph.nodes[node].layers for node in under):
                yield "registry"


def _fallbacks(graph: Graph, services: Iterable[ServiceFacts]) -> frozenset[int]:
    """Nodes that services reach by way of an option behind the first alone."""
    starts = [graph.by_id[service.id] for service in services]
    leading = reached(starts, lambda index: _leading(graph.nodes[index]))
    return frozenset(range(len(graph.nodes))) - leading


def _leading(node: Node) -> Iterable[int]:
    """What a node stands on before anything has failed."""
    if isinstance(node.gate, Choice):
        node = node._replace(gate=Choice(node.gate.ways[:1]))
    return needed(node)
