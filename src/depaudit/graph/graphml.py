"""The graph as GraphML, through networkx, for tools such as Gephi or yEd."""

from collections.abc import Callable

import networkx as nx

from depaudit.graph.network import to_networkx
from depaudit.graph.types import Graph


def to_graphml(graph: Graph, clean: Callable[[str], str]) -> str:
    """A GraphML document; `clean` takes out of names what XML cannot hold. Lists become text with commas."""
    view = to_networkx(graph)
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, facts in view.nodes(data=True):
        flat.add_node(clean(name), **_flat(facts, clean))
    for source, target, facts in view.edges(data=True):
        flat.add_edge(clean(source), clean(target), **_flat(facts, clean))
    return "\n".join(nx.generate_graphml(flat)) + "\n"


def _flat(facts: dict[str, object], clean: Callable[[str], str]) -> dict[str, object]:
    return {
        key: clean(", ".join(map(str, value)) if isinstance(value, tuple) else value)
        if isinstance(value, str | tuple)
        else value
        for key, value in facts.items()
    }
