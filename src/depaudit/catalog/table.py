"""A sorted text file as a look-up table: one `key TAB value` a line, found by bisection, nothing parsed before."""

from collections.abc import Iterable, Iterator


class Table:
    """Look-up over the bytes of a sorted table. A key may stand on several lines that follow each other."""

    __slots__ = ("_data",)

    def __init__(self, data: bytes) -> None:
        self._data = data

    def get(self, key: str) -> tuple[str, ...]:
        """The values under `key`, in file order; empty if there are none."""
        wanted = key.encode() + b"\t"
        position = self._first_at_or_after(wanted)
        found = []
        while self._data.startswith(wanted, position):
            end = self._data.index(b"\n", position)
            found.append(self._data[position + len(wanted) : end].decode())
            position = end + 1
        return tuple(found)

    def keys(self, prefix: str = "") -> Iterator[str]:
        """All keys that start with `prefix`, sorted; a key with several values comes several times."""
        wanted = prefix.encode()
        position = self._first_at_or_after(wanted)
        while self._data.startswith(wanted, position) and position < len(self._data):
            end = self._data.index(b"\n", position)
            yield self._data[position:end].partition(b"\t")[0].decode()
            position = end + 1

    def _first_at_or_after(self, wanted: bytes) -> int:
        """Offset of the first line that does not sort before `wanted`."""
        data = self._data
        low, high = 0, len(data)
        while low < high:
            middle = data.rfind(b"\n", 0, (low + high) // 2) + 1
            end = data.index(b"\n", middle) + 1
            if data[middle : middle + len(wanted)] < wanted:
                low = end
            else:
                high = middle
        return low


def write_table(rows: Iterable[tuple[str, str]]) -> bytes:
    """The table of `rows` (key, value) as bytes, sorted, without doubles. Neither holds a tab or a newline."""
    lines = sorted({f"{key}\t{value}\n".encode() for key, value in rows})
    return b"".join(lines)
