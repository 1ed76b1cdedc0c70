"""Places as CI systems want them: paths relative to the root of the repository, with forward slashes."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from depaudit.model.finding import Finding
from depaudit.model.report import Report


class Place(NamedTuple):
    """A file below the root of the repository, and a line and column from 1."""

    path: str
    line: int
    column: int


def place_of(finding: Finding, report: Report) -> Place:
    """Where a finding is shown: at its own place, else at the top of the first file that was read."""
    path, line, column = finding.location
    if not path:
        path = report.subject.paths[0] if report.subject.paths else "inventory.yaml"
    return Place(relative(path), max(line, 1), max(column, 1))


@cache
def relative(path: str) -> str:
    """`path` seen from the root of the repository that it stands in, else from the current folder.

    A file outside both keeps its name only: a path of this machine means nothing elsewhere.
    """
    try:
        whole = Path(path).absolute()
        root = next((folder for folder in whole.parents if (folder / ".git").exists()), Path.cwd())
        return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else whole.name
    except (OSError, ValueError):
        return "inventory.yaml"
