"""Lines of the source around a finding, read when they are shown, with secrets masked."""

from pathlib import Path

from depaudit.errors import Position
from depaudit.inventory.masking import shown_lines
from depaudit.report.escape import terminal

WIDEST = 160


class Excerpts:
    """Reads each file once. A file that cannot be read again gives no excerpt."""

    def __init__(self) -> None:
        self._files: dict[str, list[str]] = {}

    def around(self, position: Position) -> list[str]:
        """The line of `position` with its number and a caret under its column; empty if it cannot be read."""
        lines = self._lines(position.path)
        if not 0 < position.line <= len(lines):
            return []
        shown = terminal(lines[position.line - 1].rstrip()[:WIDEST])
        number = str(position.line)
        gap = " " * len(number)
        caret = " " * max(0, min(position.column - 1, len(shown))) + "^"
        return [f" {number} | {shown}", f" {gap} | {caret}"]

    def _lines(self, path: str) -> list[str]:
        if path not in self._files:
            try:
                text = Path(path).read_text(encoding="utf-8-sig", errors="replace")
                self._files[path] = shown_lines(text) or []
            except (OSError, ValueError):
                self._files[path] = []
        return self._files[path]
