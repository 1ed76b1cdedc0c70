"""The error tree. Every error says what is wrong, where, and what to do next; none carries an exit code."""

from collections.abc import Iterable
from typing import NamedTuple


class Position(NamedTuple):
    """A place in a text file. Lines and columns count from 1; 0 means that only the file is known."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join(str(part) for part in self if part)


class Problem(NamedTuple):
    """One thing that is wrong with an input, and what to write instead."""

    message: str
    position: Position | None = None
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.position}: " if self.position else ""
        return f"{where}{self.message}" + (f" ({self.hint})" if self.hint else "")


class DepauditError(Exception):
    """Anything that stops an assessment. One input may have several problems; all are reported together."""

    def __init__(self, message: str, *, hint: str = "", position: Position | None = None) -> None:
        self.problems: tuple[Problem, ...] = (Problem(message, position, hint),)
        super().__init__(str(self.problems[0]))

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> "DepauditError":
        """One error that carries all `problems` (at least one), in the order of their positions."""
        ordered = tuple(sorted(problems, key=lambda problem: problem.position or Position("")))
        error = cls(ordered[0].message, hint=ordered[0].hint, position=ordered[0].position)
        error.problems = ordered
        error.args = ("\n".join(map(str, ordered)),)
        return error

    @property
    def message(self) -> str:
        """What is wrong with the first problem."""
        return self.problems[0].message

    @property
    def hint(self) -> str:
        """What to do about the first problem; may be empty."""
        return self.problems[0].hint

    @property
    def position(self) -> Position | None:
        """Where the first problem is, if it has a place."""
        return self.problems[0].position

    @property
    def path(self) -> str | None:
        """File of the first problem."""
        return self.position.path if self.position else None

    @property
    def line(self) -> int | None:
        """Line of the first problem, from 1."""
        return self.position.line or None if self.position else None

    @property
    def column(self) -> int | None:
        """Column of the first problem, from 1."""
        return self.position.column or None if self.position else None


class InventoryError(DepauditError):
    """The inventory, or a file that stands in for one, cannot be read as one."""


class CatalogError(DepauditError):
    """The catalog or an overlay is not well-formed, or an id in it is not known."""


class ConfigError(DepauditError):
    """A setting is unknown, malformed, or contradicts another."""


class SelectorError(DepauditError):
    """A cut, service, rule or scenario was named that does not exist."""


class LimitError(DepauditError):
    """An exact answer would take more memory or time than it may."""


class ScenarioError(DepauditError):
    """A scenario file is not well-formed."""


class ReportError(DepauditError):
    """A file is not a report of ours, or one that cannot be read back."""


class OutputError(DepauditError):
    """A result could not be written where it was asked for."""
