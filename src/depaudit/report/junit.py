"""JUnit XML: a rule is a test suite, a finding a test that failed, a waived one a test that was skipped."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from depaudit.model.finding import Finding, RuleFailure
from depaudit.model.report import Report
from depaudit.model.severity import Severity
from depaudit.report import Style
from depaudit.report.escape import clip, terminal
from depaudit.report.places import place_of
from depaudit.report.words import closing, status

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def render(report: Report, style: Style) -> str:
    """One suite per rule that ran, was silent, or could not run. Times are zero: a report has no clock."""
    by_rule: dict[str, list[Finding]] = {card.id: [] for card in report.rules}
    for finding in report.findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    failures: dict[str, RuleFailure] = {failure.rule: failure for failure in report.failures}
    names = sorted({*by_rule, *failures})
    suites = [_suite(number, name, by_rule.get(name, ()), failures.get(name), report)
              for number, name in enumerate(names)]  # fmt: skip
    return "\n".join([HEAD, "<testsuites>", *suites, "</testsuites>"]) + "\n"


def _suite(number: int, rule: str, findings: Sequence[Finding], failure: RuleFailure | None, report: Report) -> str:
    cases = list(_cases(rule, findings, failure, report))
    failed = sum(_outcome(finding) == "failure" for finding in findings)
    skipped = sum(_outcome(finding) == "skipped" for finding in findings)
    head = (
        f'<testsuite id="{number}" package="depaudit" name={quoteattr(_text(rule))} hostname="localhost" '
        f'timestamp="{report.as_of}T00:00:00" tests="{len(cases)}" failures="{failed}" '
        f'errors="{int(failure is not None)}" skipped="{skipped}" time="0">'
    )
    facts = (("headline", report.headline), ("score", f"{report.score.value:g}"), ("catalog", report.catalog_version))
    properties = "".join(f"<property name={quoteattr(name)} value={quoteattr(_text(value) or '-')}/>"
                         for name, value in facts)  # fmt: skip
    out = escape(_text(closing(report), 2_000))
    return "\n".join(
        [head, f"<properties>{properties}</properties>", *cases, f"<system-out>{out}</system-out>",
         "<system-err></system-err>", "</testsuite>"]
    )  # fmt: skip


def _outcome(finding: Finding) -> str:
    if not finding.gates:
        return "skipped"
    return "passed" if finding.severity is Severity.INFO else "failure"


def _cases(rule: str, findings: Sequence[Finding], failure: RuleFailure | None, report: Report) -> Iterator[str]:
    if failure is not None:
        reason = quoteattr(_text(failure.reason))
        yield _case(rule, "the rule runs", f'<error type="incomplete" message={reason}></error>')
    elif not findings:
        yield _case(rule, "nothing found", "")
    for finding in findings:
        under = f" under {finding.cutoff}" if finding.cutoff else ""
        yield _case(rule, f"{finding.subject}{under} [{finding.fingerprint}]", _body(finding, report))


def _case(rule: str, name: str, body: str) -> str:
    return f'<testcase classname={quoteattr(_text(rule))} name={quoteattr(_text(name))} time="0">{body}</testcase>'


def _body(finding: Finding, report: Report) -> str:
    outcome = _outcome(finding)
    if outcome == "passed":
        return ""
    if outcome == "skipped":
        return "<skipped/>" if not status(finding) else f"<skipped message={quoteattr(_text(status(finding)))}/>"
    path, line, _ = place_of(finding, report)
    lines = [f"{path}:{line}", " -> ".join(finding.path), *finding.evidence, status(finding)]
    if finding.remedy:
        lines.append(f"help: {finding.remedy.text}")
    text = "\n".join(escape(_text(one, 1_000)) for one in lines if one)
    kind = quoteattr(str(finding.severity))
    return f"<failure type={kind} message={quoteattr(_text(finding.message, 1_000))}>{text}</failure>"


def _text(text: str, longest: int = 400) -> str:
    return clip(terminal(text), longest)
