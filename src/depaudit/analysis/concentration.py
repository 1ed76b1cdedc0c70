"""Concentration by jurisdiction, vendor and layer, always with its stated weight (docs/pages/scores.md).

Index: Herfindahl-Hirschman, the sum of squared percentage shares (0-10,000), as in the US Horizontal Merger
Guidelines; the effective number is 10,000 divided by it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from depaudit.analysis.users import Users
from depaudit.cutoff.curve import bits_of
from depaudit.graph.types import Graph, Node
from depaudit.model.inventory import Inventory
from depaudit.model.lever import FOREIGN
from depaudit.model.results import Axis, Concentration, Weight

AXES: tuple[Axis, ...] = ("jurisdiction", "vendor", "layer")


def concentrations(graph: Graph, inventory: Inventory, users: Users) -> tuple[Concentration, ...]:
    """One result per axis and weight: criticality-weighted services, and tokens or spend where given.

    A service's weight is split evenly over the leaf components that it reads; what a component carries is split
    evenly over the states (or vendors) that can order it.
    """
    found = []
    for weight, amounts in _amounts(graph, inventory, users):
        for axis in AXES:
            shares: defaultdict[str, float] = defaultdict(float)
            for node, amount in amounts.items():
                names = _names(graph.nodes[node], axis)
                for name in names:
                    shares[name] += amount / len(names)
            if sum(shares.values()) > 0:
                found.append(concentration(axis, weight, shares))
    return tuple(found)


def concentration(axis: Axis, weight: Weight, amounts: Mapping[str, float]) -> Concentration:
    """The indices of one distribution. `amounts` must not be empty and must add up to more than 0."""
    total = sum(amounts.values())
    shares = sorted(((name, amount / total) for name, amount in amounts.items()), key=lambda one: (-one[1], one[0]))
    index = sum((100 * share) ** 2 for _, share in shares)
    largest = sum(share for _, share in shares[:3])
    rounded = tuple((name, round(share, 6)) for name, share in shares)
    return Concentration(axis, weight, round(index, 2), round(10_000 / index, 2), rounded[0][1], round(largest, 6),
                         rounded)  # fmt: skip


def _amounts(graph: Graph, inventory: Inventory, users: Users) -> Iterable[tuple[Weight, dict[int, float]]]:
    by_services: defaultdict[int, float] = defaultdict(float)
    for service, leaves in zip(users.services, _leaves(graph, users), strict=True):
        for leaf in leaves:
            by_services[leaf] += service.weight / len(leaves)
    yield "services", by_services
    tokens, spend = {}, {}
    for component in inventory.components:
        if component.usage is not None:
            node = graph.by_id[component.id]
            if component.usage.tokens_per_month:
                tokens[node] = component.usage.tokens_per_month
            if component.usage.spend_per_month:
                spend[node] = component.usage.spend_per_month
    currencies = {component.usage.currency for component in inventory.components
                  if component.usage and component.usage.spend_per_month}  # fmt: skip
    yield "tokens", tokens
    if len(currencies) == 1:
        yield "spend", spend


def _leaves(graph: Graph, users: Users) -> list[list[int]]:
    """For each service the leaf components that it reads, directly or not."""
    found: list[list[int]] = [[] for _ in users.services]
    for index, node in enumerate(graph.nodes):
        if node.leaf:
            for bit in bits_of(users.ever[index]):
                found[bit].append(index)
    return found


def _names(node: Node, axis: Axis) -> list[str]:
    if axis == "layer":
        return list(node.layers) or ["other"]
    if axis == "vendor":
        operators = {lever.vendor for lever in node.levers if lever.vendor and lever.axis != "developer"}
        return sorted(operators or {lever.vendor for lever in node.levers if lever.vendor}) or ["own"]
    states = {lever.jurisdiction for lever in node.levers if lever.jurisdiction not in (None, FOREIGN)}
    states.update(place for lever in node.levers for place in lever.places)
    if states:
        return sorted(state for state in states if state)
    return ["unknown"] if node.levers else ["own"]
