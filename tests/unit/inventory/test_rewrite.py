"""A plan as text: what it says is what was planned, and comments stay."""

from datetime import date
from pathlib import Path

import pytest

import depaudit
from depaudit.analysis.alternatives.wish import Wish
from depaudit.analysis.plan import apply, asked
from depaudit.analysis.plan.generate import actions_for
from depaudit.analysis.plan.write import rewritten
from depaudit.errors import InventoryError
from depaudit.inventory.rewrite import Rewrite, duration, flow, plain_component
from depaudit.model.inventory import (
    AnyOf,
    Component,
    Copy,
    Inventory,
    Item,
    KOfN,
    Option,
    Provider,
    Switch,
)

TEXT = """\
# head
depaudit: 1
organisation: {name: B, jurisdiction: CA}
services:
  - id: s             # the service
    criticality: critical
    requires: [llm, db, {id: sso, for: run}, {any_of: [x, {id: y, switch: {mode: manual}}]}]
  - {id: t, criticality: high, requires: [g, pool]}
components:
  - id: llm
    uses: azure-openai/gpt-5   # sourced
    region: US
  - {id: db, uses: pinecone-svc, region: US}
  - id: sso
    uses: auth0
  - {id: x, provider: {name: Acme, jurisdiction: US}}
  - {id: y, provider: {own: true}, region: CA}
  - id: g
    any_of:
      - x             # first
      - id: y         # second
        switch: {mode: manual, time: 2d}
  - id: pool
    k_of_n:
      k: 2
      of:
        - y
        - rack        # the other
  - id: rack
    provider: {own: true}
    region: US

# tail
"""


def bare(inventory: Inventory) -> object:
    """Without what only the text has: positions, paths, digest; components by id."""
    strip = str.maketrans("", "", " ")
    parts = sorted(map(_plain, inventory.components))
    return (parts, sorted(map(_plain, inventory.services)), str(inventory.organisation).translate(strip))


def _plain(thing: object) -> str:
    import re

    return re.sub(r"position=Position\([^)]*\)", "", str(thing))


def test_the_text_says_what_was_planned(tmp_path: Path) -> None:
    path = tmp_path / "inventory.yaml"
    path.write_text(TEXT)
    inventory = depaudit.load(path)
    plan = depaudit.plan(inventory, "US")
    assert plan.reached
    assert len({action.kind for action in plan.actions}) >= 4
    text = rewritten(TEXT, inventory, plan.actions, str(path))
    path.write_text(text)
    assert bare(depaudit.load(path)) == bare(apply(inventory, plan.actions))
    for comment in ("# head", "# the service", "# sourced", "# first", "# tail"):
        assert comment in text
    assert depaudit.plan(depaudit.load(path), "US").failing == 0


@pytest.mark.parametrize(
    "kind", ["automate-switch", "put-first", "add-spare", "move-region", "self-host", "widen-switch"]
)
def test_every_kind_of_action_alone(kind: str, tmp_path: Path) -> None:
    text = TEXT.replace("{mode: manual, time: 2d}", "{mode: automatic, time: 1m, fires_on: [timeout]}")
    path = tmp_path / "inventory.yaml"
    path.write_text(text)
    inventory = depaudit.load(path)
    simulation = depaudit.Simulation(inventory)
    chosen = [one for one in actions_for(simulation, asked(simulation, ["US"]), Wish()) if one.kind == kind]
    assert chosen
    for action in chosen:
        path.write_text(rewritten(text, inventory, (action,), str(path)))
        assert bare(depaudit.load(path)) == bare(apply(inventory, (action,)))


def test_flow_lists_are_continued_in_flow() -> None:
    text = "components: [{id: a, uses: x, region: US}]\nservices: [{id: s, requires: [a]}]\n"
    rewrite = Rewrite(text)
    rewrite.rename("a", "b")
    assert rewrite.text() == text.replace("requires: [a]", "requires: [b]")


def test_what_cannot_be_changed_is_an_error() -> None:
    with pytest.raises(InventoryError, match="no list of components"):
        Rewrite("model_list: []\n")
    with pytest.raises(InventoryError, match="not YAML"):
        Rewrite("a: [\n")
    with pytest.raises(InventoryError, match="another file"):
        Rewrite("components: []\n").regate("g", KOfN(1, ("a",)), KOfN(1, ("b",)), {})


