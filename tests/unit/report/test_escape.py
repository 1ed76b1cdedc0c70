"""Texts that are safe as they are come back as they are; the quick look never lets anything else through."""

import sys

import pytest

from depaudit.report.escape import _CONTROL, _written_out, terminal


def test_every_character() -> None:
    """Each of Unicode alone, and as the pattern alone would have it."""
    for number in range(sys.maxunicode + 1):
        text = f"a{chr(number)}b"
        assert terminal(text) == _CONTROL.compiled.sub(_written_out, text)


@pytest.mark.parametrize("text", ["::error::x", "a ::b", "a::b", "##[group]", "## [x]", "::", "", "plain", "é …"])
def test_what_a_log_obeys(text: str) -> None:
    """Commands of CI logs can be printed, and are written out all the same."""
    assert terminal(text) == _CONTROL.compiled.sub(_written_out, text)
