"""The look-up table: found by bisection, several lines to a key, nothing before the first and after the last."""

import pytest

from depaudit.catalog.table import Table, write_table

ROWS = [("b", "2"), ("a", "1"), ("b", "1"), ("bb", "x"), ("é", "accent"), ("a", "1")]


def test_rows_are_sorted_and_unique() -> None:
    assert write_table(ROWS) == "a\t1\nb\t1\nb\t2\nbb\tx\né\taccent\n".encode()


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("a", ("1",)),
        ("b", ("1", "2")),
        ("bb", ("x",)),
        ("é", ("accent",)),
        ("", ()),
        ("ab", ()),
        ("z", ()),
        ("bbb", ()),
    ],
)
def test_get(key: str, values: tuple[str, ...]) -> None:
    assert Table(write_table(ROWS)).get(key) == values


def test_every_key_of_a_large_table_is_found() -> None:
    rows = [(f"key {number}", str(number)) for number in range(2_000)]
    table = Table(write_table(rows))
    assert all(table.get(key) == (value,) for key, value in rows)


def test_keys_by_prefix() -> None:
    table = Table(write_table(ROWS))
    assert list(table.keys("b")) == ["b", "b", "bb"]
    assert list(table.keys("x")) == []
    assert list(table.keys()) == ["a", "b", "b", "bb", "é"]


def test_an_empty_table_holds_nothing() -> None:
    assert Table(b"").get("a") == ()
    assert list(Table(b"").keys()) == []
