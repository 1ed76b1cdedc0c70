"""The dependency graph as boxes and arrows: what every drawing format shows."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from depaudit.graph.build import jurisdictions_of
from depaudit.graph.names import unique_names
from depaudit.graph.types import NEVER, Choice, Edge, Graph, Node, Quorum
from depaudit.model.duration import format_duration
from depaudit.model.lever import FOREIGN

Relation = Literal["requires", "option", "member", "copy"]


class Box(NamedTuple):
    """One node. `gate` says how it reads what it has to choose from; `states` can take it away."""

    name: str
    kind: str
    gate: str
    states: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands in the box: its name, its gate, the states."""
        return tuple(part for part in (self.name, self.gate, " ".join(self.states)) if part)


class Arrow(NamedTuple):
    """A dependency, by numbers of boxes. `label` is what a reader must know about it; may be empty."""

    source: int
    target: int
    relation: Relation
    label: str


class Drawing(NamedTuple):
    """All boxes and arrows, in the order of the inventory."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def drawing(graph: Graph) -> Drawing:
    """The whole graph: services, components, gates, and the vendors behind them."""
    names = unique_names(graph)
    boxes = tuple(
        Box(name, node.kind, _gate(node), _states(node)) for name, node in zip(names, graph.nodes, strict=True)
    )
    return Drawing(boxes, tuple(arrow for index, node in enumerate(graph.nodes) for arrow in _arrows(index, node)))


def _arrows(index: int, node: Node) -> Iterator[Arrow]:
    for edge in node.requires:
        yield Arrow(index, edge.target, "requires", _requirement(edge))
    if isinstance(node.gate, Choice):
        for order, way in enumerate(node.gate.ways):
            after = f" after {format_duration(way.ready)}" if order and way.ready else ""
            lasts = f", lasts {format_duration(way.ends)}" if way.ends is not None else ""
            yield Arrow(index, way.target, "option", f"{order + 1}{after}{lasts}")
    elif isinstance(node.gate, Quorum):
        for member in node.gate.members:
            yield Arrow(index, member, "member", "")
    if node.guard != NEVER:
        yield Arrow(index, node.guard, "copy", "copy kept at")


def _requirement(edge: Edge) -> str:
    parts = [] if edge.label in ("", "run") else [edge.label]
    if edge.fails > 0:
        parts.append(f"survives {format_duration(edge.fails)}")
    if edge.unknown:
        parts.append("unknown")
    return ", ".join(parts)


def _gate(node: Node) -> str:
    if isinstance(node.gate, Choice):
        return "any of"
    if isinstance(node.gate, Quorum):
        how = f"{node.gate.k} of {len(node.gate.members)}"
        return f"{how}, or all: unknown" if node.gate.unknown else how
    return ""


def _states(node: Node) -> tuple[str, ...]:
    found = {state for lever in node.levers for state in jurisdictions_of(lever)}
    return tuple(sorted("unknown" if state == FOREIGN else state for state in found))
