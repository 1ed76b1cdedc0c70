"""A sorted text file as a look-up table: one `key TAB value` a line, found by bisection among the lines."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final

_AFTER_TEXT: Final = b"\xff"
"""Sorts after whatever follows a prefix: no UTF-8 text holds this byte."""


class Table:
    """Look-up over the lines of a sorted table. A key may stand on several lines that follow each other."""

    __slots__ = ("_lines",)

    def __init__(self, data: bytes) -> None:
        self._lines = data.split(b"\n")[:-1]

    def get(self, key: str) -> tuple[str, ...]:
        """The values under `key`, in file order; empty if there are none."""
        wanted = key.encode() + b"\t"
        return tuple(line[len(wanted) :].decode() for line in self._starting(wanted))

    def keys(self, prefix: str = "") -> Iterator[str]:
        """All keys that start with `prefix`, sorted; a key with several values comes several times."""
        return (line.partition(b"\t")[0].decode() for line in self._starting(prefix.encode()))

    def _starting(self, wanted: bytes) -> list[bytes]:
        first = bisect_left(self._lines, wanted)
        return self._lines[first : bisect_left(self._lines, wanted + _AFTER_TEXT, first)]


def write_table(rows: Iterable[tuple[str, str]]) -> bytes:
    """The table of `rows` (key, value) as bytes, sorted, without doubles. Neither holds a tab or a newline."""
    lines = sorted({f"{key}\t{value}\n".encode() for key, value in rows})
    return b"".join(lines)