def test_values_on_one_line() -> None:
    assert (
        flow({"a": True, "b": [1, "NO", "x y"], "c": "5m", "d": "on"})
        == '{a: true, b: [1, "NO", "x y"], c: 5m, d: "on"}'
    )
    assert [duration(seconds) for seconds in (0, 90, 300, 7200, 172800)] == ["0s", "90s", "5m", "2h", "2d"]


FLOW = """\
depaudit: 1
organisation: {name: B, jurisdiction: CA}
services: [{id: s, criticality: critical, requires: [app, sso]}]
components: [{id: app, uses: pinecone-svc, requires: [host, sso, keys], region: US}, {id: sso, uses: auth0}, \
{id: host, uses: aws-regions-eu, region: DE}, {id: keys, provider: {own: true}, kind: key-store, region: CA}]
"""
BLOCK = """\
depaudit: 1
organisation: {name: B, jurisdiction: CA}
services:
  - id: s
    criticality: critical
    requires: [app]
  - id: t
    criticality: critical
    requires: [bare]
components:
  - id: app
    uses: pinecone-svc
    requires:
      - host      # the machines
      - keys      # stays
  - id: bare
    uses: pinecone-svc
    requires:
      - host
    region: US
  - {id: host, uses: aws-regions-eu, region: DE}
  - {id: keys, provider: {own: true}, kind: key-store, region: CA}
"""


LAST = """\
depaudit: 1
organisation: {name: B, jurisdiction: CA}
services: [{id: s, criticality: critical, requires: [app, two, keys]}]
components:
  - uses: aws-regions-eu
    id: app
    region: DE
  - {uses: vertex-ai, region: US, id: two}
  - {id: keys, provider: {own: true}, kind: key-store, region: CA}
"""


@pytest.mark.parametrize("text", [FLOW, BLOCK, LAST])
def test_machines_are_left_behind_in_the_text_too(text: str, tmp_path: Path) -> None:
    path = tmp_path / "inventory.yaml"
    path.write_text(text)
    inventory = depaudit.load(path)
    plan = depaudit.plan(inventory, "US")
    assert plan.reached
    path.write_text(rewritten(text, inventory, plan.actions, str(path)))
    assert bare(depaudit.load(path)) == bare(apply(inventory, plan.actions))
    assert "keys" in path.read_text()


def test_a_member_is_added_to_a_list_on_one_line() -> None:
    text = "components: [{id: g, any_of: [a, b]}, {id: a}, {id: b}]\n"
    rewrite = Rewrite(text)
    old = AnyOf((Option("a"), Option("b")))
    rewrite.regate("g", old, AnyOf((*old.options, Option("c"))), {})
    assert rewrite.text() == text.replace("[a, b]", "[a, b, c]")


def test_requirements_in_the_middle_of_a_line_are_taken_out() -> None:
    text = "components: [{id: a, uses: x, requires: [b, c, d]}, {id: b}, {id: c}, {id: d}]\n"
    rewrite = Rewrite(text)
    old = Component("a", uses="x", requires=(Item("b"), Item("c"), Item("d")))
    rewrite.change_leaf(old, Component("a", uses="x", requires=(Item("b"), Item("d"))))
    assert rewrite.text() == text.replace("[b, c, d]", "[b, d]")


def test_requirements_that_all_stay_are_left_as_they_are() -> None:
    text = "components:\n  - id: a\n    uses: x\n    requires: [b]  # why\n  - {id: b}\n"
    rewrite = Rewrite(text)
    rewrite.change_leaf(
        Component("a", uses="x", requires=(Item("b"),)), Component("a", uses="y", requires=(Item("b"),))
    )
    assert rewrite.text() == text.replace("uses: x", "uses: y")


def test_a_component_is_written_as_one_would_write_it() -> None:
    switch = Switch("automatic", 300, ("not_found",), date(2026, 9, 1))
    gate = AnyOf((Option("x"), Option("y", switch, 5 * 86_400), Option("z", Switch())))
    component = Component("g", provider=Provider("Acme", "CA"), gate=gate, copy=Copy("mirrored", "x"),
                          region=("CA", "DE"), requires=(Item("x"), Item("y", "quality")))  # fmt: skip
    assert plain_component(component) == {
        "id": "g",
        "provider": {"name": "Acme", "jurisdiction": "CA"},
        "region": ["CA", "DE"],
        "copy": {"state": "mirrored", "at": "x"},
        "any_of": [
            "x",
            {
                "id": "y",
                "switch": {"mode": "automatic", "time": "5m", "fires_on": ["not_found"], "tested": "2026-09-01"},
                "lasts": "5d",
            },
            {"id": "z", "switch": {}},
        ],
        "requires": ["x", {"id": "y", "for": "quality"}],
    }
    assert plain_component(Component("p", gate=KOfN(1, ("x", "y"))))["k_of_n"] == {"k": 1, "of": ["x", "y"]}
    assert plain_component(Component("n", provider=Provider("Acme")))["provider"] == {"name": "Acme"}


