"""JSON: the report contract, stable to the byte, one line per entry: quick to write, and to compare with diff."""

import json
from collections.abc import Iterator
from typing import Any

from depaudit.model.report import Report
from depaudit.report import Style


def render(report: Report, style: Style) -> str:
    """The report as one JSON document. Characters that a terminal or an encoder would trip over are escaped."""
    return "".join(_pieces(report.to_dict()))


def _pieces(plain: dict[str, Any]) -> Iterator[str]:
    """The document in pieces, each made harmless by itself: a large report is copied only once."""
    before = "{\n"
    for key, value in plain.items():
        yield f"{before}{json.dumps(key)}: "
        if isinstance(value, list) and value:
            opening = "[\n "
            for entry in value:
                yield f"{opening}{_harmless(entry)}"
                opening = ",\n "
            yield "\n]"
        else:
            yield _harmless(value)
        before = ",\n"
    yield "\n}\n"


def _harmless(value: Any) -> str:
    """As JSON in one line, without what a build server takes for a command."""
    return json.dumps(value).replace("##[", "#\\u0023[")
