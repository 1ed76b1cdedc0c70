"""`depaudit cutsets`: what it lists, counts and says, and how it refuses."""

import json
from pathlib import Path
from typing import Any

import pytest

from depaudit.cli.group import run

ROOT = Path(__file__).parents[2]
BANK = str(ROOT / "examples" / "maple-bank.yaml")
QUICK = str(ROOT / "examples" / "quickstart.yaml")
UNKNOWN = """\
depaudit: 1
organisation: {jurisdiction: CA, home: [CA]}
services:
  - {id: portal, requires: [a]}
components:
  - {id: a, any_of: [b, c]}
  - {id: b, provider: {name: Nobody Knows Ltd}}
  - {id: c, provider: {name: Somebody Ltd}}
"""
RATES = """\
depaudit-rates: 1
jurisdictions: {US: 0.02}
common:
  - {name: joint sanctions, rate: 0.01, jurisdictions: [US, GB]}
"""


def output(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["cutsets", *arguments]) == 0
    return capsys.readouterr().out


def document(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(output(capsys, *arguments, "--format", "json"))
    return found


def test_components_come_first_with_counts_and_singles(capsys: pytest.CaptureFixture[str]) -> None:
    text = output(capsys, BANK)
    assert text.startswith("claims-triage, by component: 4 single points, 2 pairs, 5 triples, 3 sets of 4\n")
    assert "  rack-a + rack-b + secrets\n" in text
    assert "no forecast" in text
    assert "staff-search, by vendor: no set of vendors stops it" in text


def test_a_list_that_is_cut_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = (BANK, "--service", "claims-triage", "--level", "component", "--max-order", "2")
    assert "  and 8 more sets: " in output(capsys, *arguments)
    (one,) = document(capsys, *arguments)["cut_sets"]
    assert one["listed"] == 2
    assert one["counts"] == {"1": 4, "2": 2, "3": 5, "4": 3}
    assert len(one["sets"]) == 6


def test_json_is_the_same_twice_and_complete(capsys: pytest.CaptureFixture[str]) -> None:
    found = document(capsys, BANK)
    assert found == document(capsys, BANK)
    assert {(one["service"], one["level"]) for one in found["cut_sets"]} >= {("fraud-alerts", "vendor")}
    assert all(one["listed"] is None and one["limit"] is None for one in found["cut_sets"])


def test_odds_by_the_user_s_rates(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rates = tmp_path / "rates.yaml"
    rates.write_text(RATES, encoding="utf-8")
    text = output(capsys, QUICK, "--level", "jurisdiction", "--rates", str(rates))
    assert "support-chat: lost with probability 0.02955 a year by your rates; exact" in text
    assert "no rate given, taken as never lost: gpt, cohere" in text
    (odds,) = document(capsys, QUICK, "--level", "jurisdiction", "--rates", str(rates))["odds"]
    assert [one["name"] for one in odds["importance"]] == ["US", "joint sanctions"]


def test_no_probability_without_rates(capsys: pytest.CaptureFixture[str]) -> None:
    assert "lost with probability" not in output(capsys, QUICK).replace(
        "every element lost with probability one half", ""
    )


def test_what_is_unknown_names_the_facts_that_would_settle_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "inventory.yaml"
    path.write_text(UNKNOWN, encoding="utf-8")
    text = output(capsys, str(path), "--level", "jurisdiction")
    assert "(if unknown facts are bad)" in text
    assert "it does if bad: b: no jurisdiction is stated for 'Nobody Knows Ltd' + c: no jurisdiction" in text
    assert "it does not if harmless: " in text


def test_overlays_are_heard(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "inventory.yaml"
    overlay = "catalog: {vendors: {openai: {control: [{state: FR, ground: seat}], reason: test, source: test}}}\n"
    text = "depaudit: 1\norganisation: {jurisdiction: CA}\nservices:\n  - {id: s, requires: [a]}\n"
    path.write_text(text + "components:\n  - {id: a, uses: openai-api}\n" + overlay, encoding="utf-8")
    assert "  FR\n" in output(capsys, str(path), "--level", "jurisdiction")
    assert "  FR\n" not in output(capsys, str(path), "--level", "jurisdiction", "--no-overlay")


@pytest.mark.parametrize("arguments", [["--service", "nobody"], ["--level", "planet"], ["--rates", "nowhere.yaml"]])
def test_wrong_words_are_refused(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert run(["cutsets", QUICK, *arguments]) == 2
    assert "rror: " in capsys.readouterr().err


def test_nothing_to_assess(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "inventory.yaml"
    path.write_text("depaudit: 1\ncomponents:\n  - {id: a}\n", encoding="utf-8")
    assert run(["cutsets", str(path)]) == 3
    assert "no service is declared" in capsys.readouterr().err


def test_names_are_escaped(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "inventory.yaml"
    path.write_text(UNKNOWN.replace("Nobody Knows Ltd", '"a\\u001b[31mb"'), encoding="utf-8")
    assert "\x1b" not in output(capsys, str(path))
