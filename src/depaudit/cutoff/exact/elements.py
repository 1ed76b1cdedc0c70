"""What cut sets are made of at each level, and which of it can reach a service at all."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from depaudit.cutoff.exact.frame import END, Cell, Frame
from depaudit.cutoff.rows import rows
from depaudit.cutoff.scenario import Selector
from depaudit.graph.types import Graph
from depaudit.model.jurisdiction import EU, EU_MEMBERS
from depaudit.model.lever import FOREIGN, Lever

Level = Literal["jurisdiction", "vendor", "component"]
LEVELS: Final[tuple[Level, ...]] = ("jurisdiction", "vendor", "component")

Arrangement = Literal["written", "light first", "heavy first"]
ARRANGEMENTS: Final[tuple[Arrangement, ...]] = ("written", "light first", "heavy first")


def elements_of(graph: Graph, home: Iterable[str], level: Level) -> list[Selector]:
    """The elements of one level: foreign states, vendors, or leaf components. `home` is as declared."""
    if level == "component":
        return [Selector("component", node.id) for node in graph.nodes if node.leaf]
    cutoffs = rows(graph, home)
    return [cut.selectors[0] for cut in cutoffs if cut.kind == level and (level == "vendor" or cut.foreign)]


class Reach(NamedTuple):
    """A frame with its targets put in an order, and the elements met on a walk through it from the top."""

    frame: Frame
    elements: tuple[Selector, ...]


def reach(
    frame: Frame,
    top: int,
    elements: Sequence[Selector],
    how: Arrangement = "written",
    index: "ElementIndex | None" = None,
) -> Reach:
    """The elements that can take part in the loss of `top` (a node of the graph), in depth-first order.

    That order makes small diagrams: what is close in the graph is close in the order. `index`: of these elements,
    for those who ask about many nodes.
    """
    frame = _arranged(frame, how)
    index = index or ElementIndex(elements, frame.graph)
    found: dict[int, None] = {}
    seen = {frame.cell_of[top]}
    waiting = [frame.cell_of[top]]
    while waiting:
        cell = frame.cells[waiting.pop()]
        found.update(dict.fromkeys(index.touching(cell)))
        for target in reversed(cell.targets):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return Reach(frame, tuple(elements[number] for number in found))


class ElementIndex:
    """Elements by kind and name."""

    def __init__(self, elements: Sequence[Selector], graph: Graph) -> None:
        self.graph = graph
        self.numbers = {(element.kind, element.name): number for number, element in enumerate(elements)}
        self.abroad = [
            number for number, one in enumerate(elements) if one.kind == "jurisdiction" and one.name not in graph.home
        ]
        self.levers = any(one.kind != "component" for one in elements)

    def touching(self, cell: Cell) -> list[int]:
        """The elements that can take part in the own loss of a cell."""
        node = cell.node
        names: list[tuple[str, str]] = [("component", node.id)] if node.leaf else []
        foreign = False
        for lever in node.levers if self.levers else ():
            if any(span.start <= END for span in lever.profile.blocked):
                names.extend(self._names(lever))
                foreign |= lever.jurisdiction == FOREIGN
        found = [self.numbers[name] for name in names if name in self.numbers]
        return found + self.abroad if foreign else found

    def _names(self, lever: Lever) -> Iterable[tuple[str, str]]:
        if lever.vendor:
            yield from (("vendor", owner) for owner in sorted(self.graph.owners.get(lever.vendor, (lever.vendor,))))
        for state in (*lever.places, *((lever.jurisdiction,) if lever.jurisdiction else ())):
            yield "jurisdiction", state
            if state in EU_MEMBERS:
                yield "jurisdiction", EU


def _arranged(frame: Frame, how: Arrangement) -> Frame:
    """The same frame with the targets of each cell in another order, where their order means nothing."""
    if how == "written":
        return frame
    weight = [1.0] * len(frame.cells)
    for number, cell in enumerate(frame.cells):
        weight[number] += sum(weight[target] for target in cell.targets)
    sign = 1 if how == "light first" else -1

    def key(target: int) -> float:
        return sign * weight[target]

    def moved(cell: Cell) -> Cell:
        needs = tuple(sorted(cell.needs, key=key, reverse=True))
        ways = (*cell.ways[:1], *sorted(cell.ways[1:], key=lambda way: key(way[0]), reverse=True))
        quorum = (cell.quorum[0], tuple(sorted(cell.quorum[1], key=key, reverse=True))) if cell.quorum else None
        return cell._replace(needs=needs, ways=ways, quorum=quorum, targets=tuple(sorted(cell.targets, key=key)))

    return frame._replace(cells=tuple(map(moved, frame.cells)))
