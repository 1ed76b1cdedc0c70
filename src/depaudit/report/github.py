"""Workflow commands of GitHub Actions: one annotation per finding that counts, and one line for the rest."""

from collections.abc import Iterator

from depaudit.model.report import Report
from depaudit.model.severity import Severity
from depaudit.report import Style
from depaudit.report.escape import clip, terminal
from depaudit.report.places import place_of
from depaudit.report.words import closing, counted, status


def render(report: Report, style: Style) -> str:
    """`::error file=...,line=...,title=...::message` for each finding that is neither waived nor known."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    for finding in report.findings:
        if not finding.gates:
            continue
        path, line, column = place_of(finding, report)
        said = status(finding)
        message = f"{finding.message} ({said})" if said else finding.message
        help_text = f" Help: {finding.remedy.text}." if finding.remedy else ""
        where = f"file={_property(path)},line={line},col={column},title={_property(f'{finding.rule} {finding.name}')}"
        yield f"::{_command(finding.severity)} {where}::{_data(message + help_text)}"
    for failure in report.failures:
        yield f"::error title=depaudit is incomplete::{_data(f'rule {failure.rule} could not run: {failure.reason}')}"
    silent = [finding for finding in report.findings if not finding.gates]
    tail = f" {counted(len(silent), 'finding')} waived or known." if silent else ""
    yield f"::notice title=depaudit::{_data(f'{report.headline}. {closing(report)}{tail}')}"


def _command(severity: Severity) -> str:
    if severity >= Severity.HIGH:
        return "error"
    return "warning" if severity is Severity.MEDIUM else "notice"


def _data(text: str) -> str:
    return clip(terminal(text), 4_000).replace("%", "%25")


def _property(text: str) -> str:
    return clip(terminal(text)).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
