"""Cells in columns, laid out as rich's own table does it without borders, and drawn in one pass over the rows."""

from collections.abc import Collection, Iterator
from typing import Final

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from depaudit.report.escape import terminal

GAP: Final = 2
"""Columns of the terminal between two columns of a grid."""


class Grid:
    """Rows of cells of one style each, every column as wide as its longest cell; the widest give way where room ends.

    `heads` name the columns; those in `right` are flush right. The first never gives way to less than `least`.
    """

    def __init__(self, *heads: str, right: Collection[str] = (), least: int = 0) -> None:
        self._headed, self._least = bool(heads), least
        self._right = [index for index, head in enumerate(heads) if head in right]
        self._rows = [tuple(Text(terminal(head), style="bold") for head in heads)] if heads else []

    def add_row(self, *cells: str | Text) -> None:
        """Another row, with as many cells as the others; a plain text has no style."""
        self._rows.append(tuple(Text(terminal(cell)) if isinstance(cell, str) else cell for cell in cells))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Each row as high as its highest cell; the other cells are at the top of it, heads at the bottom."""
        widths = self._widths(options.max_width) if self._rows else []
        for number, row in enumerate(self._rows):
            columns = [self._lines(console, index, *pair) for index, pair in enumerate(zip(row, widths, strict=True))]
            height = max(map(len, columns))
            for lines, width in zip(columns, widths, strict=True):
                blank = [" " * width] * (height - len(lines))
                lines[:] = blank + lines if self._headed and number == 0 else lines + blank
            yield from _drawn([console.get_style(cell.style) for cell in row], columns)

    def _lines(self, console: Console, index: int, cell: Text, width: int) -> list[str]:
        """The lines of one cell, each as wide as its column."""
        spare = width - cell_len(cell.plain)
        if spare >= 0:
            return [" " * spare + cell.plain if index in self._right else cell.plain + " " * spare]
        found = cell.wrap(console, width, justify="right" if index in self._right else "left",
                          overflow="fold" if self._headed else "ellipsis")  # fmt: skip
        return [line.plain for line in found]

    def _widths(self, room: int) -> list[int]:
        """The width of each column, the gap behind it not counted."""
        gaps = [GAP] * (len(self._rows[0]) - 1) + [0]
        longest = [max(cell_len(cell.plain) for cell in column) for column in zip(*self._rows, strict=True)]
        widths = [min(room, width + gap) or 1 for width, gap in zip(longest, gaps, strict=True)]
        while (over := sum(widths) - room) > 0:
            widest = max(widths)
            most = min(over, widest - max((width for width in widths if width < widest), default=0))
            alike = [index for index, width in enumerate(widths) if width == widest]
            for left, index in zip(range(len(alike), 0, -1), alike, strict=True):
                cut = min(most, round(over / left))
                widths[index] -= cut
                over -= cut
        first, *others = (max(width - gap, min(1, wanted))
                          for width, gap, wanted in zip(widths, gaps, longest, strict=True))  # fmt: skip
        return [max(first, self._least), *others]


def _drawn(styles: list[Style], columns: list[list[str]]) -> Iterator[Segment]:
    """The lines of one row, from those of its cells."""
    last = len(columns) - 1
    for line in zip(*columns, strict=True):
        for index, (text, style) in enumerate(zip(line, styles, strict=True)):
            yield Segment(text, style)
            yield Segment(" " * GAP) if index < last else Segment.line()
