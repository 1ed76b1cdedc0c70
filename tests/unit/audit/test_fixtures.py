"""Fixtures as data: what passes, and each way in which a fixture, a snapshot or a page can be wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from depaudit.audit.fixtures import fixture_trials
from depaudit.audit.pages import page_faults
from depaudit.audit.registry import Pack, pack_of
from depaudit.errors import SelectorError
from depaudit.rulekit import Assessment, Finding, Remedy, Rule, Severity, rule

GOOD = """\
fires:
  - {says: is there, findings: 1, subject: s, severity: low, options: {least: 1}, inventory: {services: [{id: s}]}}
silent:
  - {options: {least: 2}, inventory: {services: [{id: s}]}}
"""


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    if len(assessment.services) >= own.option("least"):
        remedy = Remedy("take it away", patch="- id: s")
        yield own.finding("s", Severity.LOW, "s is there", path=("s", "t"), path_notes=("is",), remedy=remedy)


RULE = rule("X1", "there", options={"least": 3})(check)


def outcome(folder: Path, text: str, *, write: bool = True) -> dict[str, str]:
    (folder / "X1.yaml").write_text(text, encoding="utf-8")
    return {f"{one.kind} {one.number}": one.reason for one in fixture_trials(RULE, folder, write=write)
            if not one.passed}  # fmt: skip


def test_a_good_fixture_passes_once_its_snapshot_is_written(tmp_path: Path) -> None:
    assert outcome(tmp_path, GOOD, write=False) == {"snapshot 1": "there is no X1.txt; --write makes it anew"}
    assert outcome(tmp_path, GOOD) == {}
    assert outcome(tmp_path, GOOD, write=False) == {}
    text = (tmp_path / "X1.txt").read_text(encoding="utf-8")
    assert text.startswith("fires 1\nlow X1 there: s is there\n")
    assert "path s (is) > t" in text
    assert "patch - id: s" in text


def test_a_snapshot_that_differs_names_the_line(tmp_path: Path) -> None:
    outcome(tmp_path, GOOD)
    path = tmp_path / "X1.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("s is there", "s was there"), encoding="utf-8")
    assert "line 2 was 'low X1 there: s was there'" in outcome(tmp_path, GOOD, write=False)["snapshot 1"]
    path.write_text("fires 1\n", encoding="utf-8")
    assert "line 2 was 'nothing'" in outcome(tmp_path, GOOD, write=False)["snapshot 1"]


@pytest.mark.parametrize(
    ("old", "new", "where", "said"),
    [
        ("says: is there", "says: is gone", "fires 1", "it does not say 'is gone'"),
        ("findings: 1", "findings: 2", "fires 1", "1 findings, not 2"),
        ("subject: s", "subject: t", "fires 1", "it is about s, not t"),
        ("severity: low", "severity: high", "fires 1", "it is low, not high"),
        ("{least: 1}", "{least: 9}", "fires 1", "it stayed silent"),
        ("{least: 2}", "{least: 1}", "silent 1", "s is there"),
        ("{least: 2}", "{most: 1}", "silent 1", "X1 has no option 'most'"),
        ("{least: 2}", "{least: much}", "silent 1", "is not a whole number"),
        ("silent:", "silnt:", "fixture 1", "cases on which it is silent"),
        ("fires:", "as_of: 2026-01-01\nfire: 1\nfires:", "fixture 1", "unknown key 'fire'"),
        ("says:", "sais:", "fixture 1", "did you mean 'says'?"),
        ("  - {says", "  - {settings: {max-x: 1}, says", "fixture 1", "unknown setting 'max-x'"),
        (
            "inventory: {services: [{id: s}]}}\nsilent",
            "inventory: 3}\nsilent",
            "fixture 1",
            "a case has an inventory",
        ),
        ("[{id: s}]}}\nsilent", "[{idd: s}]}}\nsilent", "fires 1", "id"),
    ],
)
def test_each_fault_is_said(old: str, new: str, where: str, said: str, tmp_path: Path) -> None:
    assert old in GOOD
    assert said in outcome(tmp_path, GOOD.replace(old, new))[where]


def test_a_missing_fixture_fails(tmp_path: Path) -> None:
    (only,) = fixture_trials(RULE, tmp_path)
    assert not only.passed
    assert "there is no X1.yaml" in only.reason


def test_a_rule_that_crashes_fails_its_fixture(tmp_path: Path) -> None:
    def crash(own: Rule, assessment: Assessment) -> Iterator[Finding]:
        raise RuntimeError("no luck")

    (tmp_path / "X1.yaml").write_text(GOOD, encoding="utf-8")
    results = list(fixture_trials(RULE._replace(check=crash), tmp_path))
    assert [one.reason for one in results[:2]] == ["RuntimeError: no luck"] * 2


def test_a_page_is_told_all_that_it_lacks() -> None:
    bare = RULE._replace(
        doc="A line.\n\n## Remedy\nGo.\n",
        precedents=("nothing-of-the-kind",),
        references=("https://example.org",),
        frameworks=(("eu-dora-28-29", "99"), ("no-framework", "1")),
    )
    said = list(page_faults(bare))
    assert len([one for one in said if "no section" in one]) == 4
    assert "precedent nothing-of-the-kind: the catalog has no such event with a date" in said
    assert any("has no date" in one for one in said)
    assert len([one for one in said if "no such article" in one]) == 2
    assert "the first line of the page is empty" in list(page_faults(RULE._replace(doc="")))[-1]


def test_packs_are_found_by_name() -> None:
    found = pack_of("depaudit_rules")
    assert isinstance(found, Pack)
    assert (found.folder / "DA001.yaml").is_file()
    with pytest.raises(SelectorError, match="there is no pack 'depaudit_rule'"):
        pack_of("depaudit_rule")
    with pytest.raises(SelectorError, match="declares no rules"):
        pack_of("json")
