"""The engine: every scenario at once, forward in time, each node again only when something it reads has changed.

A node's state is one integer per moment; bit k tells whether it is down in scenario k (docs/pages/semantics.md).
"""

from heapq import heappop, heappush
from typing import TypeVar

from depaudit.cutoff.curve import Curve, of_spans
from depaudit.cutoff.plan import Plan
from depaudit.cutoff.scenario import Pulls
from depaudit.graph.types import Node
from depaudit.model.lever import BLOCKED

_Entry = TypeVar("_Entry", int, tuple[int, int])


class Run:
    """One evaluation of a plan under a batch of scenarios, from the cutoff to `end` (seconds).

    `curves[node]` tells when the node is down, `own_curves[node]` when by its own loss; `evaluations` counts how
    often nodes were computed.
    """

    def __init__(self, plan: Plan, pulls: Pulls, end: int) -> None:
        self.plan = plan
        self.full = pulls.full
        self.end = end
        self.evaluations = 0
        size = len(plan.graph.nodes)
        self.down = [0] * size
        self._reserve = [0] * size
        self.curves: list[Curve] = [[] for _ in range(size)]
        self._own = [0] * size
        self.own_curves: dict[int, Curve] = {}
        self._ready = [0] * len(plan.lines)
        self._waiting: list[list[tuple[int, int]]] = [[] for _ in plan.lines]
        self._agenda: list[int] = [0]
        self._own_at: dict[int, list[tuple[int, int]]] = {}
        self._check_at: dict[int, list[int]] = {}
        self._due_at: dict[int, list[int]] = {}
        self._arrange(pulls)
        self._run()

    def _arrange(self, pulls: Pulls) -> None:
        """Put on the agenda what is known beforehand: when levers set in or end, and when options come and go."""
        for index, node in enumerate(self.plan.graph.nodes):
            self._expect(index, own_loss(index, node, pulls, unknown=self.plan.side))

    def _expect(self, index: int, own: Curve) -> None:
        """Put the changes of one node on the agenda, its `own` loss among them."""
        if own:
            self.own_curves[index] = own
        for second, mask in own:
            self._plan_for(second, self._own_at, (index, mask))
        for _, ready, ends in self.plan.ways[index]:
            self._plan_for(ready, self._check_at, index)
            if ends is not None:
                self._plan_for(ends, self._check_at, index)

    def _first(self) -> set[int]:
        """The nodes that are looked at on the first day whatever happens."""
        return set(range(len(self.plan.rank)))

    def _plan_for(self, second: int, agenda: dict[int, list[_Entry]], entry: _Entry) -> None:
        if second > self.end:
            return
        if second not in agenda:
            agenda[second] = []
            heappush(self._agenda, second)
        agenda[second].append(entry)

    def _run(self) -> None:
        past = -1
        while self._agenda:
            now = heappop(self._agenda)
            if now > past:
                past = now
                self._step(now)

    def _step(self, now: int) -> None:
        """Bring every node that may change at `now` up to date, what is read before what reads it."""
        rank = self.plan.rank
        dirty = self._first() if now == 0 else set()
        for index, mask in self._own_at.pop(now, ()):
            self._own[index] = mask
            dirty.add(index)
        dirty.update(self._check_at.pop(now, ()))
        for number in self._due_at.pop(now, ()):
            dirty.update(self._promote(number, now))
        queue = [(rank[index], index) for index in dirty]
        queue.sort()
        done: set[int] = set()
        while queue:
            _, index = heappop(queue)
            loop = self.plan.loops.get(index)
            if loop is None:
                changed = (
                    [index] if self._update(index, now, self._evaluate(index, now, self.down, self._reserve)) else []
                )
            elif loop[0] in done:
                continue
            else:
                done.add(loop[0])
                changed = self._settle(loop, now)
            for node in changed:
                for user in self._readers_now(node):
                    if user not in dirty and not (loop and self.plan.loops.get(user) is loop):
                        dirty.add(user)
                        heappush(queue, (rank[user], user))

    def _readers_now(self, node: int) -> list[int]:
        """Who must look again at once: direct users, and those whose delayed reading may have ended."""
        users = self.plan.users[node]
        lines = self.plan.lines_of.get(node)
        if not lines:
            return users
        return users + [user for number in lines for user in self.plan.readers_of_line[number]]

    def _promote(self, number: int, now: int) -> list[int]:
        """Losses that have now lasted as long as the delay of a line."""
        waiting = self._waiting[number]
        for due, mask in waiting:
            if due <= now:
                self._ready[number] |= mask
        self._waiting[number] = [entry for entry in waiting if entry[0] > now]
        return self.plan.readers_of_line[number]

    def _evaluate(self, index: int, now: int, x: list[int], y: list[int]) -> int:
        """The scenarios in which a node is down, from `x` (requirements, first options) and `y` (all else)."""
        self.evaluations += 1
        plan = self.plan
        mask = self._own[index]
        for target in plan.needs[index]:
            mask |= x[target]
        for number in plan.slow[index]:
            mask |= self._ready[number] & x[plan.lines[number].target]
        ways = plan.ways[index]
        if ways:
            gate = x[ways[0][0]]
            for target, ready, ends in ways[1:]:
                if not gate:
                    break
                if ready <= now and (ends is None or now < ends):
                    gate &= y[target]
            mask |= gate
        quorum = plan.quorums[index]
        if quorum is not None:
            mask |= at_least(quorum[0], [y[member] for member in quorum[1]], self.full)
        return mask

    def _settle(self, loop: tuple[int, ...], now: int) -> list[int]:
        """The nodes of one loop: the least Y with Y = (the greatest X with X = F(X, Y)), in terms of availability."""
        x, y = self.down, self._reserve
        before = [x[index] for index in loop]
        for index in loop:
            y[index] = self.full
        while True:
            for index in loop:
                x[index] = 0
            self._grow(loop, now)
            if all(x[index] == y[index] for index in loop):
                break
            for index in loop:
                y[index] = x[index]
        settled = [x[index] for index in loop]
        for index, mask in zip(loop, before, strict=True):
            x[index] = mask
        return [index for index, mask in zip(loop, settled, strict=True) if self._update(index, now, mask)]

    def _grow(self, loop: tuple[int, ...], now: int) -> None:
        """The greatest X (the fewest losses) for the Y at hand: losses spread until nothing changes."""
        waiting, queued = list(reversed(loop)), set(loop)
        inside = frozenset(loop)
        while waiting:
            index = waiting.pop()
            queued.discard(index)
            mask = self._evaluate(index, now, self.down, self._reserve)
            if mask != self.down[index]:
                self.down[index] = mask
                for user in self._readers_now(index):
                    if user in inside and user not in queued:
                        queued.add(user)
                        waiting.append(user)

    def _update(self, index: int, now: int, mask: int) -> bool:
        """Write down the state of a node at `now`, start and stop its delay lines; whether it has changed."""
        before = self.down[index]
        curve = self.curves[index]
        if mask == before and curve:
            return False
        curve.append((now, mask))
        self.down[index] = self._reserve[index] = mask
        lost, back = mask & ~before, before & ~mask
        for number in self.plan.lines_of.get(index, ()):
            if back:
                self._ready[number] &= ~back
                self._waiting[number] = [(due, bits & ~back) for due, bits in self._waiting[number] if bits & ~back]
            if lost:
                due = now + self.plan.lines[number].delay
                if due <= self.end:
                    self._waiting[number].append((due, lost))
                    self._plan_for(due, self._due_at, number)
        return mask != before


def at_least(count: int, masks: list[int], full: int) -> int:
    """The scenarios that are in at least `count` of `masks`: a bit-sliced counter."""
    if count <= 0:
        return full
    reached = [full] + [0] * count
    for mask in masks:
        for level in range(count, 0, -1):
            reached[level] |= reached[level - 1] & mask
    return reached[count]


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
        return of_spans([*struck, *pulls.blocking(node, unknown=unknown)])
    return pulls.course(node, unknown=unknown)
