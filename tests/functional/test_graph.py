"""`depaudit graph`: every format is well-formed, complete, and lets no name out of its place."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from depaudit.cli.group import run

ROOT = Path(__file__).parents[2]
BANK = str(ROOT / "examples" / "maple-bank.yaml")
HOSTILE = r"""
depaudit: 1
organisation: {jurisdiction: CA}
services:
  - {id: 'a"]; x-->y', requires: ['<script>&', {id: 'c\', survives: 7d}, {any_of: [d, "e\u202e"], for: quality}]}
components:
  - {id: '<script>&', provider: {name: X, jurisdiction: US}, copy: {at: d}, deployment: self-hosted}
  - {id: 'c\', provider: {name: Y}, k_of_n: {k: 1, of: [d, "e\u202e"]}}
  - {id: d, provider: {own: true}}
  - {id: "e\u202e", provider: {own: true}, region: DE}
"""
FORMATS = ["mermaid", "dot", "graphml", "json", "svg"]


def drawn(capsys: pytest.CaptureFixture[str], path: str, form: str) -> str:
    assert run(["graph", path, "-f", form]) == 0
    return capsys.readouterr().out


@pytest.fixture
def hostile(tmp_path: Path) -> str:
    path = tmp_path / "inventory.yaml"
    path.write_text(HOSTILE, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_input_gives_the_same_bytes(capsys: pytest.CaptureFixture[str], form: str) -> None:
    assert drawn(capsys, BANK, form) == drawn(capsys, BANK, form)


@pytest.mark.parametrize("form", FORMATS)
def test_marks_that_turn_text_round_are_shown_as_codes(
    capsys: pytest.CaptureFixture[str], hostile: str, form: str
) -> None:
    text = drawn(capsys, hostile, form)
    assert "\u202e" not in text
    assert "u202e" in text


def test_json_names_what_the_inventory_names(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(drawn(capsys, BANK, "json"))
    names = {node["name"] for node in found["nodes"]}
    assert {"claims-triage", "azure-gpt", "fraud-model#1"} <= names
    assert all(edge["source"] in names and edge["target"] in names for edge in found["edges"])
    labels = {edge["label"] for edge in found["edges"] if edge["relation"] == "option"}
    assert {"1", "3 after 2 d", "4 after 1 min, lasts 5 d"} <= labels


def test_xml_formats_are_well_formed_with_a_box_for_every_node(
    capsys: pytest.CaptureFixture[str], hostile: str
) -> None:
    nodes = len(json.loads(drawn(capsys, hostile, "json"))["nodes"])
    svg = ET.fromstring(drawn(capsys, hostile, "svg"))
    titles = [title.text for title in svg.iter("{http://www.w3.org/2000/svg}title")]
    assert len(titles) == nodes + 1
    assert "<script>&" in titles
    graphml = ET.fromstring(drawn(capsys, hostile, "graphml"))
    assert len(list(graphml.iter("{http://graphml.graphdrawing.org/xmlns}node"))) == nodes


def test_no_name_ends_its_quotes(capsys: pytest.CaptureFixture[str], hostile: str) -> None:
    for line in drawn(capsys, hostile, "mermaid").splitlines()[1:]:
        assert re.fullmatch(
            r'  n\d+(\(\[|\{\{|\[)"[^"<>&]*(<br/>[^"<>&]*)*"(\]\)|\}\}|\])|  n\d+ \S+(\|"[^"<>&]*"\|)? n\d+', line
        )
    for line in drawn(capsys, hostile, "dot").splitlines()[3:-1]:
        assert re.fullmatch(r'  n\d+( -> n\d+)? \[(\w+=("([^"\\]|\\.)*"|[\w.]+)(, )?)+\];', line)


def test_help_has_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["graph", "--help"]) == 0
    assert "depaudit graph inventory.yaml -f svg" in capsys.readouterr().out
