"""Nodes that depend on each other: worked out together, moment by moment."""

from heapq import heappop, heappush

from depaudit.cutoff.course import at_least
from depaudit.cutoff.curve import Curve, at, held
from depaudit.cutoff.plan import Inputs


class Loop:
    """The courses of the nodes of one strongly connected component, in `curves`; `evaluations` as in a run.

    `inputs` has what each of them reads: requirements on the loop only, gates whole. `outright` tells when it is
    down by its other requirements or by itself, `outside` the course of what gates read beyond the loop.

    At every moment it is the least Y with Y = (the greatest X with X = F(X, Y)), in terms of availability: Y is
    what fallbacks and replicas read, X what all else reads (docs/pages/semantics.md, "How a loss travels").
    """

    def __init__(
        self,
        inputs: dict[int, Inputs],
        outright: dict[int, Curve],
        outside: dict[int, Curve],
        full: int,
        end: int,
    ) -> None:
        self.inputs, self.outright, self.outside, self.full, self.end = inputs, outright, outside, full, end
        self.curves: dict[int, list[tuple[int, int]]] = {index: [] for index in inputs}
        self.evaluations = 0
        self._x: dict[int, int] = {}
        self._y: dict[int, int] = {}
        self._own: dict[int, int] = {}
        self._lasting: dict[tuple[int, int], int] = {}
        self._users: dict[int, list[int]] = {index: [] for index in inputs}
        self._delays: dict[int, set[int]] = {index: set() for index in inputs}
        for index, (needs, slow, ways, quorum) in inputs.items():
            for target, delay in slow:
                self._delays[target].add(delay)
            gate = [target for target, _, _ in ways] or (quorum[1] if quorum else ())
            for target in {*needs, *(target for target, _ in slow), *gate} & inputs.keys():
                self._users[target].append(index)
        self._run()

    def _run(self) -> None:
        agenda = sorted(self._moments())
        past = -1
        while agenda:
            second = heappop(agenda)
            if past < second <= self.end:
                past = second
                for changed in self._step(second):
                    for delay in self._delays[changed]:
                        heappush(agenda, second + delay)

    def _moments(self) -> set[int]:
        """When something changes that is known beforehand."""
        found = {0}
        for curve in (*self.outright.values(), *self.outside.values()):
            found.update(second for second, _ in curve)
        for _, _, ways, _ in self.inputs.values():
            for _, ready, ends in ways:
                found.update((ready,) if ends is None else (ready, ends))
        return found

    def _step(self, second: int) -> list[int]:
        """Bring the loop up to date at one moment; the nodes that have changed."""
        curves = self.curves
        self._own = {index: at(curve, second) for index, curve in self.outright.items()}
        self._lasting = {
            (target, delay): held(curves[target], second - delay, second - 1)
            for target, delays in self._delays.items()
            for delay in delays
        }
        for target, curve in self.outside.items():
            self._x[target] = self._y[target] = at(curve, second)
        self._settle(second)
        changed = []
        for index, curve in curves.items():
            mask = self._x[index]
            if not curve or curve[-1][1] != mask:
                curve.append((second, mask))
                changed.append(index)
        return changed

    def _settle(self, second: int) -> None:
        x, y = self._x, self._y
        y.update(dict.fromkeys(self.inputs, self.full))
        while True:
            x.update(dict.fromkeys(self.inputs, 0))
            self._grow(second)
            if all(x[index] == y[index] for index in self.inputs):
                return
            y.update(x)

    def _grow(self, second: int) -> None:
        """The greatest X (the fewest losses) for the Y at hand: losses spread until nothing changes."""
        waiting, queued = list(reversed(self.inputs)), set(self.inputs)
        while waiting:
            index = waiting.pop()
            queued.discard(index)
            mask = self._down(index, second)
            if mask != self._x[index]:
                self._x[index] = mask
                for user in self._users[index]:
                    if user not in queued:
                        queued.add(user)
                        waiting.append(user)

    def _down(self, index: int, second: int) -> int:
        """The scenarios in which a node is down."""
        self.evaluations += 1
        x, y = self._x, self._y
        needs, slow, ways, quorum = self.inputs[index]
        mask = self._own[index]
        for target in needs:
            mask |= x[target]
        for line in slow:
            mask |= self._lasting[line] & x[line[0]]
        if ways:
            (first, *_), *others = ways
            gate = x[first]
            for target, ready, ends in others:
                if ready <= second and (ends is None or second < ends):
                    gate &= y[target]
            mask |= gate
        if quorum is not None:
            mask |= at_least(quorum[0], [y[member] for member in quorum[1]], self.full)
        return mask
