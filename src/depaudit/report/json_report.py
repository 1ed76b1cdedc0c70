"""JSON: the report contract, stable to the byte, one line per entry: quick to write, and to compare with diff."""

import json
from typing import Any

from depaudit.model.report import Report
from depaudit.report import Style


def render(report: Report, style: Style) -> str:
    """The report as one JSON document. Characters that a terminal or an encoder would trip over are escaped."""
    parts = (f"{json.dumps(key)}: {_value(value)}" for key, value in report.to_dict().items())
    text = "{\n" + ",\n".join(parts) + "\n}\n"
    return text.replace("##[", "#\\u0023[")


def _value(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n " + ",\n ".join(map(json.dumps, value)) + "\n]"
    return json.dumps(value)
