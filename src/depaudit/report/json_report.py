"""JSON: the report contract, stable to the byte, one line per entry: quick to write, and to compare with diff."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from depaudit.model.plain import plain_verdict
from depaudit.model.report import Report
from depaudit.model.verdict import Verdict
from depaudit.report import Style


def render(report: Report, style: Style) -> str:
    """The report as one JSON document. Characters that a terminal or an encoder would trip over are escaped."""
    return "".join(_pieces(report))


def _pieces(report: Report) -> Iterator[str]:
    """The document in pieces, each made harmless by itself: a large report is copied only once."""
    before = "{\n"
    for key, value in report._replace(survival=()).to_dict().items():
        yield f"{before}{json.dumps(key)}: "
        if key == "survival" and report.survival:
            yield from _listed(map("".join, _verdicts(report.survival)))
        elif isinstance(value, list) and value:
            yield from _listed(map(_harmless, value))
        else:
            yield _harmless(value)
        before = ",\n"
    yield "\n}\n"


def _listed(entries: Iterable[str]) -> Iterator[str]:
    before = "[\n "
    for entry in entries:
        yield before
        yield entry
        before = ",\n "
    yield "\n]"


def _verdicts(verdicts: Sequence[Verdict]) -> Iterator[tuple[str, str]]:
    """Each verdict in two parts: of which service and cutoff, and the rest, written once for all that share it."""
    names = {name: _harmless(name) for name in {name for verdict in verdicts for name in verdict[:2]}}
    written: dict[tuple[object, ...], str] = {}
    for verdict in verdicts:
        of = f'{{"service": {names[verdict.service]}, "cutoff": {names[verdict.cutoff]}'
        said = verdict[2:]
        if said not in written:
            written[said] = _harmless(plain_verdict(verdict))[len(of) :]
        yield of, written[said]


def _harmless(value: Any) -> str:
    """As JSON in one line, without what a build server takes for a command."""
    return json.dumps(value).replace("##[", "#\\u0023[")
