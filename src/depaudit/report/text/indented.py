"""A text whose lines all begin further to the right."""

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.text import Text


class Indented:
    """`text`, broken where the room ends, with `left` columns before each line."""

    def __init__(self, text: Text, left: int) -> None:
        self._text, self._left = text, left

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """As rich's own padding draws it, but for what would fill up the right."""
        for line in self._text.wrap(console, max(1, options.max_width - self._left)):
            yield Segment(" " * self._left)
            yield from line.render(console, end="\n")
