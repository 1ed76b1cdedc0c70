"""JSON: the report contract, stable to the byte."""

import json

from depaudit.model.report import Report
from depaudit.report import Style


def render(report: Report, style: Style) -> str:
    """The report as one JSON document. Characters that a terminal or an encoder would trip over are escaped."""
    return json.dumps(report.to_dict(), indent=1) + "\n"
