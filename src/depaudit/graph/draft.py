"""The graph while it grows: nodes get an index before they are complete, so that loops need no special care."""

from collections.abc import Callable, Hashable

from depaudit.graph.types import Node

_PLACEHOLDER = Node("", "gate")


class Draft:
    """Nodes by index, and shared nodes by key."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._shared: dict[Hashable, int] = {}

    def copy(self) -> "Draft":
        """The same nodes, to go on from without touching these."""
        other = Draft()
        other.nodes, other._shared = [*self.nodes], {**self._shared}
        return other

    def reserve(self, key: Hashable | None = None) -> int:
        """An index for a node that `fill` will complete; `find` returns it for `key`."""
        self.nodes.append(_PLACEHOLDER)
        index = len(self.nodes) - 1
        if key is not None:
            self._shared[key] = index
        return index

    def fill(self, index: int, node: Node) -> None:
        """Complete a reserved node."""
        self.nodes[index] = node

    def add(self, node: Node) -> int:
        """Append a complete node and return its index."""
        self.nodes.append(node)
        return len(self.nodes) - 1

    def put(self, key: Hashable, node: Node) -> int:
        """The index of the node `key`, which is `node` from now on."""
        index = self.reserve(key) if (known := self.find(key)) is None else known
        self.fill(index, node)
        return index

    def find(self, key: Hashable) -> int | None:
        """The index of a shared node, if it exists or is being made."""
        return self._shared.get(key)

    def shared(self, key: Hashable, make: Callable[[], Node]) -> int:
        """The index of the shared node `key`, made on first use."""
        if (index := self._shared.get(key)) is None:
            index = self._shared[key] = self.add(make())
        return index
