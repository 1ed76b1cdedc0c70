"""JSON: the report contract, stable to the byte, one line per entry: quick to write, and to compare with diff."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Any, Final

from depaudit.errors import Position
from depaudit.model.finding import Finding
from depaudit.model.plain import plain_acceptance, plain_verdict, sections
from depaudit.model.report import Report
from depaudit.model.results import Assumption
from depaudit.model.verdict import Verdict
from depaudit.report import Style

BLOCK: Final = 1_000
"""Entries that are written at once: a large report never stands in memory as a whole."""

_encode: Final = json.JSONEncoder().encode
_text: Final = json.encoder.encode_basestring_ascii


def render(report: Report, style: Style) -> str:
    """The report as one JSON document. Characters that a terminal or an encoder would trip over are escaped."""
    return "".join(pieces(report, style))


def pieces(report: Report, style: Style) -> Iterator[str]:
    """The document in pieces."""
    before = "{\n"
    for key, value in sections(report):
        yield f"{before}{json.dumps(key)}: "
        if key == "survival":
            yield from _listed(_verdicts(report.survival))
        elif key == "findings":
            yield from _listed(map(_finding, report.findings))
        elif key == "assumptions":
            yield from _listed(map(_assumption, report.assumptions))
        elif isinstance(value, Iterator | list):
            yield from _listed(map(_harmless, value))
        else:
            yield _harmless(value)
        before = ",\n"
    yield "\n}\n"


def _listed(entries: Iterator[str]) -> Iterator[str]:
    before, after = "[\n ", "[]"
    while block := ",\n ".join(islice(entries, BLOCK)):
        yield f"{before}{block}"
        before, after = ",\n ", "\n]"
    yield after


def _verdicts(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """Each verdict; what follows service and cutoff is put together once for all of a service that say the same."""
    names = {name: _harmless(name) for name in {name for verdict in verdicts for name in verdict[:2]}}
    frames: dict[tuple[object, ...], tuple[str, str]] = {}
    for service, group in groupby(verdicts, lambda verdict: verdict.service):
        written: dict[tuple[object, ...], str] = {}
        of = f'{{"service": {names[service]}, "cutoff": '
        for verdict in group:
            said = verdict[2:]
            if (rest := written.get(said)) is None:
                course = (*verdict[2:9], verdict.baseline, verdict.short_interruptions)
                if (frame := frames.get(course)) is None:
                    frame = frames[course] = _frame(verdict)
                rest = written[said] = f"{frame[0]}{_texts_of(verdict)}{frame[1]}"
            yield f"{of}{names[verdict.cutoff]}{rest}"


def _frame(verdict: Verdict) -> tuple[str, str]:
    """What a verdict says of kinds and times, before and behind its texts: many share it."""
    bare = Verdict("", "", *verdict[2:9], baseline=verdict.baseline, short_interruptions=verdict.short_interruptions)
    before, _, behind = _harmless(plain_verdict(bare)).partition(_texts_of(bare))
    return before.removeprefix('{"service": "", "cutoff": ""'), behind


def _texts_of(verdict: Verdict) -> str:
    """Proof, reasons and assumptions of a verdict as `plain_verdict` has them, put together from their texts."""
    return _without_commands(
        f'"path": {_texts(verdict.path)}, "path_notes": {_texts(verdict.path_notes)}, '
        f'"reasons": [{", ".join(map(_texts, verdict.reasons))}], "assumed": {_texts(verdict.assumed)}, '
        f'"decided_by": {_texts(verdict.decided_by)}, "basis": {_text(verdict.basis)}, '
        f'"left": {_encode(verdict.left) if verdict.left else "[]"}'
    )


def _finding(finding: Finding) -> str:
    """A finding as `plain_finding` has it, put together from its texts: there may be tens of thousands."""
    remedy, waiver = finding.remedy, finding.waived
    return _without_commands(
        f'{{"id": {_text(f"{finding.rule}-{finding.fingerprint}")}, "rule": {_text(finding.rule)}, '
        f'"name": {_text(finding.name)}, "severity": {_text(str(finding.severity))}, '
        f'"confidence": {_text(finding.confidence)}, "subject": {_text(finding.subject)}, '
        f'"cutoff": {_text(finding.cutoff)}, "message": {_text(finding.message)}, '
        f'"location": {_place(finding.location)}, '
        f'"path": {_texts(finding.path)}, "path_notes": {_texts(finding.path_notes)}, '
        f'"evidence": {_texts(finding.evidence)}, "facts": {_texts(finding.facts)}, '
        f'"remedy": {_text(remedy.text) if remedy else "null"}, "patch": {_text(remedy.patch if remedy else "")}, '
        f'"references": {_texts(finding.references)}, "fingerprint": {_text(finding.fingerprint)}, '
        f'"path_mark": {_text(finding.path_mark)}, "standing": {_text(finding.standing)}, '
        f'"note": {_text(finding.note)}, "known": {"true" if finding.known else "false"}, '
        f'"waived": {_encode(plain_acceptance(waiver)) if waiver else "null"}}}'
    )


def _assumption(one: Assumption) -> str:
    """An assumption as the plain report has it: there are several for each component."""
    return _without_commands(
        f'{{"id": {_text(one.id)}, "subject": {_text(one.subject)}, "text": {_text(one.text)}, '
        f'"verdicts": {one.verdicts}, "location": {_place(one.position) if one.position else "null"}}}'
    )


def _place(place: Position) -> str:
    return f'{{"path": {_text(place.path)}, "line": {place.line or "null"}, "column": {place.column or "null"}}}'


def _texts(texts: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_text, texts))}]" if texts else "[]"


def _harmless(value: Any) -> str:
    """As JSON in one line, without what a build server takes for a command."""
    return _without_commands(_encode(value))


def _without_commands(line: str) -> str:
    return line.replace("##[", "#\\u0023[") if "#" in line else line  # one character is found ten times as fast
