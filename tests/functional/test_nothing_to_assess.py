"""What leaves nothing to assess is no all-clear, and a weight of nothing is no crash."""

from pathlib import Path

import pytest

from depaudit.cli.group import run

HEAD = "depaudit: 1\norganisation: {jurisdiction: CA}\n"
PART = "components:\n  - {id: a, provider: {name: Alpha Zero, jurisdiction: US}}\n"


def scanned(tmp_path: Path, text: str) -> int:
    path = tmp_path / "inventory.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    return run(["scan", str(path), "--as-of", "2026-11-24"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("services: [{id: s, criticality: critical}]\n", "no component is declared"),
        ("services: [{id: s, requires: []}]\n", "no component is declared"),
        (PART, "no service is declared"),
    ],
)
def test_nothing_is_said_to_be_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    assert scanned(tmp_path, text) == 3
    assert said in capsys.readouterr().err


def test_a_service_that_requires_nothing_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scanned(tmp_path, "services: [{id: s, requires: [a]}, {id: idle, criticality: critical}]\n" + PART)
    said = " ".join(capsys.readouterr().out.split())
    assert "Not assessed: idle: it requires nothing, so nothing can stop it; write what it needs." in said


def test_services_without_weight_are_assessed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert scanned(tmp_path, "services: [{id: s, criticality: high, weight: 0, requires: [a]}]\n" + PART) == 1
    assert "US cut: 1 of 1 service stops at once" in capsys.readouterr().out


def test_an_outage_that_begins_after_the_last_horizon_is_in_the_headline(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "inventory.yaml"
    path.write_text(HEAD + "services: [{id: s, requires: [{id: a, survives: 5d}]}]\n" + PART, encoding="utf-8")
    assert run(["scan", str(path), "--horizon", "0", "--as-of", "2026-11-24"]) == 1
    assert "US cut: 1 of 1 service stops by day 5" in capsys.readouterr().out
