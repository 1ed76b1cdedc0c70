"""JSON: the report contract, stable to the byte, one line per entry: quick to write, and to compare with diff."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Any, Final

from depaudit.model.plain import plain_verdict, sections
from depaudit.model.report import Report
from depaudit.model.verdict import Verdict
from depaudit.report import Style

BLOCK: Final = 1_000
"""Entries that are written at once: a large report never stands in memory as a whole."""

_encode: Final = json.JSONEncoder().encode


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
    begin = len('{"service": "", "cutoff": ""')
    for service, group in groupby(verdicts, lambda verdict: verdict.service):
        written: dict[tuple[object, ...], str] = {}
        of = f'{{"service": {names[service]}, "cutoff": '
        for verdict in group:
            said = verdict[2:]
            if (rest := written.get(said)) is None:
                nameless = verdict._replace(service="", cutoff="")
                rest = written[said] = _harmless(plain_verdict(nameless))[begin:]
            yield f"{of}{names[verdict.cutoff]}{rest}"


def _harmless(value: Any) -> str:
    """As JSON in one line, without what a build server takes for a command."""
    return _encode(value).replace("##[", "#\\u0023[")
