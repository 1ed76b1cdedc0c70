"""How bad a finding is, and how sure we are of it."""

from enum import IntEnum
from typing import Final, Literal

Confidence = Literal["high", "medium", "low"]


class Severity(IntEnum):
    """From `info` to `critical`. Compare with `<`; `str()` gives the word that reports and options use."""

    INFO = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4

    def __str__(self) -> str:
        return _WORDS[self]

    def lowered(self, steps: int) -> "Severity":
        """`steps` lower, never below `low`: an outage is never mere information."""
        return max(Severity.LOW, Severity(max(0, self - steps)))


_WORDS: Final = tuple(severity.name.lower() for severity in Severity)
"""By severity: looking up a name takes longer than all else that is written of a finding's severity."""
