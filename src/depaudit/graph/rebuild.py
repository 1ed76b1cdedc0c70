"""A graph after a change: only the nodes of what was changed are made anew, all others keep their places."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from depaudit.graph.build import Builder, holders
from depaudit.graph.draft import Draft
from depaudit.graph.sources import Sources
from depaudit.graph.types import Graph, Node, Noted, reads
from depaudit.model.inventory import Component, Service


class Rebuilt(NamedTuple):
    """A graph, its draft, and the nodes (by index) that are not what they were."""

    graph: Graph
    draft: Draft
    touched: frozenset[int]


def rebuilt(
    graph: Graph, draft: Draft, components: Sequence[Component], services: Sequence[Service], sources: Sources
) -> Rebuilt | None:
    """`graph` with these put in place of those with the same ids: the same graph as one that is built from all.

    None where nodes would come or go, which moves others to new places: what has a new id, another number of
    gates in place, or rests on other upstreams.
    """
    things = [(component.id, "component") for component in components] + [(one.id, "service") for one in services]
    if any(name not in graph.by_id or graph.nodes[graph.by_id[name]].kind != kind for name, kind in things):
        return None
    grown = draft.copy()
    builder = Builder(sources, grown, graph.by_id)
    builder.put(components, services)
    again = [graph.by_id[name] for name, _ in things]
    if len(grown.nodes) != len(graph.nodes) or any(
        _behind(graph.nodes[index], graph) != _behind(grown.nodes[index], graph) for index in again
    ):
        return None
    touched = frozenset(index for index in _with_gates(again, grown.nodes, graph)
                        if grown.nodes[index] != graph.nodes[index])  # fmt: skip
    nodes = tuple(grown.nodes)
    held = graph.owners, graph.names
    if _vendors(graph.nodes, touched) != _vendors(nodes, touched):
        held = holders(nodes, sources)
    noted = _noted(graph.assumptions, builder.notes.found(), again)
    return Rebuilt(Graph(nodes, graph.by_id, graph.home, *held, noted), grown, touched)


def _behind(node: Node, graph: Graph) -> list[int]:
    """What a node reads that is no component or service: gates in place, upstreams."""
    return sorted({target for target in reads(node) if target >= len(graph.by_id)})


def _with_gates(indices: Iterable[int], nodes: Sequence[Node], graph: Graph) -> set[int]:
    gates = {target for index in indices for target in _behind(nodes[index], graph) if nodes[target].kind == "gate"}
    return gates.union(indices)


def _vendors(nodes: Sequence[Node], indices: Iterable[int]) -> set[str | None]:
    return {lever.vendor for index in indices for lever in nodes[index].levers}


def _noted(before: Iterable[Noted], now: Iterable[Noted], again: Iterable[int]) -> tuple[Noted, ...]:
    """Assumptions in the order of the inventory, which is that of the nodes."""
    renewed = frozenset(again)
    kept = [noted for noted in before if noted.node not in renewed]
    return tuple(sorted([*kept, *now], key=lambda noted: noted.node))
