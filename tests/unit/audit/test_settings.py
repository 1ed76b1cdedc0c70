"""Values of options take the type of the default, or are refused."""

import pytest

from depaudit.audit.settings import typed, with_options
from depaudit.errors import SelectorError
from depaudit.rulekit import Rule

RULE = Rule(
    "X1", "x", lambda own, assessment: (), "x", options=(("on", True), ("days", 3), ("share", 0.5), ("word", "a"))
)


@pytest.mark.parametrize(
    ("option", "given", "read"),
    [
        ("on", "no", False),
        ("on", False, False),
        ("days", "7", 7),
        ("days", 7, 7),
        ("share", 1, 1.0),
        ("share", "0.25", 0.25),
        ("word", "b", "b"),
    ],
)
def test_a_value_of_the_type_is_taken(option: str, given: str | float, read: str | float) -> None:
    (found,) = with_options([RULE], [("X1", option, given)])
    assert found.option(option) == read
    assert type(found.option(option)) is type(read)
    assert RULE.option(option) == dict(RULE.options)[option]


@pytest.mark.parametrize(
    ("option", "given"),
    [("on", "perhaps"), ("on", 1), ("days", True), ("days", 1.5), ("share", True), ("word", 3), ("dayz", 3)],
)
def test_any_other_is_refused(option: str, given: str | float) -> None:
    with pytest.raises(SelectorError):
        typed(RULE, option, given)
