"""What a scenario's criteria read of a node besides its levers: product, licence, hub, sectors."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from depaudit.cutoff.simulation import Simulation
from depaudit.graph.levers import Resolved, resolve
from depaudit.graph.reach import under
from depaudit.model.inventory import Component

HUB_OF_WEIGHTS: Final = "huggingface"
"""The vendor from whose hub the `repository` of a model of the catalog is pulled."""


class Traits(NamedTuple):
    """Ids of the product and the hardware, the licence, the vendor of the hub, tags of it and its services."""

    products: frozenset[str] = frozenset()
    licences: frozenset[str] = frozenset()
    hub: str = ""
    sectors: frozenset[str] = frozenset()


def traits_of(simulation: Simulation) -> Mapping[int, Traits]:
    """The traits of every node of whose product something is known, by index."""
    graph, inventory = simulation.graph, simulation.inventory
    sectors = _sectors(simulation)
    found = {graph.by_id[one.id]: _component(one, resolve(one, simulation.sources)) for one in inventory.components}
    for index, node in enumerate(graph.nodes):
        if node.kind == "offering":
            found[index] = Traits(frozenset({node.id}))
    return {index: traits._replace(sectors=sectors.get(index, frozenset())) for index, traits in found.items()}


def _component(component: Component, resolved: Resolved) -> Traits:
    products = {one.id for one in (resolved.offering, resolved.hardware) if one is not None}
    licences = {component.licence or ""}
    if not component.licence:
        licences = {one.licence for one in (resolved.offering, resolved.model) if one is not None}
    pulled = not resolved.hosted and resolved.model is not None and resolved.model.repository
    return Traits(frozenset(products), frozenset(licences - {""}), HUB_OF_WEIGHTS if pulled else "")


def _sectors(simulation: Simulation) -> dict[int, frozenset[str]]:
    """For each node: its own tags and those of the services that stand on it."""
    found: dict[int, set[str]] = {}
    graph = simulation.graph
    for component in simulation.inventory.components:
        found.setdefault(graph.by_id[component.id], set()).update(component.tags)
    for service in simulation.inventory.services:
        if service.tags:
            for node in under(graph, graph.by_id[service.id]):
                found.setdefault(node, set()).update(service.tags)
    return {node: frozenset(tags) for node, tags in found.items() if tags}
