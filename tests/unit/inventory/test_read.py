"""Reading: what forms values may take, files that stand in for an inventory, comments that accept findings."""

from pathlib import Path
from typing import Any

import pytest

from depaudit import InventoryError
from depaudit.inventory import links, read, validate
from depaudit.inventory.events import Plain, read_text
from depaudit.inventory.loose import inventory_of
from depaudit.inventory.read import load
from depaudit.model.inventory import Component, Inventory, Organisation, Service


def inventory(**parts: Any) -> dict[str, Any]:
    return {"depaudit": 1, **parts}


def gateway(plain: Plain) -> Inventory | None:
    """An importer that knows files with a key `gateway`."""
    if "gateway" not in plain.value:
        return None
    return Inventory(Organisation(), (Service("of-gateway"),), (Component(plain.value["gateway"]),))


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder / "main.yaml"


def test_short_and_long_forms_say_the_same() -> None:
    short = load(
        inventory(
            organisation={"name": "Own Ltd", "jurisdiction": "ca", "home": "CA"},
            components=[{"id": "a", "provider": "Own Ltd", "usage": {"spend_per_month": 40_000}}],
        )
    )
    long = load(
        inventory(
            organisation={"name": "Own Ltd", "jurisdiction": "CA", "home": ["CA"]},
            components=[{"id": "a", "provider": {"name": "Own Ltd", "own": True}}],
        )
    )
    (component,) = short.components
    assert short.organisation == long.organisation
    assert component.provider == long.components[0].provider
    assert component.usage is not None
    assert (component.usage.spend_per_month, component.usage.currency) == (40_000, None)


def test_a_switch_on_the_first_option_is_a_remark() -> None:
    options = [{"id": "a", "switch": {"time": "1h"}}, "b"]
    found = load(inventory(components=[{"id": "g", "any_of": options}, {"id": "a"}, {"id": "b"}]))
    assert "a switch on the first option means nothing" in found.warnings[0]


def test_a_file_that_stands_in_for_an_inventory(tmp_path: Path) -> None:
    path = written(tmp_path, main="gateway: router\n")
    assert [component.id for component in load(path, gateway).components] == ["router"]


def test_sources_bring_components_and_no_services(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        main="depaudit: 1\nservices: [{id: s, requires: [router]}]\nsources: [{gateway: live.yaml}]\n",
        live="gateway: router\n",
    )
    found = load(path, gateway)
    assert [service.id for service in found.services] == ["s"]
    assert [component.id for component in found.components] == ["router"]


def test_a_source_that_nobody_reads_is_named_and_hides_nothing_else(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        main="depaudit: 1\nservices: [{id: s, rto: soon, requires: [router]}]\nsources: [{gateway: live.yaml}]\n",
        live="other: 1\n",
    )
    with pytest.raises(InventoryError) as error:
        load(path, gateway)
    assert len(error.value.problems) == 2
    assert "live.yaml is not a gateway file" in str(error.value)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InventoryError, match="cannot be read"):
        load(tmp_path)


def test_a_byte_that_is_no_text_is_found_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "i.yaml"
    path.write_bytes(b"depaudit: 1\nx-a: \xff\n")
    with pytest.raises(InventoryError, match="UTF-8") as error:
        load(path)
    assert error.value.line == 2


def test_a_file_larger_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "MAX_BYTES", 5)
    with pytest.raises(InventoryError, match="larger than") as error:
        load(written(tmp_path, main="depaudit: 1\n"))
    assert "include" in error.value.hint


@pytest.mark.parametrize(
    ("survive", "known"),
    [("layer:inference@US", True), ("layer:nothing@US", False), ("vendor:x", True), ("vendor:", False), ("EU", True)],
)
def test_cuts_of_objectives(survive: str, *, known: bool) -> None:
    found = links.problems_of(
        inventory_of(read_text(f"objectives: [{{services: critical, survive: '{survive}'}}]\n", "i"))
    )
    assert (found == []) is known


def test_a_key_that_is_unknown_below_a_choice_of_forms_finds_its_neighbours() -> None:
    gate = {"any_of": ["a", "b"], "switch": {"tme": "1h"}}
    with pytest.raises(InventoryError) as error:
        load(inventory(services=[{"id": "s", "requires": [gate]}], components=[{"id": "a"}, {"id": "b"}]))
    assert (error.value.message, error.value.hint) == ("unknown key 'tme'", "did you mean 'time'?")


def test_a_document_that_is_no_mapping_is_one_problem() -> None:
    (problem,) = validate.problems_of(read_text("[1]\n", "i.yaml"))
    assert problem.position is not None
    assert problem.position.line == 1


WAIVED = """\
# depaudit: allow DA001 until 2027-01-31 because it stands above everything
depaudit: 1
services:
  - id: s
    criticality: high
# depaudit: allow DA002 until 2027-01-31 because nothing follows

# the end
"""


def test_a_comment_belongs_to_the_entry_it_stands_at_and_to_nothing_above_the_first(tmp_path: Path) -> None:
    with pytest.raises(InventoryError, match="stands at nothing") as error:
        load(written(tmp_path, main=WAIVED))
    assert error.value.line == 1
    below = WAIVED.partition("\n")[2]
    (waiver,) = load(written(tmp_path, main=below)).waivers
    assert (waiver.rule, waiver.subject) == ("DA002", "s")


def test_a_mapping_may_not_be_deeper_than_a_file() -> None:
    deep: list[Any] = []
    for _ in range(150):
        deep = [deep]
    with pytest.raises(InventoryError, match="deeper than 100"):
        load({"depaudit": 1, "x-deep": deep})
