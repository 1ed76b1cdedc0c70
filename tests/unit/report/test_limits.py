"""The text report is for people: long lists are cut, and what was cut is said."""

import pytest

from depaudit import load, scan
from depaudit.cli.output import Look
from depaudit.model.history import History, LateSwitch, Replayed
from depaudit.model.inventory import Waiver
from depaudit.model.overlaid import Overlaid, OverlayChange
from depaudit.model.report import Report
from depaudit.model.results import Unknown
from depaudit.model.waiver import WaiverUse
from depaudit.report import renderer


@pytest.fixture(scope="module")
def report() -> Report:
    return scan(load({"depaudit": 1, "services": [{"id": "s", "requires": ["a"]}],
                      "components": [{"id": "a", "provider": {"name": "Alpha", "jurisdiction": "US"}}]}))  # fmt: skip


def shown(report: Report) -> str:
    return renderer("text")(report, Look(100, color=False))


def test_unknown_facts(report: Report) -> None:
    facts = tuple(Unknown(f"f{number}", f"who owns host {number}", (("s", "US"),)) for number in range(8))
    assert "and 2 more: --format json lists them" in shown(report._replace(unknowns=facts))
    assert "more: --format json" not in shown(report._replace(unknowns=facts[:6]))


def test_waivers(report: Report) -> None:
    uses = tuple(WaiverUse(Waiver(f"DA{number:03}", "s", "agreed"), "unused") for number in range(21))
    assert "and 1 more waiver: --format json lists them" in shown(report._replace(waivers=uses))
    assert "more waiver" not in shown(report._replace(waivers=uses[:20]))


def test_warnings(report: Report) -> None:
    warnings = tuple(f"line {number} is odd" for number in range(13))
    text = shown(report._replace(subject=report.subject._replace(warnings=warnings)))
    assert "warning: line 9 is odd" in text
    assert "line 10 is odd" not in text
    assert "and 3 more warnings" in text


def test_verdicts_that_read_otherwise_by_overlay_those_that_clear_something_first(report: Report) -> None:
    changes = [OverlayChange("s", f"v{number:02}", "vendor", "up", "down", False) for number in range(12)]
    cleared = OverlayChange("s", "US", "jurisdiction", "down", "up", True)
    overlaid = Overlaid(("vendor:acme",), (*changes, cleared))
    text = shown(report._replace(overlaid=overlaid))
    assert "s under US: up; without overlays down, a breach is gone by overlay only" in text
    assert "v10" in text
    assert "v11" not in text
    assert "and 1 more verdict" in text
    assert "no verdict reads otherwise" in shown(report._replace(overlaid=Overlaid(("vendor:acme",))))


def past(number: int) -> Replayed:
    return Replayed(f"e{number}", f"event {number}", "2026-06-12", "supply", ("s",), ())


def test_past_events(report: Report) -> None:
    eight = History(played=9, stopped=tuple(map(past, range(8))), late=(LateSwitch("g", "b", 7 * 86_400, 3),),
                    outages=(1, 2, 3, 4))  # fmt: skip
    text = shown(report._replace(history=eight))
    assert "2 more events would have, the other 1 would not" in text
    assert "b comes after 7 d: 3 of 4 past outages that ended were over by then" in text
    all_of_them = shown(report._replace(history=History(played=2, stopped=(past(0), past(1)))))
    assert "event 1" in all_of_them
    assert "would not" not in all_of_them


def test_nothing_is_said_of_past_events_where_nothing_was_assessed(report: Report) -> None:
    assert "Past cutoffs" in shown(report._replace(history=History()))
    assert "ast cutoffs" not in shown(report._replace(history=History(), survival=()))