def test_the_first_key_of_an_entry_is_taken_out_with_what_stands_before_the_next() -> None:
    text = "components:\n  - region: US\n    id: a\n    uses: x\n"
    rewrite = Rewrite(text)
    rewrite.change_leaf(Component("a", uses="x", region=("US",)), Component("a", uses="x"))
    assert rewrite.text() == "components:\n  - id: a\n    uses: x\n"


def test_only_what_changes_of_a_leaf_is_touched(tmp_path: Path) -> None:
    path = tmp_path / "inventory.yaml"
    path.write_text(
        "depaudit: 1\norganisation: {jurisdiction: CA}\n"
        "services: [{id: s, criticality: critical, rto: 4h, requires: [m]}]\n"
        "components:\n  - id: m\n    uses: vllm\n    model: own-model\n    developer: Meta\n    weights: open\n"
        "    licence: llama3.3\n    retires_on: 2027-01-01\n    copy: {state: mirrored, verified: 2026-09-01}\n"
        "    region:   # where it was\n    - US\n    deployment: self-hosted\n"
    )
    inventory = depaudit.load(path)
    plan = depaudit.plan(inventory, "US")
    assert [action.kind for action in plan.actions] == ["move-region"]
    text = rewritten(path.read_text(), inventory, plan.actions, str(path))
    assert text == path.read_text().replace("region:   # where it was\n    - US", "region: CA  # where it was")
    path.write_text(text)
    assert bare(depaudit.load(path)) == bare(apply(inventory, plan.actions))
    kept = plain_component(inventory.components[0])
    assert (kept["retires_on"], kept["copy"]) == ("2027-01-01", {"state": "mirrored", "verified": "2026-09-01"})


def test_an_option_that_is_renamed_and_switched_is_written_once(tmp_path: Path) -> None:
    path = tmp_path / "inventory.yaml"
    path.write_text(
        "depaudit: 1\norganisation: {jurisdiction: CA}\n"
        "services: [{id: s, criticality: critical, rto: 4h, requires: [g, llm]}]\n"
        "components:\n  - {id: x, provider: {name: Acme, jurisdiction: US}}\n"
        "  - {id: llm, uses: azure-openai/gpt-5}\n  - id: g\n    any_of:\n      - x  # one\n      - id: llm  # two\n"
        "        lasts: 40d\n"
    )
    inventory = depaudit.load(path)
    simulation = depaudit.Simulation(inventory)
    found = actions_for(simulation, asked(simulation, ["US", "DE"]), Wish())
    for first in (one for one in found if one.kind == "add-fallback"):
        for second in (one for one in found if one.kind in ("automate-switch", "self-host")):
            text = rewritten(path.read_text(), inventory, (first, second), str(path))
            changed = tmp_path / "new.yaml"
            changed.write_text(text)
            assert bare(depaudit.load(changed)) == bare(apply(inventory, (first, second)))
            assert "# one" in text


def test_a_requirement_that_goes_is_not_renamed_on_its_way(tmp_path: Path) -> None:
    """One's own software does not call the model that the product called; that model gets a fallback for all else."""
    path = tmp_path / "inventory.yaml"
    path.write_text(
        "depaudit: 1\norganisation: {jurisdiction: CA}\n"
        "services: [{id: s, criticality: critical, requires: [app, llm]}]\n"
        "components:\n  - id: app\n    uses: pinecone-svc\n    requires:\n      - keys\n      - llm  # embeds\n"
        "  - {id: llm, uses: azure-openai/gpt-5}\n"
        "  - {id: keys, provider: {own: true}, kind: key-store, region: CA}\n"
    )
    inventory = depaudit.load(path)
    plan = depaudit.plan(inventory, "US")
    assert {(action.kind, action.place) for action in plan.actions} == {("self-host", "app"), ("add-fallback", "llm")}
    text = rewritten(path.read_text(), inventory, plan.actions, str(path))
    assert "requires: [app, llm-or-fallback]" in text
    assert "    requires:\n      - keys\n  - {id: llm," in text
    path.write_text(text)
    assert bare(depaudit.load(path)) == bare(apply(inventory, plan.actions))
