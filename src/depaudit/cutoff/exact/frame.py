"""The part of the graph that some nodes rest on, laid out to be evaluated at the end of the span.

The same layout is evaluated over integers (bit k says whether scenario k has the loss: singles, pairs, all subsets,
random samples) and over decision diagrams (all scenarios at once, as a formula). Semantics: "How a loss travels".
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from depaudit.cutoff.exact.diagram import OverBudgetError
from depaudit.cutoff.exact.doubts import fact_of_edge, fact_of_group
from depaudit.cutoff.exact.moments import is_settled
from depaudit.cutoff.plan import components
from depaudit.cutoff.scenario import NOT_FOUND
from depaudit.graph.types import NEVER, Choice, Graph, Node, Quorum
from depaudit.model.duration import YEAR

END: Final = YEAR
"""The moment at which cut sets are taken, in seconds after the cutoff (semantics: "Cut sets and the ladder")."""


class Need(NamedTuple):
    """A requirement that is delayed or not certain: `fact` names what would settle whether it exists."""

    target: int
    delay: int
    fact: str


class Cell(NamedTuple):
    """One node of the frame; targets are numbers of cells.

    `needs`: requirements that are certain and at once. `ways`: (target, ready, ends) of a choice. `quorum`: how
    many lost members stop it, and the members. `fact`: what would settle whether a group needs all its members.
    """

    node: Node
    needs: tuple[int, ...]
    special: tuple[Need, ...]
    ways: tuple[tuple[int, int, int | None], ...]
    quorum: tuple[int, tuple[int, ...]] | None
    fact: str
    targets: tuple[int, ...]


class Frame(NamedTuple):
    """Cells in an order where what is read comes first; `parts` are its strongly connected components.

    `cell_of` maps nodes of the graph to cells, `leaf_of` ids of leaf components. `users` are the cells that read a
    cell, `pulled` those with levers that block, `varying` those of them whose levers set in later or end. `settled`:
    nothing changes any more at the end of the span, and delays do not matter there.
    """

    graph: Graph
    cells: tuple[Cell, ...]
    parts: tuple[tuple[int, ...], ...]
    cell_of: dict[int, int]
    leaf_of: dict[str, int]
    users: list[list[int]]
    pulled: tuple[int, ...]
    varying: frozenset[int]
    settled: bool


def frame_of(graph: Graph, tops: Iterable[int], most: int | None = None) -> Frame:
    """Everything that the nodes `tops` (indices in the graph) rest on; each cell is there once.

    Raises OverBudgetError for more than `most` cells.
    """
    found = under(graph, tops, len(graph.nodes) if most is None else most)
    local = {index: number for number, index in enumerate(found)}
    targets = [[local[target] for target in below] for below in found.values()]
    order, loops = components(targets)
    place = {number: position for position, number in enumerate(order)}
    cell_of = {index: place[local[index]] for index in found}
    indices = list(found)
    nodes = [graph.nodes[indices[number]] for number in order]
    cells = tuple(_cell(node, cell_of, graph) for node in nodes)
    parts = _parts(order, loops, place)
    leaf_of = {node.id: number for number, node in enumerate(nodes) if node.leaf}
    pulled = tuple(number for number, node in enumerate(nodes) if any(lever.profile.blocked for lever in node.levers))
    varying = frozenset(number for number in pulled if _varies(nodes[number]))
    settled = is_settled(cells, parts)
    return Frame(graph, cells, parts, cell_of, leaf_of, _users(cells), pulled, varying, settled)


def _varies(node: Node) -> bool:
    return any(span.start > 0 or span.end <= END for lever in node.levers for span in lever.profile.blocked)


def _users(cells: Sequence[Cell]) -> list[list[int]]:
    users: list[list[int]] = [[] for _ in cells]
    for number, cell in enumerate(cells):
        for target in cell.targets:
            users[target].append(number)
    return users


def under(graph: Graph, tops: Iterable[int], most: int) -> dict[int, list[int]]:
    """Nodes under `tops` and what each reads, in the order in which a reader of the inventory would meet them.

    Raises OverBudgetError for more than `most` of them.
    """
    found: dict[int, list[int]] = {}
    waiting = list(tops)[::-1]
    while waiting:
        index = waiting.pop()
        if index not in found:
            found[index] = targets = _targets(graph.nodes[index])
            if len(found) > most:
                raise OverBudgetError
            waiting.extend(reversed(targets))
    return found


def _targets(node: Node) -> list[int]:
    """What can take `node` down by the end of the span. Where its copy is kept cannot."""
    found = [edge.target for edge in node.requires if edge.fails != NEVER and edge.fails <= END]
    if isinstance(node.gate, Choice):
        found.extend(way.target for way in node.gate.ways)
    elif node.gate is not None:
        found.extend(node.gate.members)
    return found


def _cell(node: Node, cell_of: dict[int, int], graph: Graph) -> Cell:
    if not node.requires and node.gate is None:
        return Cell(node, (), (), (), None, "", ())
    needs, special = [], []
    for edge in node.requires:
        if edge.fails == NEVER or edge.fails > END:
            continue
        if edge.fails or edge.unknown:
            fact = fact_of_edge(node, edge, graph) if edge.unknown else ""
            special.append(Need(cell_of[edge.target], edge.fails, fact))
        else:
            needs.append(cell_of[edge.target])
    ways: tuple[tuple[int, int, int | None], ...] = ()
    quorum, fact = None, ""
    if isinstance(node.gate, Choice):
        ways = tuple((cell_of[way.target], way.ready_when(NOT_FOUND), way.ends) for way in node.gate.ways)
    elif isinstance(node.gate, Quorum):
        members = tuple(cell_of[member] for member in node.gate.members)
        quorum = (len(members) - node.gate.k + 1, members)
        fact = fact_of_group(node) if node.gate.unknown else ""
    return Cell(node, tuple(needs), tuple(special), ways, quorum, fact, _read(needs, special, ways, quorum))


def _read(
    needs: Sequence[int],
    special: Sequence[Need],
    ways: Sequence[tuple[int, int, int | None]],
    quorum: tuple[int, tuple[int, ...]] | None,
) -> tuple[int, ...]:
    return (*needs, *[need.target for need in special], *[way[0] for way in ways], *(quorum[1] if quorum else ()))


def _parts(
    order: Sequence[int], loops: dict[int, tuple[int, ...]], place: dict[int, int]
) -> tuple[tuple[int, ...], ...]:
    parts: list[tuple[int, ...]] = []
    for number in order:
        loop = loops.get(number)
        if loop is None:
            parts.append((place[number],))
        elif loop[0] == number:
            parts.append(tuple(place[member] for member in loop))
    return tuple(parts)
