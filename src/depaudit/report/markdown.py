"""Markdown: for pull requests and job summaries."""

from collections.abc import Iterator

from depaudit.model.report import Report
from depaudit.report import Style
from depaudit.report.escape import markdown
from depaudit.report.words import cell, closing, column, matrix_rows

MOST_COLUMNS = 6


def render(report: Report, style: Style) -> str:
    """Headline, findings and the survival of every service under the states that hurt most."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"## {markdown(report.headline)}"
    yield ""
    if report.findings:
        yield "| severity | rule | finding | where |"
        yield "| --- | --- | --- | --- |"
    for finding in report.findings:
        waived = " (waived)" if finding.waived else ""
        where = markdown(str(finding.location))
        yield f"| {finding.severity}{waived} | {finding.rule} | {markdown(finding.message)} | {where} |"
    columns, _ = matrix_rows(report, ["jurisdiction"], MOST_COLUMNS)
    if columns:
        yield from _matrix(report, columns)
    yield ""
    yield markdown(closing(report))


def _matrix(report: Report, columns: list[tuple[str, str]]) -> Iterator[str]:
    verdicts = {(one.service, one.cutoff): one for one in report.survival if one.kind == "jurisdiction"}
    services = report.subject.services
    heads = [column(cutoff, kind, foreign=verdicts[services[0][0], cutoff].foreign) for kind, cutoff in columns]
    yield ""
    yield f"| service | {' | '.join(map(markdown, heads))} |"
    yield "| --- |" + " --- |" * len(heads)
    for name, _, rto in services:
        cells = [markdown(cell(verdicts[name, cutoff], rto)) for _, cutoff in columns]
        yield f"| {markdown(name)} | {' | '.join(cells)} |"
