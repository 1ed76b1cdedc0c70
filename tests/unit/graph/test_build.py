"""From inventory and catalog to the graph: edges, gates, levers, assumptions."""

from typing import Any

import pytest

from depaudit import load
from depaudit.catalog import Catalog
from depaudit.catalog.known import known
from depaudit.graph import Choice, Graph, Quorum, Sources, build_graph
from depaudit.graph.build import jurisdictions_of, switch_time
from depaudit.graph.types import NEVER, Node
from depaudit.model.duration import DAY
from depaudit.model.inventory import Switch
from depaudit.model.lever import BLOCKED, FOREIGN, FROZEN, FROZEN_HARDWARE, FROZEN_LOCAL_COPY, PULLED_AT_START, Lever


def graph_of(components: list[dict[str, Any]], **service: Any) -> Graph:
    service = {"id": "s", "requires": [components[0]["id"]]} | service
    inventory = load({"depaudit": 1, "organisation": {"jurisdiction": "CA"}, "services": [service],
                      "components": components})  # fmt: skip
    return build_graph(inventory, Sources(Catalog.bundled(), as_of="2026-11-24"))


def node_of(graph: Graph, name: str) -> Node:
    return graph.nodes[graph.by_id[name]]


def acme(**more: Any) -> dict[str, Any]:
    return {"id": "a", "provider": {"name": "Acme Unheard Of", "jurisdiction": "US"}} | more


@pytest.mark.parametrize(
    ("item", "fails", "impairs"),
    [
        ({"id": "a"}, 0, 0),
        ({"id": "a", "for": "quality"}, NEVER, 0),
        ({"id": "a", "for": "deploy"}, NEVER, 30 * DAY),
        ({"id": "a", "for": "train"}, NEVER, 180 * DAY),
        ({"id": "a", "for": "support"}, NEVER, 365 * DAY),
        ({"id": "a", "for": "deploy", "survives": "2d"}, 2 * DAY, 30 * DAY),
    ],
)
def test_what_a_requirement_is_for_decides_what_its_loss_does(item: dict[str, Any], fails: int, impairs: int) -> None:
    (edge,) = node_of(graph_of([acme()], requires=[item]), "s").requires
    assert (edge.fails, edge.impairs) == (fails, impairs)


def test_gates_stand_on_components_on_services_and_inline() -> None:
    components = [acme(), acme(id="b"), acme(id="c"), {"id": "pool", "k_of_n": {"k": 2, "of": ["a", "b", "c"]}}]
    graph = graph_of(components, any_of=["a", "b"], requires=[{"any_of": ["b", "pool"], "for": "quality"}])
    assert isinstance(node_of(graph, "s").gate, Choice)
    assert isinstance(node_of(graph, "pool").gate, Quorum)
    (edge,) = node_of(graph, "s").requires
    assert graph.nodes[edge.target].kind == "gate"
    assert edge.fails == NEVER


@pytest.mark.parametrize(
    ("switch", "seconds"),
    [
        (None, 7 * DAY),
        (Switch(), 7 * DAY),
        (Switch(mode="automatic"), 300),
        (Switch(mode="manual"), DAY),
        (Switch(mode="manual", time=60), 60),
        (Switch(time=60), 60),
    ],
)
def test_defaults_of_a_switch(switch: Switch | None, seconds: int) -> None:
    assert switch_time(switch) == seconds


@pytest.mark.parametrize(
    ("more", "profile"),
    [
        ({}, BLOCKED),
        ({"deployment": "self-hosted"}, FROZEN_LOCAL_COPY),
        ({"deployment": "self-hosted", "copy": "mirrored"}, FROZEN),
        ({"deployment": "self-hosted", "copy": "none"}, PULLED_AT_START),
        ({"deployment": "on-device", "copy": "mirrored"}, FROZEN),
        ({"kind": "accelerator"}, FROZEN_HARDWARE),
        ({"kind": "package"}, FROZEN_LOCAL_COPY),
        ({"kind": "dataset"}, FROZEN_LOCAL_COPY),
        ({"kind": "accelerator", "deployment": "hosted"}, BLOCKED),
    ],
)
def test_deployment_and_copy_decide_the_profile(more: dict[str, Any], profile: object) -> None:
    levers = node_of(graph_of([acme(**more)]), "a").levers
    assert {lever.profile for lever in levers} == {profile}
    assert {lever.jurisdiction for lever in levers} == {"US"}


