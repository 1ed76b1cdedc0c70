"""The networkx view and GraphML: every edge of the graph, under names that are unique."""

from typing import Any

import networkx as nx
import pytest

from depaudit import load
from depaudit.catalog import Catalog
from depaudit.graph import Sources, build_graph
from depaudit.graph.graphml import to_graphml
from depaudit.graph.names import unique_names
from depaudit.graph.network import to_networkx
from depaudit.graph.types import Graph, Node

STACK: dict[str, Any] = {
    "depaudit": 1,
    "organisation": {"jurisdiction": "CA"},
    "services": [{"id": "s", "requires": ["g", {"id": "pool", "for": "quality"}, {"id": "m", "survives": "2d"}]}],
    "components": [
        {
            "id": "g",
            "any_of": ["a", {"id": "b", "switch": {"mode": "automatic", "time": "6h"}, "lasts": "5d"}],
        },
        {"id": "pool", "k_of_n": {"k": 1, "of": ["a", "b"]}},
        {"id": "a", "provider": {"name": "Vendor Zero", "jurisdiction": "US"}, "region": "DE"},
        {"id": "b", "uses": "mistral-api"},
        {
            "id": "m", "uses": "llama-3.3-70b-instruct", "deployment": "self-hosted",
            "copy": {"state": "mirrored", "at": "a"},
        },
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def graph() -> Graph:
    return build_graph(load(STACK), Sources(Catalog.bundled(), as_of="2026-11-24"))


def test_gates_and_states_are_said_of_the_nodes(graph: Graph) -> None:
    view = to_networkx(graph)
    assert view.nodes["g"]["gate"] == "any_of"
    assert (view.nodes["pool"]["gate"], view.nodes["pool"]["k"]) == ("k_of_n", 1)
    assert view.nodes["s"]["gate"] == ""
    assert view.nodes["a"]["jurisdictions"] == ("DE", "US")


def test_edges_say_what_they_are_and_when_they_are_felt(graph: Graph) -> None:
    view = to_networkx(graph)
    edges = {(one, other): facts for one, other, facts in view.edges(data=True)}
    assert edges["g", "a"] == {"relation": "option", "order": 0, "ready": 0}
    assert edges["g", "b"] == {"relation": "option", "order": 1, "ready": 6 * 3_600, "ends": 5 * 86_400}
    assert edges["pool", "b"] == {"relation": "member"}
    assert edges["s", "pool"] == {"relation": "requires", "purpose": "quality", "impairs_after": 0}
    assert edges["s", "m"]["fails_after"] == 2 * 86_400
    assert edges["m", "a"] == {"relation": "copy"}


def test_graphml_comes_back_as_the_same_graph(graph: Graph) -> None:
    view, back = to_networkx(graph), nx.parse_graphml(to_graphml(graph, str))
    assert set(back.nodes) == set(view.nodes)
    assert back.number_of_edges() == view.number_of_edges()
    assert back.nodes["a"]["jurisdictions"] == "DE, US"


def test_names_are_cleaned_before_they_are_written(graph: Graph) -> None:
    assert "pool" not in to_graphml(graph, lambda text: text.replace("pool", "basin"))


def test_upstreams_that_share_a_name_are_told_apart() -> None:
    nodes = (
        Node("azure", "component"), Node("azure", "vendor"), Node("azure", "vendor"), Node("azure", "vendor"),
    )  # fmt: skip
    names = unique_names(Graph(nodes, {}, frozenset(), {}, {}))
    assert names == ["azure", "vendor:azure", "vendor:azure:2", "vendor:azure:3"]
