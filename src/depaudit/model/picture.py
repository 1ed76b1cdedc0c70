"""The dependency graph with the engine's answers on it: what a page needs to show any cut, or two, without computing.

Node states are written as digits: 0 up, 1 degraded, 2 unknown, 3 down.
"""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from depaudit.model.verdict import CutKind, State

DIGITS: Final[dict[State, str]] = {"up": "0", "degraded": "1", "unknown": "2", "down": "3"}


class PictureNode(NamedTuple):
    """One node. `column` is its distance from the services, `row` its place in the column.

    `states` are the jurisdictions that can take it away, `cuts` the numbers of the cutoffs that pull a lever of it.
    """

    id: str
    kind: str
    layer: str
    states: tuple[str, ...]
    vendor: str
    cuts: tuple[int, ...]
    column: int
    row: int


class PictureEdge(NamedTuple):
    """A dependency, by numbers of nodes; `note` says how: a purpose, a buffer, the rank of an option."""

    source: int
    target: int
    kind: Literal["requires", "option", "member", "copy"]
    note: str = ""


class PictureCut(NamedTuple):
    """One cutoff that the page can show."""

    id: str
    kind: CutKind
    foreign: bool


class Pair(NamedTuple):
    """Two cutoffs together, where that is worse than either: (horizon number, node, digit) for each such state.

    `paths` explains the services that stop only under both: (service, node ids, notes).
    """

    first: int
    second: int
    worse: tuple[tuple[int, int, str], ...]
    paths: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = ()


class Picture(NamedTuple):
    """`singles` holds, for each horizon, the digits of a node over all cutoffs; nodes that stay up are left out.

    `paired` are the numbers of the cutoffs of which every pair was evaluated; a pair that is not in `pairs` is as
    bad as the worse of its two, node by node.
    """

    horizons: tuple[int, ...]
    nodes: tuple[PictureNode, ...]
    edges: tuple[PictureEdge, ...]
    cuts: tuple[PictureCut, ...]
    singles: tuple[Mapping[int, str], ...]
    paired: tuple[int, ...]
    pairs: tuple[Pair, ...]
