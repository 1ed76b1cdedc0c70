"""All problems of an input at once: a fault of form does not hide dangling and double ids, and none is false."""

from pathlib import Path
from typing import Any

import pytest

from depaudit import InventoryError, load
from depaudit.inventory import loose, schema
from depaudit.inventory.read import load_all

WRONG = {"id": "w", "critcality": "high"}
"""A service with a misspelt key."""


def said(*sources: Any) -> list[str]:
    with pytest.raises(InventoryError) as error:
        load_all(sources)
    return [problem.message for problem in error.value.problems]


def inventory(**parts: Any) -> dict[str, Any]:
    return {"depaudit": 1, **parts}


@pytest.mark.parametrize(
    ("component", "missing"),
    [
        ({"id": "a", "requires": ["gone"]}, ["gone"]),
        ({"id": "a", "requires": [{"id": "gone", "for": "quality"}]}, ["gone"]),
        ({"id": "a", "requires": [{"any_of": ["w", {"id": "gone"}]}]}, ["gone"]),
        ({"id": "a", "any_of": ["gone", "lost"]}, ["gone", "lost"]),
        ({"id": "a", "k_of_n": {"k": 1, "of": ["gone", "w"]}}, ["gone"]),
        ({"id": "a", "requires": [{"k_of_n": {"k": 1, "of": ["lost"]}}]}, ["lost"]),
        ({"id": "a", "uses": "openai-api", "copy": {"at": "gone"}}, ["gone"]),
    ],
)
def test_a_wrong_key_hides_no_dangling_id(component: dict[str, Any], missing: list[str]) -> None:
    found = said(inventory(services=[WRONG], components=[component]))
    assert sorted(found) == sorted(
        ["unknown key 'critcality'", *(f"no component or service has the id {name!r}" for name in missing)]
    )


def test_a_wrong_key_hides_no_double_id_and_no_loop() -> None:
    found = said(inventory(services=[WRONG, {"id": "w", "requires": ["w"]}]))
    assert sorted(found) == ["'w' requires itself", "the id 'w' is there twice", "unknown key 'critcality'"]


def test_a_wrong_duration_hides_no_dangling_id() -> None:
    found = said(inventory(services=[{"id": "s", "rto": "soon", "requires": ["gone"]}]))
    assert found[0] != found[1]
    assert "no component or service has the id 'gone'" in found


def test_a_wrong_key_hides_no_wrong_objective() -> None:
    objective = {"services": ["x", 3, "w"], "survive": ["nowhere", "US"]}
    found = said(inventory(services=[WRONG], objectives=[objective, "free text"]))
    assert "no service has the id 'x'" in found
    assert "'nowhere' is not a cut" in found
    assert not any("'US'" in message or "'w'" in message for message in found)


@pytest.mark.parametrize(
    "parts",
    [
        {"services": [{"id": "s", "requires": ["a"]}, {"ids": "a"}]},
        {"services": [{"id": "s", "requires": ["a"]}], "components": [{"id": 5}]},
        {"services": [{"id": "s", "requires": ["a"]}], "components": ["a"]},
        {"services": [{"id": "s", "requires": ["a"]}], "components": {"a": {}}},
        {"services": [{"id": "s", "requires": ["a"]}], "componets": [{"id": "a"}]},
        {"services": [{"id": "s", "requires": ["a"]}], "include": 5},
        {"services": [{"id": "s", "requires": ["a"]}], "include": [5]},
        {"services": [{"id": "s", "requires": ["a"]}], "sources": [{"litellm": "../far.yaml"}]},
        {"services": [{"ids": "a"}], "objectives": [{"services": ["a"], "survive": "US"}]},
    ],
)
def test_a_target_that_could_not_be_read_is_not_said_to_be_missing(parts: dict[str, Any]) -> None:
    found = said(inventory(**parts))
    assert found
    assert not any("has the id" in message for message in found)


def test_a_target_of_the_wrong_type_is_said_once() -> None:
    found = said(
        inventory(
            services=[{"id": "s", "requires": [3, {"id": 4}, {"id": ""}, {"any_of": 5}], "k_of_n": {"of": 3}}],
            components=[{"id": "a", "copy": {"at": 3}, "any_of": [3, {"id": ""}]}],
        )
    )
    assert not any("has the id" in message for message in found)


def test_extension_keys_leave_the_ids_readable() -> None:
    found = said({"depaudit": 1, "x-note": 1, "services": [{**WRONG, "requires": ["gone"]}]})
    assert "no component or service has the id 'gone'" in found


def test_positions_are_those_of_the_references(tmp_path: Path) -> None:
    path = tmp_path / "i.yaml"
    path.write_text("depaudit: 1\nservices:\n  - id: s\n    critcality: high\n    requires:\n      - gone\n")
    with pytest.raises(InventoryError) as error:
        load(path)
    places = [(one.position.line, one.position.column) for one in error.value.problems if one.position]
    assert places == [(4, 5), (6, 9)]


def test_ids_of_another_file_count(tmp_path: Path) -> None:
    (tmp_path / "sound.yaml").write_text("depaudit: 1\ncomponents: [{id: a}]\n")
    (tmp_path / "wrong.yaml").write_text("depaudit: 1\nservices: [{id: s, requires: [a, b], x: 1}]\n")
    found = said(tmp_path / "sound.yaml", tmp_path / "wrong.yaml")
    assert sorted(found) == ["no component or service has the id 'b'", "unknown key 'x'"]


def test_files_that_cannot_be_read_are_reported_together(tmp_path: Path) -> None:
    (tmp_path / "wrong.yaml").write_text("depaudit: 1\nservices: [{id: s, requires: [a], x: 1}]\n")
    found = said(tmp_path / "none.yaml", tmp_path / "nothing.yaml", tmp_path / "wrong.yaml")
    assert found.count("there is no such file") == 2
    assert "unknown key 'x'" in found
    assert not any("has the id" in message for message in found)


def test_a_missing_source_is_reported_with_all_else(tmp_path: Path) -> None:
    path = tmp_path / "i.yaml"
    path.write_text("depaudit: 1\nservices: [{id: s, x: 1}]\nsources: [{litellm: gone.yaml}]\n")
    with pytest.raises(InventoryError) as error:
        load(path)
    lines = [problem.position.line for problem in error.value.problems if problem.position]
    assert lines == [2, 3]


def test_the_keys_of_the_schema_are_the_keys_that_are_known() -> None:
    assert frozenset(schema.Inventory.__annotations__) == loose.KEYS


def test_a_mapping_with_an_include_is_checked_as_ever() -> None:
    assert said(inventory(services=[{"id": "s", "requires": ["gone"]}], include="other.yaml")) == [
        "no component or service has the id 'gone'"
    ]
