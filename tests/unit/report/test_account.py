"""One finding in full: every line stands for something that the report holds, and nothing else is said."""

from typing import Any

import pytest

from depaudit import load, scan
from depaudit.audit.options import ScanOptions
from depaudit.model.finding import Finding
from depaudit.model.inventory import Waiver
from depaudit.model.report import Report
from depaudit.report.account import account

Raw = dict[str, Any]


def scanned(first: Raw, second: Raw) -> Report:
    """A service on a gate of two, the second in use after a week, beside one that is lighter and stays up."""
    inventory = {
        "depaudit": 1,
        "organisation": {"jurisdiction": "CA"},
        "services": [{"id": "s", "criticality": "critical", "any_of": ["a", "b"]}, {"id": "t", "requires": ["own"]}],
        "components": [{"id": "a", **first}, {"id": "b", **second}, {"id": "own", "provider": {"own": True}}],
    }
    return scan(load(inventory), config=ScanOptions(as_of="2026-11-24"))


def of(report: Report, rule: str, cutoff: str) -> Finding:
    return next(one for one in report.findings if (one.rule, one.cutoff) == (rule, cutoff))


AMERICAN = {"provider": {"name": "Alpha", "jurisdiction": "US"}}
GERMAN = {"provider": {"name": "Beta", "jurisdiction": "DE"}}


@pytest.fixture(scope="module")
def report() -> Report:
    return scanned(AMERICAN, GERMAN)


def test_the_worst_state_explains_the_score(report: Report) -> None:
    text = account(of(report, "DA001", "US"), report)
    assert "outage from 0 s to 7 d" in text
    assert "enough to stop it: a" in text
    assert "stopped: s 8 = 8" in text
    assert "it is the worst of all foreign states" in text
    assert "To accept it" in text
    assert "hangs on" not in text


def test_another_state_does_not_claim_the_score(report: Report) -> None:
    finding = of(report, "DA001", "US")._replace(cutoff="DE")
    text = account(finding, report)
    assert "Exposure to DE at day 30" in text
    assert "stopped: none = 0" in text
    assert "worst of all" not in text
    assert "enough to stop it" not in text


def test_a_finding_that_is_about_no_cut_has_no_exposure_and_may_have_no_path(report: Report) -> None:
    text = account(of(report, "DA001", "US")._replace(cutoff="", path=(), path_notes=()), report)
    assert "Exposure" not in text
    assert "Path" not in text
    assert '  - {rule: DA001, subject: "s", severity:' in text


def test_what_an_unknown_hangs_on_is_named() -> None:
    unsure = scanned({"provider": {"name": "Alpha"}}, AMERICAN)
    verdict = next(one for one in unsure.survival if (one.service, one.cutoff) == ("s", "US"))
    assert verdict.decided_by
    text = account(of(unsure, "DA001", "Alpha")._replace(cutoff="US"), unsure)
    assert f"hangs on: {verdict.decided_by[0]}" in text


def test_facts_with_their_sources_stand_apart() -> None:
    sourced = scanned({"uses": "openai-api/gpt-5"}, GERMAN)
    text = account(of(sourced, "DA001", "US"), sourced)
    assert "\nFacts\n  " in text
    assert "https://" in text


def test_an_accepted_finding_says_who_accepted_it_and_asks_for_no_waiver(report: Report) -> None:
    waiver = Waiver("DA001", "s", "until the move", owner="cto")
    text = account(of(report, "DA001", "US")._replace(waived=waiver), report)
    assert "waived, without end by cto: until the move" in text
    assert "To accept it" not in text
