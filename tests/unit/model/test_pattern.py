"""A pattern is compiled when it is first used, and once."""

from depaudit.model.pattern import Pattern


def test_it_is_compiled_once() -> None:
    """The compiled form is kept."""
    pattern = Pattern("a+")
    assert pattern.compiled is pattern.compiled
    assert pattern.compiled.fullmatch("aa")
