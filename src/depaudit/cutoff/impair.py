"""Impairment at one moment: a least closure, needed only at the horizons (semantics: "The four states")."""

from collections.abc import Collection, Hashable, Sequence

from depaudit.cutoff.course import at_least
from depaudit.cutoff.curve import at, held
from depaudit.cutoff.evaluate import Run
from depaudit.cutoff.scenario import Pulls
from depaudit.graph.types import NEVER, Choice, Node, Quorum, reads
from depaudit.model.lever import Span


def impaired_at(run: Run, pulls: Pulls, second: int) -> list[int]:
    """For each node, the scenarios in which it is impaired at `second` (whether or not it is also down)."""
    down = [at(curve, second) for curve in run.curves]
    return _Closure(run, pulls, second, down, range(len(down)), [0] * len(down)).masks


def impaired_again(run: Run, pulls: Pulls, second: int, inside: Collection[int], before: Sequence[int]) -> list[int]:
    """The same, where only the nodes `inside` can differ from `before`."""
    nodes = run.plan.graph.nodes
    down = [0] * len(nodes)
    for index in inside:
        for one in (index, *reads(nodes[index])):
            down[one] = at(run.curves[one], second)
    masks = [*before]
    for index in inside:
        masks[index] = 0
    return _Closure(run, pulls, second, down, inside, masks).masks


class _Closure:
    """Works out the masks of the nodes `which`; those of all others are given, as is what is `down`."""

    def __init__(
        self, run: Run, pulls: Pulls, second: int, down: list[int], which: Collection[int], masks: list[int]
    ) -> None:
        self.run, self.pulls, self.second = run, pulls, second
        self.nodes = run.plan.graph.nodes
        self.down, self.masks = down, masks
        self._by_levers: dict[Hashable, int] = {}
        order = sorted(which, key=run.plan.rank.__getitem__)
        loops = run.plan.loops
        done: set[int] = set()
        for index in order:
            loop = loops.get(index)
            if loop is None:
                self.masks[index] = self._mask(index)
            elif loop[0] not in done:
                done.add(loop[0])
                self._close(loop)

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
