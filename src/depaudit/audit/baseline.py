"""A baseline: what an earlier report already said does not gate; what is new or worse does."""

from collections.abc import Iterator

from depaudit.model.finding import Finding
from depaudit.model.report import Compared, Report
from depaudit.model.severity import Severity
from depaudit.model.verdict import Verdict


def compare(report: Report, baseline: Report, path: str) -> Report:
    """`report` with every finding marked as known, new or worsened since `baseline`.

    Findings are told apart by their fingerprints, so moved lines, renamed files and other words change nothing. What
    was waived then and is not waived now is new: the acceptance is gone.
    """
    before = {finding.fingerprint: finding for finding in baseline.findings}
    now = {finding.fingerprint for finding in report.findings}
    outages = {(one.service, one.cutoff): one for one in baseline.survival}
    later = {(one.service, one.cutoff): one for one in report.survival}
    marked = tuple(
        _marked(finding, before.get(finding.fingerprint), outages.get((finding.subject, finding.cutoff)),
                later.get((finding.subject, finding.cutoff)))
        for finding in report.findings
    )  # fmt: skip
    gone = tuple((finding.fingerprint, finding.message) for finding in baseline.findings
                 if finding.fingerprint not in now)  # fmt: skip
    compared = Compared(path, baseline.as_of, baseline.tool_version, baseline.catalog_version, baseline.score.value,
                        gone, tuple(_remarks(report, baseline)))  # fmt: skip
    return report._replace(findings=marked, compared=compared)


def _marked(finding: Finding, old: Finding | None, was: Verdict | None, now: Verdict | None) -> Finding:
    if finding.waived is not None or finding.standing in ("expired", "worsened"):
        return finding
    if old is None:
        return finding._replace(standing="new")
    if old.waived is not None:
        return finding._replace(standing="new", note="it was waived in the baseline and is not any more")
    if reason := worsened(old, finding) or sooner(was, now):
        return finding._replace(standing="worsened", note=reason)
    return finding._replace(standing="known", known=True)


def worsened(old: Finding, new: Finding) -> str:
    """Why `new` is worse than `old`; empty where it is not."""
    if new.severity > old.severity:
        return f"it was {old.severity} in the baseline"
    if new.confidence != "low" and old.confidence == "low" and new.severity > Severity.INFO:
        return "it hung on unknown facts in the baseline and is certain now"
    return ""


def sooner(old: Verdict | None, new: Verdict | None) -> str:
    """Why the outage behind a finding is worse than it was: it begins earlier, or lasts longer."""
    if old is None or new is None or new.begins is None:
        return ""
    if old.begins is None or new.begins < old.begins:
        return "the service goes down earlier than in the baseline"
    if old.interruption is not None and (new.interruption is None or new.interruption > old.interruption):
        return "the service is down for longer than in the baseline"
    return ""


def _remarks(report: Report, baseline: Report) -> Iterator[str]:
    """What makes the comparison less than exact."""
    if report.catalog_version != baseline.catalog_version:
        yield (f"the catalog is {report.catalog_version}, that of the baseline {baseline.catalog_version}: "
               "what is new may be new because facts changed")  # fmt: skip
    if report.subject.digest == baseline.subject.digest and report.catalog_version != baseline.catalog_version:
        yield "the inventory is the same: whatever changed, changed because facts did"
    added = sorted({card.id for card in report.rules} - {card.id for card in baseline.rules})
    if added and baseline.rules:
        yield f"rules that the baseline did not run: {', '.join(added)}"
    if report.tool_version != baseline.tool_version:
        yield f"the baseline was written by version {baseline.tool_version}"
