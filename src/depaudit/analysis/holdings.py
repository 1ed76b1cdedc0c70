"""What two options have in common: parts, models, operators, their owners and states, found by masks."""

from collections.abc import Iterator

from depaudit.cutoff.curve import bits_of
from depaudit.cutoff.spread import Spread
from depaudit.graph.types import Graph, Node
from depaudit.model.lever import BLOCKED, FOREIGN
from depaudit.model.results import Shared

Thing = tuple[Shared, str]


class Holdings:
    """All that stands under each node at run time, one bit a thing, in the order in which it is told."""

    def __init__(self, graph: Graph, needs: Spread) -> None:
        traits = [tuple(_traits(graph, node)) for node in graph.nodes]
        own = [0] * len(graph.nodes)
        self._things: list[Thing] = []
        for index, node in enumerate(graph.nodes):
            if part := _part(node):
                own[index] = 1 << len(self._things)
                self._things.append(part)
        named = sorted({trait for found in traits for trait in found}, key=_order)
        bits = {trait: 1 << number for number, trait in enumerate(named, len(self._things))}
        self._things += named
        for index, found in enumerate(traits):
            for trait in found:
                own[index] |= bits[trait]
        self._under = needs.gathered(own)

    def shared(self, one: int, other: int) -> tuple[Thing, ...]:
        """What two nodes have in common, most specific first; owners only of what they do not share itself."""
        both = [self._things[bit] for bit in bits_of(self._under[one] & self._under[other])]
        operators = {name for kind, name in both if kind == "operator"}
        return tuple((kind, name) for kind, name in both if kind != "parent" or name not in operators)


_TRAITS: tuple[Shared, ...] = ("model", "operator", "parent", "jurisdiction")


def _order(thing: Thing) -> tuple[int, str]:
    return _TRAITS.index(thing[0]), thing[1]


def _part(node: Node) -> Thing | None:
    if node.kind in ("vendor", "offering"):
        return "upstream", node.id
    if node.kind != "component":
        return None
    if "identity" in node.layers:
        return "identity", node.id
    return ("gateway" if "gateway" in node.layers else "component"), node.id


def _traits(graph: Graph, node: Node) -> Iterator[Thing]:
    """Models, vendors with everyone above them, and states whose lever on a node blocks."""
    for lever in node.levers:
        if lever.profile == BLOCKED:
            yield from (("model", name) for name in lever.models[:1])
            if lever.vendor:
                yield "operator", lever.vendor
                yield from (("parent", owner) for owner in graph.owners[lever.vendor])
            yield from (("jurisdiction", place) for place in lever.places)
            if lever.jurisdiction and lever.jurisdiction != FOREIGN:
                yield "jurisdiction", lever.jurisdiction
