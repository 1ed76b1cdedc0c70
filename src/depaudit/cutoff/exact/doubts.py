"""Names of the facts that would settle what is unknown: on a lever, on an edge, on a group of upstreams."""

from depaudit.graph.types import Edge, Graph, Node
from depaudit.model.lever import Lever


def fact_of_lever(node: Node, lever: Lever) -> str:
    """The id of the fact behind an unknown lever, or the node and what is not known of it."""
    return lever.fact.id if lever.fact else f"{node.id}: {lever.reason}"


def fact_of_edge(node: Node, edge: Edge, graph: Graph) -> str:
    """Whether `node` really depends on the target of `edge`."""
    return f"{node.id}.{edge.label}: {graph.nodes[edge.target].id}"


def fact_of_group(node: Node) -> str:
    """Whether a group of upstreams needs one or all of its members."""
    return f"{node.id}: one or all of them"
