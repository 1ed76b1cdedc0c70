"""What waivers do: cover, end, be outgrown, be odd; in the list and in comments; never to a score."""

from pathlib import Path
from typing import Any

import pytest

from depaudit import InventoryError, Report, load, scan
from depaudit.audit.options import ScanOptions
from depaudit.cli.group import run

US = {"name": "Vendor Alpha Zero", "jurisdiction": "US"}
WAIVER = {"rule": "DA001", "subject": "s", "cut": "US", "reason": "accepted", "owner": "cto", "expires": "2027-01-31"}


def report(*waivers: dict[str, Any]) -> Report:
    plain = {
        "depaudit": 1,
        "organisation": {"jurisdiction": "CA"},
        "services": [{"id": "s", "criticality": "critical", "requires": ["a"]}],
        "components": [{"id": "a", "provider": US}],
        "waivers": list(waivers),
    }
    return scan(load(plain), config=ScanOptions(as_of="2026-11-24", select=("DA001",), ways_out=False))


def one(*changes: dict[str, Any]) -> tuple[Report, Any, Any]:
    found = report(*({**WAIVER, **change} for change in changes or ({},)))
    finding = next(finding for finding in found.findings if finding.cutoff == "US")
    return found, finding, found.waivers[0]


def test_in_force() -> None:
    _, finding, use = one()
    assert finding.standing == "waived"
    assert not finding.gates
    assert (use.state, use.covers) == ("in force", (finding.fingerprint,))


def test_the_last_day_counts_and_the_next_does_not() -> None:
    assert one({"expires": "2026-11-24"})[2].state == "expiring"
    found, finding, use = one({"expires": "2026-11-23"})
    assert use.state == "expired"
    assert finding.gates
    assert finding.standing == "expired"
    assert any("ran out" in warning for warning in found.subject.warnings)


def test_more_than_a_year_does_not_hold() -> None:
    _, finding, use = one({"expires": "2028-01-01"})
    assert use.state == "too long"
    assert finding.gates
    assert "more than a year" in finding.note


def test_a_worse_finding_comes_back() -> None:
    _, finding, use = one({"severity": "low"})
    assert use.state == "outgrown"
    assert finding.standing == "worsened"
    assert "it was low" in finding.note
    assert one({"severity": "critical", "path": finding.path_mark})[1].standing == "waived"
    assert "another path" in one({"path": "0" * 12})[1].note


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"cut": "CN"}, "matches no finding"),
        ({"rule": "DA01"}, "did you mean 'DA0"),
        ({"owner": None}, "has no owner"),
        ({"expires": None}, "has no end"),
    ],
)
def test_what_is_odd_is_said(change: dict[str, Any], said: str) -> None:
    waiver = {key: value for key, value in {**WAIVER, **change}.items() if value is not None}
    assert any(said in warning for warning in report(waiver).subject.warnings)


def test_two_that_say_the_same() -> None:
    assert any("twice" in warning for warning in one({}, {})[0].subject.warnings)


def test_without_a_cut_it_says_how_many_it_swallows() -> None:
    broad = {key: value for key, value in WAIVER.items() if key != "cut"}
    many = report(broad).waivers[0].covers
    warned = any(f"silences {len(many)} findings" in warning for warning in report(broad).subject.warnings)
    assert warned == (len(many) > 1)


def test_a_waiver_of_a_rule_that_did_not_run_is_not_called_unused() -> None:
    assert not report({**WAIVER, "rule": "DA003"}).subject.warnings


def test_a_waiver_never_changes_a_number() -> None:
    assert report(WAIVER).score == report().score
    assert report(WAIVER).survival == report().survival


TEXT = """\
depaudit: 1
organisation: {jurisdiction: CA}
objectives:
  # depaudit: allow DA002 until 2027-01-31 because the regulator agreed
  - {services: critical, survive: [US]}
services:
  - id: s  # depaudit: allow DA001 under US until 2027-03-31 by cto because accepted
    criticality: critical
    description: "a # depaudit: allow DA003 until never because this is no comment"
    requires: [a]
components:
  - {id: a, provider: {name: Vendor Alpha Zero, jurisdiction: US}}
"""


def test_comments_accept_what_they_stand_at(tmp_path: Path) -> None:
    path = tmp_path / "inventory.yaml"
    path.write_text(TEXT, encoding="utf-8")
    found = scan(load(path), config=ScanOptions(as_of="2026-11-24", ways_out=False))
    waived = {(finding.rule, finding.waived.origin) for finding in found.findings if finding.waived}
    assert waived == {("DA001", "comment"), ("DA002", "comment")}
    assert [use.state for use in found.waivers] == ["in force", "in force"]


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("# depaudit: allow DA001", "cannot be read"),
        ("# depaudit: allow DA001 until soon because why not", "not a date"),
    ],
)
def test_a_comment_that_cannot_be_read_is_an_error_at_its_place(tmp_path: Path, comment: str, said: str) -> None:
    path = tmp_path / "inventory.yaml"
    path.write_text(TEXT + f"  {comment}\n", encoding="utf-8")
    with pytest.raises(InventoryError, match=said) as caught:
        load(path)
    assert caught.value.line == len(TEXT.splitlines()) + 1


def test_unknown_fail_warn_and_ignore_differ(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "inventory.yaml"
    path.write_text(
        """\
depaudit: 1
organisation: {jurisdiction: CA}
services: [{id: s, criticality: critical, requires: [a]}]
components: [{id: a, provider: {name: Vendor Nowhere Zero}, region: CA}]
""",
        encoding="utf-8",
    )
    base = ["scan", str(path), "--select", "DA007", "-f", "concise", "--unknown"]
    assert run([*base, "fail"]) == 1
    assert "DA007" in capsys.readouterr().out
    assert run([*base, "warn"]) == 0
    warned = capsys.readouterr()
    assert "DA007" in warned.out
    assert "do not gate" in warned.err
    assert run([*base, "ignore"]) == 0
    ignored = capsys.readouterr()
    assert "DA007" not in ignored.out
    assert not ignored.err
