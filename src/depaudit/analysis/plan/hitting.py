"""The cheapest set that meets every demand: minimum-cost hitting set, by branch and bound with a dual bound.

A demand is a set of actions of which at least one is needed. Costs are positive integers. Exact, or it says so.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

MOST_NODES: Final = 200_000

Demand = frozenset[int]


class Cover(NamedTuple):
    """A set that meets all demands, its cost, and a lower bound; the two agree where the set is proved cheapest."""

    chosen: frozenset[int]
    cost: int
    bound: int

    @property
    def proved(self) -> bool:
        """Whether no cheaper set exists."""
        return self.bound >= self.cost


def cheapest(demands: Iterable[Demand], costs: Sequence[int], most_nodes: int = MOST_NODES) -> Cover:
    """The cheapest set of actions (indices of `costs`) that meets every demand. ValueError for an empty demand.

    Independent groups of demands are solved one by one. Beyond `most_nodes` steps the best set found is returned
    with the bound that was proved.
    """
    chosen: set[int] = set()
    bound = 0
    for group in _independent(_minimal(demands)):
        cover = _Search(group, costs, most_nodes).run()
        chosen |= cover.chosen
        bound += cover.bound
    return Cover(frozenset(chosen), sum(costs[one] for one in chosen), bound)


def _minimal(demands: Iterable[Demand]) -> list[Demand]:
    """Demands that no smaller one implies, in a fixed order."""
    found: list[Demand] = []
    for demand in sorted(set(demands), key=lambda one: (len(one), sorted(one))):
        if not demand:
            raise ValueError("nothing can meet an empty demand")
        if not any(other <= demand for other in found):
            found.append(demand)
    return found


def _independent(demands: Sequence[Demand]) -> list[list[Demand]]:
    """Groups of demands that share no action."""
    leader: dict[int, int] = {}

    def top(action: int) -> int:
        while leader.setdefault(action, action) != action:
            leader[action] = leader[leader[action]]
            action = leader[action]
        return action

    for demand in demands:
        first, *others = sorted(demand)
        for action in others:
            leader[top(action)] = top(first)
    groups: dict[int, list[Demand]] = {}
    for demand in demands:
        groups.setdefault(top(min(demand)), []).append(demand)
    return list(groups.values())


class _Search:
    """Depth-first over one group: branch on the demand with the fewest actions, each in or out for good."""

    def __init__(self, demands: Sequence[Demand], costs: Sequence[int], most_nodes: int) -> None:
        self.costs = costs
        self.demands = list(demands)
        self.left = most_nodes
        self.best = _greedy(self.demands, costs)
        self.best_cost = sum(costs[one] for one in self.best)
        self.open_bound: int | None = None

    def run(self) -> Cover:
        """The cheapest set of the group; where the steps run out, the lowest bound of what was left open."""
        self._branch(self.demands, frozenset(), 0, frozenset())
        bound = self.best_cost if self.open_bound is None else min(self.open_bound, self.best_cost)
        return Cover(self.best, self.best_cost, bound)

    def _branch(self, demands: list[Demand], chosen: Demand, cost: int, banned: Demand) -> None:
        if not demands:
            if cost < self.best_cost:
                self.best, self.best_cost = chosen, cost
            return
        least = cost + _dual(demands, self.costs)
        if least >= self.best_cost:
            return
        self.left -= 1
        if self.left < 0:
            self.open_bound = least if self.open_bound is None else min(self.open_bound, least)
            return
        demand = min(demands, key=lambda one: (len(one), sorted(one)))
        counts = {action: sum(action in other for other in demands) for action in demand}
        for action in sorted(demand, key=lambda one: (self.costs[one] / counts[one], one)):
            left = [other - banned for other in demands if action not in other]  # none is part of another: not empty
            self._branch(_tight(left), chosen | {action}, cost + self.costs[action], banned)
            banned |= {action}


def _tight(demands: list[Demand]) -> list[Demand]:
    """Without doubles and what a smaller demand implies."""
    unique = sorted(set(demands), key=lambda one: (len(one), sorted(one)))
    return [one for number, one in enumerate(unique) if not any(other < one for other in unique[:number])]


def _greedy(demands: Sequence[Demand], costs: Sequence[int]) -> Demand:
    """A first set: always the action that meets most for its cost; then without what is not needed."""
    left, chosen = list(demands), []
    while left:
        counts: dict[int, int] = {}
        for demand in left:
            for action in demand:
                counts[action] = counts.get(action, 0) + 1
        pick = min(counts, key=lambda one: (costs[one] / counts[one], one))
        chosen.append(pick)
        left = [demand for demand in left if pick not in demand]
    for action in sorted(chosen, key=lambda one: (-costs[one], one)):
        rest = set(chosen) - {action}
        if all(demand & rest for demand in demands):
            chosen.remove(action)
    return frozenset(chosen)


def _dual(demands: Sequence[Demand], costs: Sequence[int]) -> int:
    """A lower bound: each demand pays what its cheapest action has left (dual ascent, feasible in the LP dual)."""
    slack: dict[int, int] = {}
    bound = 0
    for demand in sorted(demands, key=len):
        pay = min(slack.get(action, costs[action]) for action in demand)
        if pay:
            bound += pay
            for action in demand:
                slack[action] = slack.get(action, costs[action]) - pay
    return bound
