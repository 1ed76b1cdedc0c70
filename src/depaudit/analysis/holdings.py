"""What two options have in common: parts, models, operators, their owners and states, found by masks."""

from collections.abc import Iterable, Iterator

from depaudit.cutoff.curve import bits_of
from depaudit.cutoff.spread import Spread
from depaudit.graph.types import NEVER, Graph, Node
from depaudit.model.lever import BLOCKED, FOREIGN, Lever
from depaudit.model.results import Shared

Thing = tuple[Shared, str]


class Holdings:
    """All that stands under each node at run time.

    A mask has one bit a trait and one bit a meeting point: what more than one node needs, or what is on a loop or
    needed from there. Any other node has one reader, and whoever stands on that one stands on it.
    """

    def __init__(self, graph: Graph, needs: Spread) -> None:
        self._nodes = graph.nodes
        traits = {levers: tuple(_traits(graph, levers)) for levers in {node.levers for node in graph.nodes}}
        self._traits = sorted({trait for found in traits.values() for trait in found}, key=_order)
        bits = {trait: 1 << number for number, trait in enumerate(self._traits)}
        marks = {levers: sum(bits[trait] for trait in {*found}) for levers, found in traits.items()}
        self._points, self._behind = _points(needs)
        own = [marks[node.levers] for node in graph.nodes]
        for number, point in enumerate(self._points, len(self._traits)):
            own[point] |= 1 << number
        self._under = needs.gathered(own)
        self._common: dict[tuple[int, int], tuple[Thing, ...]] = {}

    def shared(self, one: int, other: int) -> tuple[Thing, ...]:
        """What two options of one gate have in common, most specific first; found once for all with as much.

        Owners only of what they do not share itself.
        """
        key = self._under[one] & self._under[other], one if one == other else NEVER
        if (known := self._common.get(key)) is None:
            known = self._common[key] = self._found(*key)
        return known

    def _found(self, common: int, itself: int) -> tuple[Thing, ...]:
        """What the mask `common` stands for, and where an option falls back on `itself`, that too."""
        count = len(self._traits)
        points = [self._points[bit] for bit in bits_of(common >> count)]
        nodes = self._with_all_behind([*points, itself] if itself != NEVER else points)
        parts = [part for part in map(_part, (self._nodes[index] for index in sorted(nodes))) if part]
        traits = [self._traits[bit] for bit in bits_of(common & (1 << count) - 1)]
        operators = {name for kind, name in traits if kind == "operator"}
        return (*parts, *((kind, name) for kind, name in traits if kind != "parent" or name not in operators))

    def _with_all_behind(self, points: Iterable[int]) -> set[int]:
        """These nodes and those that are needed through them alone."""
        found: set[int] = set()
        waiting = list(points)
        while waiting:
            index = waiting.pop()
            if index not in found:
                found.add(index)
                waiting += self._behind.get(index, ())
        return found


_TRAITS: tuple[Shared, ...] = ("model", "operator", "parent", "jurisdiction")


def _order(thing: Thing) -> tuple[int, str]:
    return _TRAITS.index(thing[0]), thing[1]


def _points(needs: Spread) -> tuple[list[int], dict[int, list[int]]]:
    """The meeting points, and for each node those that it alone needs and that are none."""
    looped = {one for part in needs.parts for one in part if len(part) > 1 or one in needs.targets[one]}
    readers: list[list[int]] = [[] for _ in needs.targets]
    for index, targets in enumerate(needs.targets):
        for target in set(targets):
            readers[target].append(index)
    points: list[int] = []
    behind: dict[int, list[int]] = {}
    for index, found in enumerate(readers):
        if len(found) > 1 or index in looped or not looped.isdisjoint(found):
            points.append(index)
        elif found:
            behind.setdefault(found[0], []).append(index)
    return points, behind


def _part(node: Node) -> Thing | None:
    if node.kind in ("vendor", "offering"):
        return "upstream", node.id
    if node.kind != "component":
        return None
    if "identity" in node.layers:
        return "identity", node.id
    return ("gateway" if "gateway" in node.layers else "component"), node.id


def _traits(graph: Graph, levers: Iterable[Lever]) -> Iterator[Thing]:
    """Models, vendors with everyone above them, and states, of the levers that block."""
    for lever in levers:
        if lever.profile == BLOCKED:
            yield from (("model", name) for name in lever.models[:1])
            if lever.vendor:
                yield "operator", lever.vendor
                yield from (("parent", owner) for owner in graph.owners[lever.vendor])
            yield from (("jurisdiction", place) for place in lever.places)
            if lever.jurisdiction and lever.jurisdiction != FOREIGN:
                yield "jurisdiction", lever.jurisdiction
