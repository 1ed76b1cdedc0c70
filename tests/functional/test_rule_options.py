"""Options of rules: from a settings file and the command line, typed, and wrong ones at their line."""

import json
from pathlib import Path

import pytest

from depaudit.cli.group import run

INVENTORY = """\
depaudit: 1
organisation: {jurisdiction: CA}
services: [{id: s, criticality: critical, requires: [a]}]
components:
  - {id: a, uses: llama-3.3-70b-instruct, deployment: self-hosted, copy: {state: mirrored, verified: 2026-10-01}}
"""
SCAN = ["scan", "inventory.yaml", "-f", "concise", "--select", "DA025", "--as-of", "2026-11-24", "--fail-on", "low"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "inventory.yaml").write_text(INVENTORY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("depaudit.toml", "[rules.DA025]\nmax-age-days = 10\n"),
        ("depaudit.toml", "[rules]\ncopy-not-verified = {max-age-days = 10}\n"),
        ("pyproject.toml", "[tool.depaudit.rules.DA025]\nmax-age-days = 10\n"),
    ],
)
def test_a_settings_file_sets_an_option(
    name: str, text: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(SCAN) == 0
    (folder / name).write_text(text, encoding="utf-8")
    assert run(SCAN) == 1
    assert run([*SCAN, "--rule-option", "DA025.max-age-days=90"]) == 0
    capsys.readouterr()
    assert run(["config", "show"]) == 0
    (row,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("rule-option")]
    assert "max-age-days=10" in row
    assert name in row


def test_what_is_not_there_is_an_error_at_its_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = '[rules.DA025]\nmax-age-dys = 1\n[rules.DA9]\nx = 1\n[rules.DA020]\nmax-age-days = "x"\n'
    (folder / "depaudit.toml").write_text(text, encoding="utf-8")
    assert run(SCAN) == 2
    said = capsys.readouterr().err
    assert "depaudit.toml:2: DA025 has no option 'max-age-dys'" in said
    assert "did you mean 'max-age-days'?" in said
    assert "depaudit.toml:3: there is no rule 'DA9'" in said
    assert "depaudit.toml:6: DA020.max-age-days: 'x' is not a whole number" in said


def test_a_table_is_no_number_and_no_list_of_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for text in ("[rules]\nDA025 = 3\n", 'rules = ["evil.py"]\n'):
        (folder / "depaudit.toml").write_text(text, encoding="utf-8")
        assert run(SCAN) == 2
        assert "has the wrong type" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("DA025.max-age-days", "sets nothing"),
        ("DA025=3", "sets nothing"),
        ("DA025.max-age-days=soon", "is not a whole number"),
        ("DA001.x=1", "it has no options"),
        ("DA0025.max-age-days=1", "did you mean"),
    ],
)
def test_the_command_line_says_what_is_wrong(
    word: str, said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*SCAN, "--rule-option", word]) == 2
    assert said in capsys.readouterr().err


def test_the_list_and_the_manual_page_show_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "list", "--format", "json"]) == 0
    rules = {one["id"]: one for one in json.loads(capsys.readouterr().out)}
    assert rules["DA025"]["options"] == {"max-age-days": 365}
    assert {"framework": "eu-dora-28-29", "article": "3(29)"} in rules["DA005"]["frameworks"]
    assert rules["DA009"]["confidence"] == "medium"
    assert run(["explain", "DA020"]) == 0
    page = capsys.readouterr().out
    assert "Option: max-age-days = 365" in page
    assert "Framework: eu-dora-28-29 28(8), DORA" in page
    assert "since 0.1.0" in page