def test_the_organisation_is_no_vendor_of_its_own_and_its_region_stays() -> None:
    own = {"id": "a", "provider": {"own": True}, "region": "US"}
    (lever,) = node_of(graph_of([own]), "a").levers
    assert lever.places == ("US",)


def test_a_provider_without_jurisdiction_is_known_as_a_vendor_and_unknown_as_a_subject() -> None:
    known, unknown = node_of(graph_of([{"id": "a", "provider": {"name": "Nobody Knows"}}]), "a").levers
    assert (known.vendor, known.jurisdiction, known.unknown) == ("Nobody Knows", None, False)
    assert (unknown.jurisdiction, unknown.unknown) == (FOREIGN, True)


@pytest.mark.parametrize(
    "component", [{"id": "a"}, {"id": "a", "uses": "no-such-thing-anywhere"}, acme(region="nowhere-9")]
)
def test_what_cannot_be_resolved_is_unknown(component: dict[str, Any]) -> None:
    assert any(
        lever.unknown and lever.jurisdiction == FOREIGN for lever in node_of(graph_of([component]), "a").levers
    )


def test_closed_weights_block_by_their_developer_and_open_ones_freeze() -> None:
    closed = node_of(graph_of([{"id": "a", "uses": "azure-openai/gpt-5"}]), "a").levers
    assert {lever.vendor for lever in closed if lever.axis == "developer"} == {"openai"}
    assert all(lever.profile == BLOCKED for lever in closed if lever.axis == "developer")
    open_weights = node_of(graph_of([{"id": "a", "uses": "groqcloud/llama-3.3-70b-instruct"}]), "a").levers
    assert all(lever.profile == FROZEN for lever in open_weights if lever.axis == "developer")


def test_a_copy_that_is_kept_elsewhere_is_guarded() -> None:
    copied = acme(deployment="self-hosted", copy={"at": "vault"})
    graph = graph_of([copied, {"id": "vault", "provider": {"name": "Vault Unheard Of", "jurisdiction": "DE"}}])
    node = node_of(graph, "a")
    assert graph.nodes[node.guard].id == "vault"
    assert node.levers[0].guarded == FROZEN_LOCAL_COPY


def test_defaults_are_noted_as_assumptions() -> None:
    graph = graph_of([{"id": "g", "any_of": ["a", "b"]}, acme(), acme(id="b", deployment="self-hosted")])
    noted = {one.assumption.id for one in graph.assumptions}
    assert {"s.rto", "s.criticality", "a.region", "b.host", "b.copy", "g/b.switch"} <= noted


def test_a_vendor_is_cut_with_everyone_above_it_once() -> None:
    vendors: dict[str, dict[str, Any]] = {
        "child": {"name": "Child", "parents": ["left", "right"]},
        "left": {"name": "Left", "parents": ["top"]},
        "right": {"name": "Right", "parents": ["top"]},
        "top": {"name": "Top"},
    }
    told: dict[str, Any] = {"reason": "their own register says so", "source": "register 7"}
    inventory = load(
        {
            "depaudit": 1,
            "services": [{"id": "s", "requires": ["a"]}],
            "components": [{"id": "a", "provider": "Child"}],
            "catalog": {"vendors": {name: told | record for name, record in vendors.items()}},
        }
    )
    graph = build_graph(inventory, Sources(known(inventory.overlay), as_of="2026-11-24"))
    assert graph.owners["child"] == {"child", "left", "right", "top"}


def test_a_lever_names_its_states() -> None:
    assert jurisdictions_of(Lever("location", places=("DE", "FR"))) == ("DE", "FR")
    assert jurisdictions_of(Lever("control", "US")) == ("US",)
    assert jurisdictions_of(Lever("control")) == ()


def test_what_a_maker_of_chips_needs_concerns_what_computes_and_not_its_licences() -> None:
    def relations(offering: str) -> set[str]:
        node = node_of(graph_of([{"id": "a", "uses": offering, "deployment": "hosted"}]), "a")
        return {edge.label for edge in node.requires}

    assert {"foundry", "memory"} <= relations("dgx-cloud")
    assert not {"foundry", "memory"} & relations("nvidia-ai-enterprise")
