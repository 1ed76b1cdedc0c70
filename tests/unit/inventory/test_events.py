"""From YAML text to plain values: scalars, anchors, and both parsers of PyYAML."""

import gc
import sys
from pathlib import Path
from typing import Any

import pytest

from depaudit import InventoryError, load
from depaudit.inventory.events import MAX_ALIASED, read_text

TEXT = """\
depaudit: 1
x-texts: [!!str 5, "7", plain]
x-nothing: [null, ~, ]
x-truth: [true, False]
x-numbers: [0x1F, 0o17, -3, 2.5, 1e3]
x-words: [NO, 1.2.3, -x]
x-anchored: [&a name, *a, &b {k: v}, *b]
"""


def value(text: str = TEXT) -> Any:
    return read_text(text, "i.yaml").value


def test_scalars_are_those_of_yaml_1_2() -> None:
    read = value()
    assert read["x-texts"] == ["5", "7", "plain"]
    assert read["x-nothing"] == [None, None]
    assert read["x-truth"] == [True, False]
    assert read["x-numbers"] == [31, 15, -3, 2.5, 1000.0]
    assert read["x-words"] == ["NO", "1.2.3", "-x"]


def test_anchors_stand_for_scalars_and_containers() -> None:
    assert value()["x-anchored"] == ["name", "name", {"k": "v"}, {"k": "v"}]


def test_without_the_parser_in_c_the_same_is_read_and_refused_at_the_same_place(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("depaudit: 1\nservices:\n  - id: s\n   bad: indent\n")
    with pytest.raises(InventoryError) as fast:
        load(wrong)
    expected = value()
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    assert value() == expected
    with pytest.raises(InventoryError) as slow:
        load(wrong)
    assert slow.value.line == fast.value.line


def test_the_garbage_collector_is_left_as_it_was() -> None:
    gc.disable()
    try:
        value()
        assert not gc.isenabled()
    finally:
        gc.enable()
    value()
    assert gc.isenabled()


def test_a_large_file_may_use_an_alias() -> None:
    many = ", ".join("x" * (MAX_ALIASED + 1))
    assert value(f"x-a: &a [1]\nx-b: *a\nx-many: [{many}]\n")["x-b"] == [1]
