"""The typed networkx view of the graph, made on demand: importing networkx costs more than a whole small scan."""

from typing import TYPE_CHECKING

import networkx as nx

from depaudit.graph.names import unique_names
from depaudit.graph.types import NEVER, Choice, Graph, Node, Quorum

if TYPE_CHECKING:
    from networkx import MultiDiGraph


def to_networkx(graph: Graph) -> "MultiDiGraph[str]":
    """A directed multigraph from users to what they depend on.

    Nodes are ids with `kind`, `layers`, `gate` (any_of, k_of_n or empty), `k` and `jurisdictions`. Edges carry
    `relation` (requires, option, member, copy), `fails_after` and `impairs_after` in seconds (absent: never), and
    for options `order`, `ready` and `ends`.
    """
    view: MultiDiGraph[str] = nx.MultiDiGraph()
    names = unique_names(graph)
    for name, node in zip(names, graph.nodes, strict=True):
        view.add_node(name, kind=node.kind, layers=node.layers, jurisdictions=_states(node), **_gate(node))
    for name, node in zip(names, graph.nodes, strict=True):
        for edge in node.requires:
            times = {"fails_after": edge.fails, "impairs_after": edge.impairs}
            said = {key: value for key, value in times.items() if value != NEVER}
            view.add_edge(name, names[edge.target], relation="requires", purpose=edge.label, **said)
        if isinstance(node.gate, Choice):
            for order, way in enumerate(node.gate.ways):
                ends = {} if way.ends is None else {"ends": way.ends}
                view.add_edge(name, names[way.target], relation="option", order=order, ready=way.ready, **ends)
        elif isinstance(node.gate, Quorum):
            for member in node.gate.members:
                view.add_edge(name, names[member], relation="member")
        if node.guard != NEVER:
            view.add_edge(name, names[node.guard], relation="copy")
    return view


def _states(node: Node) -> tuple[str, ...]:
    states = {lever.jurisdiction for lever in node.levers if lever.jurisdiction}
    states.update(place for lever in node.levers for place in lever.places)
    return tuple(sorted(states))


def _gate(node: Node) -> dict[str, object]:
    if isinstance(node.gate, Choice):
        return {"gate": "any_of"}
    if isinstance(node.gate, Quorum):
        return {"gate": "k_of_n", "k": node.gate.k}
    return {"gate": ""}
