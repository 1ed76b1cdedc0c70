"""The compiled schema: in step with the definitions, written by the same command, plain data only."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from depaudit.inventory import compile as compiler
from depaudit.model.layer import LAYER_OF_KIND


def test_the_compiled_schema_is_in_step() -> None:
    assert compiler.main(["--check"]) == 0


def test_it_is_written_as_it_is_checked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(compiler, "TARGET", tmp_path / "schema.json")
    assert compiler.main(["--check"]) == 1
    assert "out of step" in capsys.readouterr().err
    assert compiler.main([]) == 0
    assert compiler.main(["--check"]) == 0
    assert json.loads((tmp_path / "schema.json").read_text()) == compiler.core_schema()


def test_extension_keys_are_free_everywhere() -> None:
    schema = compiler.json_schema()
    assert schema["title"] == "depaudit inventory"
    assert all("^x-" in part["patternProperties"] for part in (schema, *schema["$defs"].values()))


def test_what_cannot_be_written_down_stops_the_compilation(monkeypatch: pytest.MonkeyPatch) -> None:
    adapter = SimpleNamespace(core_schema={"type": "function", "function": print})
    monkeypatch.setattr(compiler, "TypeAdapter", lambda _: adapter)
    with pytest.raises(TypeError, match="cannot be written down"):
        compiler.core_schema()


def test_every_kind_is_in_the_schema_and_in_the_documentation() -> None:
    kinds = compiler.json_schema()["$defs"]["Component"]["properties"]["kind"]["enum"]
    assert kinds == list(LAYER_OF_KIND)
    page = (Path(__file__).parents[3] / "docs/pages/inventory.md").read_text(encoding="utf-8")
    assert [kind for kind in kinds if f"`{kind}`" not in page] == []
