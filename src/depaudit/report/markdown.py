"""Markdown: a comment on a pull request that is read in ten seconds, with the rest folded away."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from depaudit.model.finding import Finding
from depaudit.model.report import Report
from depaudit.model.severity import Severity
from depaudit.report import Style
from depaudit.report.escape import clip, markdown
from depaudit.report.words import cell, closing, column, counted, matrix_rows, status

MOST_COLUMNS, MOST_SERVICES, TOP, MOST_FINDINGS, MOST_LINES = 6, 20, 5, 60, 20
LONGEST: Final = 240


def render(report: Report, style: Style) -> str:
    """Verdict, what changed, the survival matrix, the worst findings; everything else under folds."""
    parts = (_verdict(report), _changed(report), _matrix(report), _top(report), _all(report), _accepted(report),
             _rests_on(report))  # fmt: skip
    return "\n".join("\n".join(lines) for part in parts if (lines := list(part)))


def _safe(text: str, longest: int = LONGEST) -> str:
    return markdown(clip(text, longest))


def _verdict(report: Report) -> Iterator[str]:
    counts = [f"{report.count(one)} {one}" for one in reversed(Severity) if report.count(one)]
    breached = sum(result.breached for result in report.objectives)
    said = [", ".join(counts) or "no findings", f"score {report.score.value:g} of 100, lower is better"]
    if report.objectives:
        said.append(f"{breached} of {counted(len(report.objectives), 'objective')} breached")
    if report.failures:
        said.append(f"**incomplete: {counted(len(report.failures), 'rule')} could not run**")
    yield f"## {_safe(report.headline, 400)}"
    yield ""
    yield f"{' · '.join(said)}\n"


def _changed(report: Report) -> Iterator[str]:
    compared = report.compared
    if compared is None:
        return
    by = {
        name: [one for one in report.findings if one.standing == name and one.gates] for name in ("new", "worsened")
    }
    yield f"### Since the baseline of {compared.as_of}"
    yield ""
    yield (
        f"{len(by['new'])} new, {len(by['worsened'])} worsened, {len(compared.gone)} gone; "
        f"score {compared.score:g} -> {report.score.value:g}"
    )
    for finding in [*by["worsened"], *by["new"]][:TOP]:
        yield f"- {finding.standing}: **{finding.severity}** {finding.rule} {_safe(finding.message)}"
    yield from (f"- gone: {_safe(message)}" for _, message in compared.gone[:TOP])
    yield from (f"- {_safe(remark)}" for remark in compared.remarks)
    yield ""


def _matrix(report: Report) -> Iterator[str]:
    columns, more = matrix_rows(report, ["jurisdiction"], MOST_COLUMNS)
    services = report.subject.services
    if not columns or not services:
        return
    verdicts = {(one.service, one.cutoff): one for one in report.survival if one.kind == "jurisdiction"}
    heads = [column(cutoff, kind, foreign=verdicts[services[0][0], cutoff].foreign) for kind, cutoff in columns]
    yield f"| service | {' | '.join(map(markdown, heads))} |"
    yield "| --- |" + " --- |" * len(heads)
    for name, _, rto in services[:MOST_SERVICES]:
        cells = [markdown(cell(verdicts[name, cutoff], rto)) for _, cutoff in columns]
        yield f"| {_safe(name, 80)} | {' | '.join(cells)} |"
    left = [f"{counted(more, 'more cutoff')} with less effect or none"] if more else []
    if len(services) > MOST_SERVICES:
        left.append(counted(len(services) - MOST_SERVICES, "more service"))
    yield f"\n{' and '.join(left)}\n" if left else ""


def _top(report: Report) -> Iterator[str]:
    worst = [finding for finding in report.findings if finding.gates and finding.severity >= Severity.MEDIUM][:TOP]
    if worst:
        yield "### Worst findings"
        yield ""
    for finding in worst:
        where = f" ({_safe(str(finding.location))})" if finding.location.path else ""
        yield f"- **{finding.severity}** {finding.rule}: {_safe(finding.message)}{where}"
        if finding.remedy:
            yield f"  - help: {_safe(finding.remedy.text)}"
    if worst:
        yield ""


def _all(report: Report) -> Iterator[str]:
    rows = [_row(finding) for finding in report.findings[:MOST_FINDINGS]]
    head = ["| severity | rule | finding | where | status |", "| --- | --- | --- | --- | --- |"]
    if rows:
        yield from _folded(f"All {counted(len(report.findings), 'finding')}", [*head, *rows], len(report.findings))


def _row(finding: Finding) -> str:
    where = _safe(str(finding.location))
    said = _safe(status(finding))
    return f"| {finding.severity} | {finding.rule} | {_safe(finding.message)} | {where} | {said} |"


def _accepted(report: Report) -> Iterator[str]:
    rows = []
    for use in report.waivers:
        subject = _safe(use.waiver.subject or str(use.waiver.place), 80)
        covers = counted(len(use.covers), "finding")
        rows.append(f"- {_safe(use.waiver.rule)} on {subject}: {use.state}, {covers}; {_safe(use.waiver.reason)}")
    if rows:
        yield from _folded(counted(len(rows), "waiver"), rows[:MOST_FINDINGS], len(rows))


def _rests_on(report: Report) -> Iterator[str]:
    lines = [f"- not assessed: {_safe(text)}" for text in report.not_assessed]
    lines += [f"- rule {failure.rule} could not run: {_safe(failure.reason)}" for failure in report.failures]
    lines += [f"- unknown: {_safe(one.text)} ({counted(len(one.verdicts), 'verdict')})" for one in report.unknowns]
    lines += [f"- assumed: {_safe(one.subject, 80)}: {_safe(one.text)}" for one in report.assumptions]
    lines += [f"- warning: {_safe(text)}" for text in report.subject.warnings]
    shown: Sequence[str] = lines[:MOST_LINES]
    yield from _folded("What this rests on", [*shown, "", _safe(closing(report), 1_000)], 0)
    if len(lines) > MOST_LINES:
        yield f"and {len(lines) - MOST_LINES} more: the JSON report lists them\n"


def _folded(title: str, lines: Iterable[str], total: int) -> Iterator[str]:
    yield f"<details><summary>{title}</summary>"
    yield ""
    yield from lines
    if total > MOST_FINDINGS:
        yield f"\nand {total - MOST_FINDINGS} more: the JSON report lists them"
    yield ""
    yield "</details>"
    yield ""
