"""The part of the graph that some nodes rest on, laid out to be evaluated at the end of the span.

The same layout is evaluated over integers (bit k says whether scenario k has the loss: singles, pairs, all subsets,
random samples) and over decision diagrams (all scenarios at once, as a formula). Semantics: "How a loss travels".
"""

from array import array
from collections.abc import Callable, Hashable, Iterable, Sequence
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

    `needs`: requirements that are certain and at once. `ways`: (target, ready, ends) of a choice, the first of them
    first. `quorum`: how many lost members stop it, and the members. `fact`: what would settle whether a group needs
    all its members. All but `targets` stand in the order in which they are joined, what is written last first:
    diagrams stay small when what is low is joined first.
    """

    node: Node
    needs: tuple[int, ...]
    special: tuple[Need, ...]
    ways: tuple[tuple[int, int, int | None], ...]
    quorum: tuple[int, tuple[int, ...]] | None
    fact: str
    targets: tuple[int, ...]


class Frame(NamedTuple):
    """Cells in an order where what is read comes first; `loops` are those that read each other, side by side.

    `cell_of` maps nodes of the graph to cells, `leaf_of` ids of leaf components. `pulled` are the cells with levers
    that block, together where they are lost together. `varying` are those of them whose levers set in later or end.
    `settled`: nothing changes any more at the end of the span, and delays do not matter there.
    """

    graph: Graph
    cells: tuple[Cell, ...]
    loops: tuple[range, ...]
    cell_of: dict[int, int]
    leaf_of: dict[str, int]
    pulled: tuple[tuple[int, ...], ...]
    varying: frozenset[int]
    settled: bool


def frame_of(graph: Graph, tops: Iterable[int], most: int | None = None) -> Frame:
    """Everything that the nodes `tops` (indices in the graph) rest on; each cell is there once.

    Raises OverBudgetError for more than `most` cells.
    """
    found = under(graph, tops, len(graph.nodes) if most is None else most)
    local = {index: number for number, index in enumerate(found)}
    targets = [[local[target] for target in below] for below in found.values()]
    order, looped = components(targets)
    # an array makes each number anew: those of a cell lie together in memory, which is what evaluation waits for
    place = array("l", order)
    for position, number in enumerate(order):
        place[number] = position
    cell_of = {index: place[number] for index, number in local.items()}
    indices = list(found)
    nodes = [graph.nodes[indices[number]] for number in order]

    def place_of(index: int) -> int:
        return place[local[index]]

    cells = tuple(_cell(node, place_of, graph) for node in nodes)
    loops = tuple(range(place[loop[0]], place[loop[-1]] + 1) for loop in dict.fromkeys(looped.values()))
    leaf_of = {node.id: number for number, node in enumerate(nodes) if node.leaf}
    pulled = _pulled(nodes)
    varying = frozenset(number for alike in pulled if _varies(nodes[alike[0]]) for number in alike)
    return Frame(graph, cells, loops, cell_of, leaf_of, pulled, varying, is_settled(cells, loops))


def _pulled(nodes: Sequence[Node]) -> tuple[tuple[int, ...], ...]:
    """The cells with levers that block: together where all levers are the same and none is unknown."""
    alike: dict[Hashable, list[int]] = {}
    for number, node in enumerate(nodes):
        if any(lever.profile.blocked for lever in node.levers):
            apart = number if any(lever.unknown for lever in node.levers) else None
            alike.setdefault((node.levers, node.layers, apart), []).append(number)
    return tuple(map(tuple, alike.values()))


def _varies(node: Node) -> bool:
    return any(span.start > 0 or span.end <= END for lever in node.levers for span in lever.profile.blocked)


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


def _cell(node: Node, place_of: Callable[[int], int], graph: Graph) -> Cell:
    if not node.requires and node.gate is None:
        return Cell(node, (), (), (), None, "", ())
    needs, special = [], []
    for edge in node.requires:
        if edge.fails == NEVER or edge.fails > END:
            continue
        if edge.fails or edge.unknown:
            fact = fact_of_edge(node, edge, graph) if edge.unknown else ""
            special.append(Need(place_of(edge.target), edge.fails, fact))
        else:
            needs.append(place_of(edge.target))
    ways: list[tuple[int, int, int | None]] = []
    members: list[int] = []
    quorum, fact = None, ""
    if isinstance(node.gate, Choice):
        ways = [(place_of(way.target), way.ready_when(NOT_FOUND), way.ends) for way in node.gate.ways]
    elif isinstance(node.gate, Quorum):
        members = [place_of(member) for member in node.gate.members]
        quorum = (len(members) - node.gate.k + 1, tuple(members[::-1]))
        fact = fact_of_group(node) if node.gate.unknown else ""
    targets = (*needs, *[need.target for need in special], *[way[0] for way in ways], *members)
    return Cell(
        node, tuple(needs[::-1]), tuple(special[::-1]), (*ways[:1], *ways[:0:-1]), quorum, fact, targets
    )  # fmt: skip
