"""Inventory + catalog -> one typed dependency graph with levers attached. Only `network` knows networkx."""

from depaudit.graph.build import build_graph
from depaudit.graph.sources import Sources
from depaudit.graph.types import Choice, Edge, Graph, Node, Quorum, Way

__all__ = ["Choice", "Edge", "Graph", "Node", "Quorum", "Sources", "Way", "build_graph"]
