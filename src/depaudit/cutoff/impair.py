"""Impairment at one moment: a least closure, needed only at the horizons (semantics: "The four states")."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

from depaudit.cutoff.course import at_least
from depaudit.cutoff.curve import at, held
from depaudit.cutoff.evaluate import Run
from depaudit.cutoff.scenario import Pulls
from depaudit.graph.types import NEVER, Choice, Node, Quorum, reads
from depaudit.model.lever import Span

Parts = Sequence[tuple[tuple[int, ...], int]]
"""Single nodes and whole loops, what is read first, each with the number of its kind."""


def impaired_at(run: Run, pulls: Pulls, seconds: Iterable[int]) -> list[list[int]]:
    """For each moment and each node, the scenarios in which it is impaired then (whether or not it is also down)."""
    curves = run.curves
    parts = _parts(run, pulls, range(len(curves)))
    return [_Closure(run, pulls, second, [at(curve, second) for curve in curves], parts, [0] * len(curves)).masks
            for second in seconds]  # fmt: skip


def impaired_again(
    run: Run, pulls: Pulls, inside: Collection[int], before: Mapping[int, Sequence[int]]
) -> list[list[int]]:
    """The same at the moments of `before`, where only the nodes `inside` can differ from it."""
    nodes = run.plan.graph.nodes
    parts = _parts(run, pulls, inside)
    read = {one for index in inside for one in (index, *reads(nodes[index]))}
    found = []
    for second, known in before.items():
        down, masks = [0] * len(nodes), [*known]
        for index in read:
            down[index] = at(run.curves[index], second)
        for index in inside:
            masks[index] = 0
        found.append(_Closure(run, pulls, second, down, parts, masks).masks)
    return found


def _parts(run: Run, pulls: Pulls, which: Iterable[int]) -> Parts:
    """The nodes `which`, those of one kind that are impaired alike: the same requirements and levers, and no more."""
    nodes, loops = run.plan.graph.nodes, run.plan.loops
    kinds: dict[Hashable, int] = {}

    def kind(part: tuple[int, ...]) -> Hashable:
        node = nodes[part[0]]
        if part[0] in loops or node.gate or pulls.strikes(part[0], unknown=True):
            return part
        return node.requires, node.levers, node.layers, node.guard

    return [(part, kinds.setdefault(kind(part), len(kinds))) for part in run.plan.parts(which)]


class _Closure:
    """Works out the masks of some `parts` of the graph; those of all others are given, as is what is `down`."""

    def __init__(self, run: Run, pulls: Pulls, second: int, down: list[int], parts: Parts, masks: list[int]) -> None:
        self.run, self.pulls, self.second = run, pulls, second
        self.nodes = run.plan.graph.nodes
        self.down, self.masks = down, masks
        self._by_levers: dict[Hashable, int] = {}
        found: dict[int, int] = {}
        for part, kind in parts:
            if part[0] in run.plan.loops:
                self._close(part)
            else:
                if kind not in found:
                    found[kind] = self._mask(part[0])
                masks[part[0]] = found[kind]

    def _close(self, loop: tuple[int, ...]) -> None:
        changed = True
        while changed:
            changed = False
            for index in loop:
                mask = self._mask(index)
                if mask != self.masks[index]:
                    self.masks[index] = mask
                    changed = True

    def _mask(self, index: int) -> int:
        """What impairs a node itself, what comes over requirements, and what comes through its gate."""
        node = self.nodes[index]
        masks, down, side = self.masks, self.down, self.run.plan.side
        mask = self._levers(node)
        for strike, struck in self.pulls.strikes(index, unknown=side):
            if _holds(strike.profile.impairs, self.second):
                mask |= struck
            elif strike.guarded and node.guard != NEVER and _holds(strike.guarded.impairs, self.second):
                mask |= struck & down[node.guard]
        for edge in node.requires:
            if side or not edge.unknown:
                if edge.carries:
                    mask |= masks[edge.target]
                if edge.carries or edge.impairs == 0:
                    mask |= down[edge.target]
                if edge.impairs > 0:
                    mask |= held(self.run.curves[edge.target], self.second - edge.impairs, self.second)
        gate = node.gate
        if isinstance(gate, Choice):
            first = gate.ways[0].target
            mask |= down[first] | masks[first]
        elif isinstance(gate, Quorum):
            bad = [down[member] | masks[member] for member in gate.members]
            needed = len(gate.members) if gate.unknown and side else gate.k
            mask |= at_least(len(bad) - needed + 1, bad, self.run.full)
        return mask

    def _levers(self, node: Node) -> int:
        """Levers that impair now, those of a copy whose keeper is down among them; found once for all like them."""
        key = (node.levers, node.layers, node.guard)
        if (known := self._by_levers.get(key)) is None:
            known = 0
            for lever in node.levers:
                if lever.unknown and not self.run.plan.side:
                    continue
                if _holds(lever.profile.impairs, self.second):
                    known |= self.pulls.mask(lever, node)
                elif lever.guarded and node.guard != NEVER and _holds(lever.guarded.impairs, self.second):
                    known |= self.pulls.mask(lever, node) & self.down[node.guard]
            self._by_levers[key] = known
        return known


def _holds(spans: tuple[Span, ...], second: int) -> bool:
    return any(span.start <= second < span.end for span in spans)
