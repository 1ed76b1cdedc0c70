"""Masks carried along a graph in one pass: what lies under each node, and who stands on it."""

from collections.abc import Iterable, Sequence

from depaudit.cutoff.plan import Targets, parts_of


class Spread:
    """What each node reads, by node index, with an order in which masks are carried along it."""

    def __init__(self, targets: Targets, parts: Sequence[tuple[int, ...]] | None = None) -> None:
        self.targets = targets
        self.parts = parts_of(targets) if parts is None else parts

    def gathered(self, own: Sequence[int]) -> list[int]:
        """For each node the union of the masks `own` of itself and of all that it reads, directly or not."""
        masks, targets = list(own), self.targets
        for members in self.parts:
            union = 0
            for member in members:
                union = _union(union, masks[member])
                for target in targets[member]:
                    union = _union(union, masks[target])
            for member in members:
                masks[member] = union
        return masks

    def handed_down(self, own: Sequence[int]) -> list[int]:
        """For each node the union of the masks `own` of itself and of all that read it, directly or not."""
        masks, targets = list(own), self.targets
        for members in reversed(self.parts):
            union = 0
            for member in members:
                union = _union(union, masks[member])
            for member in members:
                masks[member] = union
                for target in targets[member]:
                    masks[target] = _union(masks[target], union)
        return masks

    def users(self, nodes: Iterable[int]) -> list[int]:
        """For each node a mask of those of `nodes` that read it, directly or not; bit k is the k-th of them."""
        own = [0] * len(self.targets)
        for bit, node in enumerate(nodes):
            own[node] |= 1 << bit
        return self.handed_down(own)


def _union(one: int, other: int) -> int:
    """`one | other`, the same object where one of them is empty: wide masks that are equal are kept once."""
    return one | other if one and other else one or other
