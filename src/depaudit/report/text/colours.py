"""Colours of severities and states. Each word also stands in the text: nothing is said by colour alone."""

from typing import Final

COLOURS: Final = {
    "critical": "bold white on red", "high": "bold red", "medium": "yellow", "low": "cyan", "info": "dim",
    "up": "green", "degraded": "yellow", "down": "bold red", "unknown": "magenta",
}  # fmt: skip


def colour_of(words: str) -> str:
    """The colour of the worst state that `words` name."""
    return next((COLOURS[state] for state in ("down", "unknown", "degraded") if state in words), COLOURS["up"])
