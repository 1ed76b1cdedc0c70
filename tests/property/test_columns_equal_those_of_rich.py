"""Columns and indents of the text report are drawn as rich draws its tables and padding, given some room."""

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from depaudit.report.text.grid import Grid
from depaudit.report.text.indented import Indented

WORDS = ("a", "one", "ünï", "服务", "🎌", "gateway", "mistral-hosting", "x" * 30, "https://example.org/a/b/c")
CELLS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
ROOMS = st.sampled_from((30, 40, 60, 100, 120))


def _rows(columns: int) -> st.SearchStrategy[list[list[str]]]:
    return st.lists(st.lists(CELLS, min_size=columns, max_size=columns), min_size=1, max_size=4)


def _lines(one: RenderableType, room: int) -> list[str]:
    console = Console(width=room, color_system=None, highlight=False, emoji=False, legacy_windows=False)
    with console.capture() as capture:
        console.print(one, crop=False)
    return [line.rstrip() for line in capture.get().splitlines()]


@given(st.integers(2, 5).flatmap(_rows), ROOMS)
def test_without_heads(rows: list[list[str]], room: int) -> None:
    grid, table = Grid(), Table.grid(padding=(0, 2))
    for row in rows:
        grid.add_row(*row)
        table.add_row(*map(Text, row))
    assert _lines(grid, room) == _lines(table, room)


@given(st.integers(2, 5).flatmap(_rows), ROOMS, st.sets(st.integers(0, 4)), st.sampled_from((0, 5)))
def test_with_heads(rows: list[list[str]], room: int, right: set[int], least: int) -> None:
    heads = [f"head {index} {text}".strip() for index, text in enumerate(rows[0])]
    grid = Grid(*heads, right=[head for index, head in enumerate(heads) if index in right], least=least)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for index, head in enumerate(heads):
        table.add_column(Text(head), justify="right" if index in right else "left", overflow="fold",
                         min_width=least if index == 0 else None)  # fmt: skip
    for row in rows[1:]:
        grid.add_row(*row)
        table.add_row(*map(Text, row))
    assert _lines(grid, room) == _lines(table, room)


def test_where_there_is_no_room_every_column_keeps_one() -> None:
    grid = Grid("head", "other")
    grid.add_row("", "服务 one")
    assert "head" in "".join(line[:1] for line in _lines(grid, 1))


def test_no_rows_are_no_lines() -> None:
    assert _lines(Grid(), 60) == []


@given(CELLS, ROOMS, st.integers(0, 12))
def test_an_indented_text(text: str, room: int, left: int) -> None:
    assert _lines(Indented(Text(text), left), room) == _lines(Padding(Text(text), (0, 0, 0, left)), room)
