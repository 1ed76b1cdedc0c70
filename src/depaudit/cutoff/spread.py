"""Masks carried along a graph in one pass: what lies under each node, and who stands on it."""

from collections.abc import Iterator, Sequence

from depaudit.cutoff.plan import components

Targets = Sequence[Sequence[int]]
"""What each node reads, by node index."""


def gathered(own: Sequence[int], targets: Targets) -> list[int]:
    """For each node the union of the masks `own` of itself and of all that it reads, directly or not."""
    masks = list(own)
    for members in _parts(targets):
        union = 0
        for member in members:
            union |= masks[member]
            for target in targets[member]:
                union |= masks[target]
        for member in members:
            masks[member] = union
    return masks


def handed_down(own: Sequence[int], targets: Targets) -> list[int]:
    """For each node the union of the masks `own` of itself and of all that read it, directly or not."""
    masks = list(own)
    for members in reversed(list(_parts(targets))):
        union = 0
        for member in members:
            union |= masks[member]
        for member in members:
            masks[member] = union
            for target in targets[member]:
                masks[target] |= union
    return masks


def _parts(targets: Targets) -> Iterator[tuple[int, ...]]:
    """Single nodes and whole loops, what is read before what reads it."""
    order, loops = components(targets)
    for index in order:
        loop = loops.get(index)
        if loop is None:
            yield (index,)
        elif loop[0] == index:
            yield loop
