"""Rules one by one: which are chosen, what a crash leaves behind, and severities of the user's own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from depaudit import load
from depaudit.audit import registry, scan_inventory
from depaudit.audit.gate import reached
from depaudit.audit.options import ScanOptions
from depaudit.audit.run import choose, run_rules, with_severities
from depaudit.errors import ConfigError, SelectorError
from depaudit.model.finding import Finding
from depaudit.model.report import Report
from depaudit.model.severity import Severity
from depaudit.rulekit import Assessment, Rule, rule

STACK: dict[str, Any] = {
    "depaudit": 1,
    "organisation": {"jurisdiction": "CA"},
    "services": [{"id": "s", "criticality": "critical", "requires": ["a"]}],
    "components": [{"id": "a", "provider": {"name": "Vendor Zero", "jurisdiction": "US"}}],
}
NO_ASSESSMENT: Any = None


def found(own: Rule, _: Assessment) -> Iterator[Finding]:
    """One finding."""
    yield own.finding("s", Severity.LOW, "said")


def crashing(own: Rule, _: Assessment) -> Iterator[Finding]:
    """A rule that breaks."""
    raise ValueError(own.doc and "first line\nsecond line")


def silent_crash(_: Rule, __: Assessment) -> Iterator[Finding]:
    """A rule that breaks and says nothing."""
    raise KeyError


FOUND = rule("XX001", "found-it")(found)
CRASHING = rule("XX002", "breaks-down")(crashing)
SILENT = rule("XX003", "breaks-silently")(silent_crash)


@pytest.fixture(scope="module")
def report() -> Report:
    return scan_inventory(load(STACK), options=ScanOptions(as_of="2026-11-24", ways_out=False))


@pytest.mark.parametrize(
    ("odd", "told"),
    [
        ({"evidence": [5]}, "TypeError: a finding holds 5 where a text belongs"),
        ({"facts": ("a", None)}, "TypeError: a finding holds None where a text belongs"),
        ({"remedy": "do it"}, "TypeError: the remedy of a finding is a Remedy, not 'do it'"),
        ({"severity": "high"}, "TypeError: the severity of a finding is a Severity, not 'high'"),
    ],
)
def test_a_finding_that_no_report_could_write_is_a_failure_of_its_rule(odd: dict[str, Any], told: str) -> None:
    strange = rule("XX004", "strange")(lambda own, _: [own.finding("s", Severity.LOW, "said")._replace(**odd)])
    findings, failures = run_rules((strange, FOUND), NO_ASSESSMENT)
    assert [finding.rule for finding in findings] == ["XX001"]
    assert [(failure.rule, failure.reason) for failure in failures] == [("XX004", told)]


def test_rules_are_chosen_by_id_or_name_in_any_case() -> None:
    rules = (FOUND, CRASHING, SILENT)
    assert choose(rules, (), ()) == rules
    assert choose(rules, ("xx001", "breaks-down"), ()) == (FOUND, CRASHING)
    assert choose(rules, (), ("XX002",)) == (FOUND, SILENT)


@pytest.mark.parametrize(("name", "hint"), [("found-itt", "'found-it'"), ("zzzz", "XX001")])
def test_a_rule_that_does_not_exist(name: str, hint: str) -> None:
    with pytest.raises(SelectorError, match=name) as raised:
        choose((FOUND, CRASHING), (name,), ())
    assert hint in raised.value.hint


def test_a_rule_that_crashes_takes_nothing_else_along() -> None:
    findings, failures = run_rules((CRASHING, FOUND, SILENT), NO_ASSESSMENT)
    assert [finding.rule for finding in findings] == ["XX001"]
    assert [(one.rule, one.reason) for one in failures] == [
        ("XX002", "ValueError: first line"),
        ("XX003", "KeyError: "),
    ]


def test_of_two_findings_with_one_fingerprint_the_worse_stays() -> None:
    def twice(own: Rule, _: Assessment) -> Iterator[Finding]:
        yield from (own.finding("s", level, "said") for level in (Severity.LOW, Severity.HIGH, Severity.MEDIUM))

    (finding,), _ = run_rules((rule("XX004", "twice")(twice),), NO_ASSESSMENT)
    assert finding.severity is Severity.HIGH


def test_the_user_sets_the_severity_of_a_rule() -> None:
    findings, _ = run_rules((FOUND,), NO_ASSESSMENT)
    (changed,) = with_severities(findings, [("found-it", Severity.CRITICAL)], (FOUND,))
    assert changed.severity is Severity.CRITICAL
    with pytest.raises(SelectorError):
        with_severities(findings, [("lost-it", Severity.LOW)], (FOUND,))


def test_the_gate_opens_below_the_severity_that_fails_it(report: Report) -> None:
    assert reached(report, Severity.HIGH, ScanOptions()).failed
    assert not reached(report, None, ScanOptions()).failed


def test_the_gate_looks_at_the_score(report: Report) -> None:
    options = ScanOptions()
    strict = options._replace(thresholds=options.thresholds._replace(max_score=0.5))
    result = reached(report, None, strict)
    assert result.failed
    assert "is above 0.5" in result.reasons[0]


def test_what_could_not_run_or_is_not_known_makes_a_strict_scan_incomplete(report: Report) -> None:
    failures = run_rules((CRASHING,), NO_ASSESSMENT)[1]
    assert reached(report._replace(failures=failures), None, ScanOptions()).incomplete
    doubtful = report._replace(unknowns=("who runs it",), stale_facts=3)  # type: ignore[arg-type]
    assert not reached(doubtful, None, ScanOptions()).incomplete
    result = reached(doubtful, None, ScanOptions(strict=True))
    assert result.incomplete
    assert result.reasons == ("1 unknown facts decide verdicts", "3 facts are past their date")


def test_unsure_findings_warn_where_the_user_says_so(report: Report) -> None:
    unsure = report._replace(findings=tuple(one._replace(confidence="low") for one in report.findings))
    result = reached(unsure, Severity.INFO, ScanOptions(unknown="warn"))
    assert not result.failed
    assert "do not gate" in result.warnings[0]


def test_two_rules_with_one_id_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.py"
    path.write_text(
        "from depaudit.rulekit import rule\n\n"
        "def check(own, assessment):\n    '''Nothing.'''\n    return iter(())\n\n"
        "RULE = rule('DA001', 'mine')(check)\n"
    )
    with pytest.raises(ConfigError, match="two rules have the id DA001"):
        registry.load_rules((str(path),))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [("own.txt", "", "no file of rules"), ("own.py", "raise RuntimeError('broken')\n", "cannot be loaded: broken")],
)
def test_a_rule_file_that_cannot_be_loaded(name: str, text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(ConfigError, match=said) as raised:
        registry.load_rules((str(path),))
    assert raised.value.path == str(path)


def test_a_pack_that_cannot_be_imported_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_entry_points", lambda: iter(["depaudit_pack_that_is_not_there"]))
    registry._installed.cache_clear()
    try:
        (failure,) = registry.broken_packs()
    finally:
        registry._installed.cache_clear()
    assert failure.rule == "depaudit_pack_that_is_not_there"
    assert failure.reason.startswith("ModuleNotFoundError")


def test_what_a_reader_might_take_for_assessed_is_said() -> None:
    persons = {"users": ["CA"], "operators": ["CA"]}
    stack = STACK | {
        "organisation": {"persons": persons},
        "services": [*STACK["services"], {"id": "t", "any_of": ["b"]}],
        "components": [*STACK["components"], {"id": "b", "requires": ["b2"]}, {"id": "b2", "requires": ["b"]}],
        "objectives": [{"services": "critical", "survive": ["vendor:nobody-at-all", "any-vendor"]}],
    }
    said = " ".join(scan_inventory(load(stack), options=ScanOptions(as_of="2026-11-24", ways_out=False)).not_assessed)
    assert "home jurisdiction not stated" in said
    assert "cuts by nationality" in said
    assert "objective on vendor:nobody-at-all" in said
