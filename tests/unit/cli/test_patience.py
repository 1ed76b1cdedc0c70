"""Progress: on a terminal, after a while, and gone at the end."""

from io import StringIO
from time import sleep

import pytest

from depaudit.cli.patience import patience


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_long_wait_is_told_and_wiped() -> None:
    out = Terminal()
    with patience("simulating", out, after=0.01, every=0.01):
        sleep(0.1)
    assert "simulating ... " in out.getvalue()
    assert out.getvalue().endswith("\r")


def test_a_short_wait_is_not_told() -> None:
    out = Terminal()
    with patience("simulating", out, after=60):
        pass
    assert out.getvalue() == ""


def test_nothing_is_told_where_nobody_looks() -> None:
    out = StringIO()
    with patience("simulating", out, after=0.0, every=0.01):
        sleep(0.05)
    assert out.getvalue() == ""


def failing(out: Terminal) -> None:
    with patience("simulating", out, after=0.01, every=0.01):
        sleep(0.05)
        raise ZeroDivisionError


def test_it_ends_when_the_work_fails() -> None:
    out = Terminal()
    with pytest.raises(ZeroDivisionError):
        failing(out)
    assert out.getvalue().endswith("\r")
