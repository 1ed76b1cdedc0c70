"""Several files that stand in for inventories, and what a group brings along."""

from pathlib import Path

import pytest

from depaudit import InventoryError, Simulation, load
from depaudit.inventory.sources import Foreign, named, without_services
from depaudit.model.inventory import (
    AnyOf,
    Component,
    Copy,
    Inventory,
    Item,
    KOfN,
    Notice,
    Option,
    Organisation,
    Service,
)

LITELLM = """\
model_list:
  - {model_name: chat, litellm_params: {model: openai/gpt-5}}
  - {model_name: local, litellm_params: {model: ollama/llama3}}
router_settings: {fallbacks: [{chat: [local]}]}
general_settings: {database_url: "postgres://u:p@db.eu-west-1.rds.amazonaws.com/x"}
"""
HEAD = "depaudit: 1\norganisation: {jurisdiction: CA}\n"


def written(folder: Path, text: str, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    path = folder / "inventory.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def parts() -> Inventory:
    gate = AnyOf((Option("a"), Option("b")))
    components = (
        Component("g", gate=gate), Component("a", requires=(Item("b"), Item(KOfN(1, ("a", "b"))))),
        Component("b", copy=Copy("mirrored", "a")), Component("c", copy=Copy("none")),
    )  # fmt: skip
    services = (Service("service/g", requires=(Item("g"), Item("c"))), Service("empty", gate=gate))
    return Inventory(Organisation(), services, components, notices=(Notice("wildcard", "g", "text"),))


def test_one_file_keeps_its_ids() -> None:
    assert named([Foreign(parts(), "x.yaml")]) == [parts()]


def test_a_name_stands_before_every_id_and_every_reference() -> None:
    (found,) = named([Foreign(parts(), "x.yaml", "eu")])
    g, a, b, c = found.components
    gate = AnyOf((Option("eu/a"), Option("eu/b")))
    assert (g.id, g.gate) == ("eu/g", gate)
    assert [item.target for item in a.requires] == ["eu/b", KOfN(1, ("eu/a", "eu/b"))]
    assert (b.copy, c.copy) == (Copy("mirrored", "eu/a"), Copy("none"))
    assert [one.id for one in found.services] == ["eu/service/g", "eu/empty"]
    assert found.services[0].requires == (Item("eu/g"), Item("eu/c"))
    assert found.services[1].gate == gate
    assert found.notices[0].subject == "eu/g"


def test_several_files_are_named_after_themselves_and_never_alike() -> None:
    files = [Foreign(parts(), "a/x.yaml"), Foreign(parts(), "b/x.yaml"), Foreign(parts(), "c.yaml", "x-2")]
    assert [one.components[0].id for one in named(files)] == ["x/g", "x-3/g", "x-2/g"]


def test_a_group_brings_along_what_its_service_needs_beside_it() -> None:
    found = without_services(parts())
    assert found.services == ()
    assert found.components[0].requires == (Item("c"),)
    assert found.components[2:] == parts().components[2:]


def test_a_service_on_a_group_stands_on_the_gateway(tmp_path: Path) -> None:
    config = "{provider: mistral-ai, api_key: x, override_params: {model: mistral-large-2512}}\n"
    text = "sources: [{portkey: one.yaml}]\nservices: [{id: s, requires: [portkey]}]\n"
    path = written(tmp_path, text, one=config)
    assert Simulation(load(path)).run(["vendor:portkey"])["s"].state_at(0) == "down"


def test_two_sources_stand_beside_each_other(tmp_path: Path) -> None:
    text = "sources: [{litellm: one.yaml}, {litellm: two.yaml, as: eu}, {litellm: one.yaml}]\n"
    text += "services: [{id: s, requires: [one/chat, eu/local]}]\n"
    found = load(written(tmp_path, text, one=LITELLM, two=LITELLM))
    names = [component.id for component in found.components]
    assert {"one/gateway", "eu/gateway", "one/gateway-database", "eu/gateway-database"} <= set(names)
    assert len(set(names)) == len(names) == 10


def test_a_name_that_lost_its_source_is_hinted_at(tmp_path: Path) -> None:
    text = "sources: [{litellm: one.yaml, as: one}]\nservices: [{id: s, requires: [chat, nothing-like-it]}]\n"
    with pytest.raises(InventoryError) as error:
        load(written(tmp_path, text, one=LITELLM))
    assert [problem.hint for problem in error.value.problems] == [
        "did you mean 'one/chat'?",
        "declare it under components",
    ]


@pytest.mark.parametrize(
    ("second", "message"),
    [("{litellm: two.yaml, as: eu}", "two sources have the name 'eu'"), ("{litellm: two.yaml, as: 3}", "`as` is not"),
     ("{litellm: two.yaml, as: ''}", "`as` is not")],
)  # fmt: skip
def test_names_that_are_none(second: str, message: str, tmp_path: Path) -> None:
    text = f"sources: [{{litellm: one.yaml, as: eu}}, {second}]\nservices: [{{id: s, requires: [eu/chat]}}]\n"
    with pytest.raises(InventoryError, match=message):
        load(written(tmp_path, text, one=LITELLM, two=LITELLM))


def test_sources_and_includes_above_the_folder_need_a_root(tmp_path: Path) -> None:
    text = "sources: [{litellm: ../one.yaml}]\ninclude: ../more.yaml\nservices: [{id: s, requires: [chat, m]}]\n"
    path = written(tmp_path / "audit", text)
    (tmp_path / "one.yaml").write_text(LITELLM, encoding="utf-8")
    (tmp_path / "more.yaml").write_text("depaudit: 1\ncomponents: [{id: m}]\n", encoding="utf-8")
    with pytest.raises(InventoryError, match="outside the inventory's folder") as error:
        load(path)
    assert "--root" in str(error.value.problems[0].hint)
    assert {"chat", "m"} < {component.id for component in load(path, root=tmp_path).components}
    with pytest.raises(InventoryError, match="outside the inventory's folder and the root"):
        load(path, root=tmp_path / "audit")


def test_resources_of_kubernetes_without_a_gateway(tmp_path: Path) -> None:
    path = tmp_path / "all.yaml"
    path.write_text("apiVersion: v1\nkind: Service\n---\napiVersion: apps/v1\nkind: Deployment\n", encoding="utf-8")
    with pytest.raises(InventoryError, match=r"Kubernetes \(Deployment, Service\)"):
        load(path)
    path.write_text("apiVersion: v1\nkind: ConfigMap\ndata: {a: b}\n", encoding="utf-8")
    with pytest.raises(InventoryError, match=r"Kubernetes \(ConfigMap\)"):
        load(path)
