"""The verdict in one sentence."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from depaudit.model.report import Report
from depaudit.report.escape import terminal


def section(report: Report) -> Iterator[RenderableType]:
    """What stops, and the smallest cut that is enough."""
    yield Text(terminal(report.headline), style="bold")
