"""From YAML text to plain values: scalars, anchors, and both parsers of PyYAML."""

import gc
import sys
from pathlib import Path
from typing import Any

import pytest

from depaudit import InventoryError, load
from depaudit.inventory import read_plain
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


MERGED = """\
x-base: &base {a: 1, b: 2}
x-more: &more {b: 3, c: 4}
one:
  <<: *base
  b: 9
many: {<<: [*base, *more], d: 5}
odd: {<<: text}
"""


def test_merge_keys_of_files_of_others_are_filled_in() -> None:
    plain = read_text(MERGED, "config.yaml")
    assert plain.value["one"] == {"b": 9, "a": 1}
    assert plain.value["many"] == {"d": 5, "a": 1, "b": 2, "c": 4}
    assert plain.value["odd"] == {}
    assert plain.merged is not None
    assert plain.merged.line == 4
    assert plain.position(plain.value["one"], "b").line == 5
    assert plain.position(plain.value["one"], "a").line == 4


def test_an_inventory_has_no_merge_keys(tmp_path: Path) -> None:
    path = tmp_path / "inventory.yaml"
    path.write_text("depaudit: 1\nx-a: &a {k: v}\norganisation:\n  <<: *a\n", encoding="utf-8")
    with pytest.raises(InventoryError, match="merge keys") as caught:
        load(path)
    assert caught.value.line == 4
    with pytest.raises(InventoryError, match="merge keys"):
        read_plain(path)
    assert read_plain(path, merges=True).value["organisation"] == {"k": "v"}


@pytest.mark.parametrize("text", ["a:\n{{- range .Values.x }}\n  - b: 1\n{{- end }}\n", "a: {{ env }}\n"])
def test_what_looks_like_a_template_is_said_to(text: str) -> None:
    with pytest.raises(InventoryError) as caught:
        read_text(text, "t.yaml")
    assert "render it first" in caught.value.problems[0].hint


def test_a_key_may_be_an_alias_of_a_text_and_of_nothing_else() -> None:
    assert value("a: &name x\n*name : 1\n") == {"a": "x", "x": 1}
    with pytest.raises(InventoryError, match="an alias of what is no text as a key") as caught:
        value("a: &number 5\nb: {*number : 1}\n")
    assert (caught.value.line, caught.value.column) == (2, 5)


def test_a_text_without_a_document_is_nothing() -> None:
    assert value("# nothing yet\n") is None
