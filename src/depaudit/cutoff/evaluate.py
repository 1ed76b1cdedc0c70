"""The engine: every scenario at once, one node after the other, each over the whole span.

A node's state is one integer per moment; bit k tells whether it is down in scenario k. Its course over time, a curve,
follows from the courses of what it reads (docs/pages/semantics.md).
"""

from collections.abc import Collection, Iterable

from depaudit.cutoff.course import course
from depaudit.cutoff.curve import Curve, lasting, until, usable
from depaudit.cutoff.plan import Inputs, Plan
from depaudit.cutoff.scenario import Pulls
from depaudit.graph.types import Node
from depaudit.model.lever import BLOCKED


class Run:
    """One evaluation of a plan under a batch of scenarios, from the cutoff to `end` (seconds).

    `curves[node]` tells when the node is down, `own_curves[node]` when by its own loss. Nodes share
    them. `evaluations` counts how often the state of a node was worked out.
    """

    def __init__(self, plan: Plan, pulls: Pulls, end: int) -> None:
        self.plan, self.full, self.end = plan, pulls.full, end
        self.curves: list[Curve] = [()] * len(plan.inputs)
        self.own_curves: dict[int, Curve] = {}
        self.evaluations = 0
        self._pulls = pulls
        self._lasting: dict[tuple[int, int], Curve] = {}
        self._run()

    def _run(self) -> None:
        self._work_out(range(len(self.curves)))

    def _work_out(self, nodes: Collection[int]) -> None:
        """Find the courses of these nodes, single ones and whole loops, what is read first."""
        plan, loops = self.plan, self.plan.loops
        for index in nodes:
            if own := own_loss(index, plan.graph.nodes[index], self._pulls, unknown=plan.side):
                self.own_curves[index] = own
        for part in plan.parts(nodes):
            index = part[0]
            if index in loops:
                self._loop(part)
            else:
                self._single(index)

    def _single(self, index: int) -> None:
        curves = self.curves
        inputs = self.plan.inputs[index]
        read = [curves[target] for target in inputs.needs]
        read += self._outright(index, inputs.slow)
        each, most = len(read), 0
        if inputs.ways:
            (first, *_), *others = inputs.ways
            read.append(curves[first])
            read += [usable(curves[target], ready, ends, self.full, self.end) for target, ready, ends in others]
            most = len(inputs.ways)
        elif inputs.quorum is not None:
            most, members = inputs.quorum
            read += [curves[member] for member in members]
        curves[index], evaluations = course(read, each, most, self.full)
        self.evaluations += evaluations

    def _loop(self, part: tuple[int, ...]) -> None:
        from depaudit.cutoff.loop import Loop

        inside = frozenset(part)
        inputs: dict[int, Inputs] = {}
        outright: dict[int, Curve] = {}
        outside: dict[int, Curve] = {}
        for index in part:
            needs, slow, ways, quorum = self.plan.inputs[index]
            inputs[index] = Inputs(
                tuple(target for target in needs if target in inside),
                tuple(line for line in slow if line[0] in inside),
                ways,
                quorum,
            )
            read = [self.curves[target] for target in needs if target not in inside]
            read += self._outright(index, [line for line in slow if line[0] not in inside])
            outright[index], _ = course(read, len(read), 0, self.full)
            gate = [target for target, _, _ in ways] or (quorum[1] if quorum else ())
            outside.update((target, self.curves[target]) for target in gate if target not in inside)
        loop = Loop(inputs, outright, outside, self.full, self.end)
        self.evaluations += loop.evaluations
        for index, curve in loop.curves.items():
            self.curves[index] = tuple(curve)

    def _outright(self, index: int, slow: Iterable[tuple[int, int]]) -> list[Curve]:
        """The losses of a node that need no other node at the same moment: its own, and those that have lasted."""
        found = [self._lasted(*line) for line in slow]
        if own := self.own_curves.get(index):
            found.append(until(own, self.end))
        return found

    def _lasted(self, target: int, delay: int) -> Curve:
        """When a loss of `target` has lasted `delay`. Found once for all who read it."""
        line = (target, delay)
        if (known := self._lasting.get(line)) is None:
            known = self._lasting[line] = lasting(self.curves[target], delay, self.end)
        return known


def own_loss(index: int, node: Node, pulls: Pulls, *, unknown: bool) -> Curve:
    """When a node is lost by its own levers, by a strike, or because it was itself named in the cut."""
    struck = [
        (strike.profile.blocked, mask)
        for strike, mask in pulls.strikes(index, unknown=unknown)
        if strike.profile.blocked
    ]
    if node.leaf and (mask := pulls.components.get(node.id, 0)):
        struck.append((BLOCKED.blocked, mask))
    if struck:
        return pulls.union([*struck, *pulls.blocking(node, unknown=unknown)])
    return pulls.course(node, unknown=unknown)
