"""The width of what is written is that which `shutil` finds."""

import os
import shutil
import sys

import pytest

from depaudit.cli.output import MOST_COLUMNS, look


class Elsewhere:
    """A stream on a file descriptor that is no terminal."""

    def fileno(self) -> int:
        """As of a stream that was closed."""
        raise ValueError("closed")


@pytest.mark.parametrize("told", [None, "72", " 80 ", "0", "-5", "wide", "500"])
@pytest.mark.parametrize("stream", [None, Elsewhere()])
def test_columns_are_those_of_shutil(told: str | None, stream: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """From COLUMNS, else from the terminal, else the usual width; never more than the most."""
    monkeypatch.setattr(sys, "__stdout__", stream)
    monkeypatch.delenv("COLUMNS", raising=False)
    if told is not None:
        monkeypatch.setenv("COLUMNS", told)
    assert look(no_color=True).width == min(shutil.get_terminal_size((100, 24)).columns, MOST_COLUMNS)


@pytest.mark.parametrize(("columns", "width"), [(90, 90), (0, 100)])
def test_a_terminal_is_asked(columns: int, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that does not know its width has the usual one."""

    class Terminal:
        def fileno(self) -> int:
            return 1

    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr(sys, "__stdout__", Terminal())
    monkeypatch.setattr(os, "get_terminal_size", lambda number: os.terminal_size((columns, 24)))
    assert look(no_color=True).width == width
