"""What nobody declared: the host, the identity provider, the registry, the key store under a service."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from depaudit.analysis.assessment import ServiceFacts
from depaudit.analysis.fallbacks import cone
from depaudit.graph.levers import Resolved, resolve, says_nothing
from depaudit.graph.sources import Sources
from depaudit.graph.types import Choice, Graph
from depaudit.model.inventory import Component, Inventory
from depaudit.model.results import Gap

GapLayer = Literal["host", "identity", "registry", "key-store", "region", "copy", "says-nothing"]
_PULLED_LAYERS = frozenset({"model", "framework"})


def gaps(inventory: Inventory, graph: Graph, sources: Sources, services: Sequence[ServiceFacts]) -> tuple[Gap, ...]:
    """Layers that are missing from the account, component by component, then service by service."""
    under = {service.id: cone(graph, graph.by_id[service.id]) for service in services}
    fallbacks = _fallbacks(graph)
    found = []
    for component in inventory.components:
        node = graph.by_id[component.id]
        users = tuple(service for service, part in under.items() if node in part)
        if users:
            role: Literal["primary", "fallback"] = "fallback" if node in fallbacks else "primary"
            found += [Gap(component.id, layer, role, users, component.position)
                      for layer in _missing(component, resolve(component, sources), graph)]  # fmt: skip
    kinds = {graph.by_id[component.id]: component.kind or "" for component in inventory.components}
    for written in inventory.services:
        found += [Gap(written.id, layer, "primary", (written.id,), written.position)
                  for layer in _unnamed(graph, under[written.id], kinds)]  # fmt: skip
    return tuple(found)


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
    needed = [graph.nodes[node] for node in cone(graph, graph.by_id[component.id])]
    stands = component.gate or any(item.purpose == "run" for item in component.requires)
    if not (component.region or stands) and resolved.layer != "hardware":
        yield "host"
    if resolved.layer in _PULLED_LAYERS:
        if component.copy is None:
            yield "copy"
        elif component.copy.state == "none" and not any("registry" in node.layers for node in needed):
            yield "registry"


def _unnamed(graph: Graph, part: Iterable[int], kinds: dict[int, str]) -> Iterator[GapLayer]:
    layers = {layer for node in part for layer in graph.nodes[node].layers}
    if "identity" not in layers:
        yield "identity"
    if not any(kinds.get(node) == "key-store" for node in part):
        yield "key-store"


def _fallbacks(graph: Graph) -> frozenset[int]:
    """Nodes that only stand behind a first option."""
    behind: set[int] = set()
    first: set[int] = set()
    for node in graph.nodes:
        if isinstance(node.gate, Choice):
            first.update(cone(graph, node.gate.ways[0].target))
            for way in node.gate.ways[1:]:
                behind.update(cone(graph, way.target))
    return frozenset(behind - first)
