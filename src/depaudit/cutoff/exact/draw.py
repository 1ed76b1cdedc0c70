"""What is lost at the start, in any set of scenarios at once: masks for selectors, and from them for nodes."""

from collections.abc import Callable, Iterable
from typing import Any

from depaudit.cutoff.exact.doubts import fact_of_lever
from depaudit.cutoff.exact.frame import Frame
from depaudit.cutoff.scenario import Pulls, Selector
from depaudit.graph.types import Graph, Node

Mask = Any
"""A set of scenarios: an integer, one bit for each, or a `Formula`. Both know `|`, `&` and equality; 0 is none."""

Doubt = Callable[[str], Mask]
"""In which scenarios an unknown fact is as bad as it may be."""


def known(_fact: str) -> Mask:
    """Only what is known counts."""
    return 0


class Draw(Pulls):
    """The scenarios in which each selector is cut, given as masks rather than one cutoff at a time."""

    def __init__(
        self, graph: Graph, full: Mask, masks: Iterable[tuple[Selector, Mask]], doubt: Doubt = known
    ) -> None:
        super().__init__((), graph)
        self.full = full
        self.doubt = doubt
        for selector, mask in masks:
            self._add(selector, mask)
        self._pulls_levers = bool(self._states or self._layers or self._vendors or self._models)

    @classmethod
    def worst(cls, graph: Graph, full: Mask, masks: Iterable[tuple[Selector, Mask]]) -> "Draw":
        """Everything unknown is as bad as it may be."""
        return cls(graph, full, masks, lambda _fact: full)

    def losses(self, frame: Frame, second: int) -> dict[int, Mask]:
        """The cells that are lost at `second` in some scenario, by their levers or because they were named."""
        found: dict[int, Mask] = {}
        for alike in frame.pulled if self._pulls_levers else ():
            if mask := self._pulled(frame.cells[alike[0]].node, second):
                found.update(dict.fromkeys(alike, mask))
        for name, mask in self.components.items():
            if (cell := frame.leaf_of.get(name)) is not None:
                found[cell] = found[cell] | mask if cell in found else mask
        return found

    def loss(self, node: Node, second: int) -> Mask:
        """The scenarios in which one node is lost at `second`."""
        named: Mask = self.components.get(node.id, 0) if node.leaf else 0
        return self._pulled(node, second) | named if self._pulls_levers else named

    def _pulled(self, node: Node, second: int) -> Mask:
        """The scenarios that take a node by its levers."""
        taken: Mask = 0
        for lever in node.levers:
            if lever.profile.holds("blocked", second):
                pulled: Mask = self.mask(lever, node)
                if lever.unknown and pulled:
                    pulled = self.doubt(fact_of_lever(node, lever)) & pulled
                taken = pulled | taken if taken else pulled
        return taken
