"""Report -> text, one format per module. Reporters render and decide nothing; each is loaded when it is asked for."""

from collections.abc import Callable
from importlib import import_module
from typing import Final, Protocol

from depaudit.model.report import Report


class Style(Protocol):
    """How text may look: its width in columns, and whether colour is wanted."""

    @property
    def width(self) -> int:
        """Columns."""

    @property
    def color(self) -> bool:
        """Whether escape codes for colour may be written."""


FORMATS: Final = {"text": "text", "concise": "concise", "json": "json_report", "markdown": "markdown", "html": "html"}
SUFFIXES: Final = {".txt": "text", ".json": "json", ".md": "markdown", ".html": "html"}


def renderer(name: str) -> Callable[[Report, Style], str]:
    """The function that renders a report in the format `name`. Raises KeyError for a format that does not exist."""
    render: Callable[[Report, Style], str] = import_module(f"depaudit.report.{FORMATS[name]}").render
    return render
