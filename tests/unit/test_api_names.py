"""The names of the library: what is promised is there, and nothing else is."""

import pytest

import depaudit


def test_the_names_that_are_listed_are_the_names_that_are_promised() -> None:
    assert dir(depaudit) == sorted(depaudit.__all__)
    assert all(getattr(depaudit, name) is not None for name in depaudit.__all__)


def test_a_name_that_nobody_promised_is_an_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'discover'"):
        depaudit.discover  # noqa: B018
