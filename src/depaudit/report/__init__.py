"""Report -> text, one format per module. Reporters render and decide nothing; each is loaded when it is asked for."""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Final, NamedTuple, Protocol

from depaudit.model.report import Report


class Style(Protocol):
    """How text may look: its width in columns, and whether colour is wanted."""

    @property
    def width(self) -> int:
        """Columns."""

    @property
    def color(self) -> bool:
        """Whether escape codes for colour may be written."""


class Format(NamedTuple):
    """A row of the table: the module that renders, the suffix that stands for it, and who reads it."""

    module: str
    suffix: str
    read_by: str


FORMATS: Final = {
    "text": Format("text", ".txt", "people at a terminal"),
    "concise": Format("concise", "", "editors and grep: one line per finding"),
    "json": Format("json_report", ".json", "programs; `depaudit convert` renders the other formats from it"),
    "sarif": Format("sarif", ".sarif", "GitHub code scanning and other SARIF 2.1.0 viewers"),
    "junit": Format("junit", ".xml", "test dashboards of CI systems"),
    "markdown": Format("markdown", ".md", "pull requests and job summaries"),
    "html": Format("html", ".html", "people in a browser"),
    "github": Format("github", "", "annotations of GitHub Actions"),
    "gitlab": Format("gitlab", "", "GitLab code quality"),
    "csv": Format("csv_report", ".csv", "spreadsheets"),
}
SUFFIXES: Final = {row.suffix: name for name, row in FORMATS.items() if row.suffix}


def renderer(name: str) -> Callable[[Report, Style], str]:
    """The function that renders a report in the format `name`. Raises KeyError for a format that does not exist."""
    render: Callable[[Report, Style], str] = import_module(f"depaudit.report.{FORMATS[name].module}").render
    return render


def writer(name: str) -> Callable[[Report, Style], Iterable[str]]:
    """The same in pieces, for those who write them one after the other. Raises KeyError like `renderer`."""
    module = import_module(f"depaudit.report.{FORMATS[name].module}")
    whole = renderer(name)
    pieces: Callable[[Report, Style], Iterable[str]] = getattr(module, "pieces", lambda *asked: (whole(*asked),))
    return pieces
