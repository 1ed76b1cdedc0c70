"""The cheapest set of actions that reaches all targets: demands are learnt from failures until a set holds.

Implicit hitting sets: the cheapest set that meets all demands known so far is a lower bound; where the engine says
that it reaches the targets, it is optimal. Source: Moreno-Centeno and Karp 2013, "The implicit hitting set approach".
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal, NamedTuple

from depaudit.analysis.plan import milp
from depaudit.analysis.plan.action import Action
from depaudit.analysis.plan.hitting import Cover, Demand, cheapest
from depaudit.analysis.plan.oracle import Oracle

Solver = Literal["auto", "search", "milp"]
STEP: Final = 1_000
"""Cost of a quarter of a person-day; one action more costs 1: of two sets of equal effort the smaller wins."""

FEW_NODES: Final = 10_000
"""Steps of our own search before the solver is asked, where it is installed."""


class Found(NamedTuple):
    """The actions to take (numbers), the targets that nothing can reach, and whether no cheaper set exists."""

    taken: frozenset[int]
    lost: tuple[int, ...]
    proved: bool
    rounds: int


class Search:
    """Demands are kept by target, so that questions about fewer targets reuse them."""

    def __init__(self, oracle: Oracle, solver: Solver = "auto") -> None:
        self.oracle = oracle
        self.costs = [cost(action) for action in oracle.actions]
        self.solver = solver
        self.demands: dict[int, set[Demand]] = {}
        everything = frozenset(range(len(oracle.actions)))
        self.lost = tuple(oracle.failing(everything))
        self.open = tuple(oracle.failing(frozenset()))

    def run(self, targets: Iterable[int] | None = None) -> Found:
        """The cheapest set for `targets` (numbers; all by default), as far as they can be reached at all."""
        wanted = sorted(set(self.open if targets is None else targets) & set(self.open) - set(self.lost))
        lost = tuple(number for number in self.lost if targets is None or number in set(targets))
        self._learn(frozenset(), [number for number in wanted if number not in self.demands])
        rounds = 0
        while True:
            rounds += 1
            known = {demand for number in wanted for demand in self.demands[number]}
            cover = self._solve()(known, self.costs)
            failing = self.oracle.failing(cover.chosen, wanted) if wanted else []
            if not failing:
                return Found(cover.chosen, lost, cover.proved, rounds)
            if not self._learn(cover.chosen, failing):
                return Found(cover.chosen, lost, False, rounds)

    def _solve(self) -> Callable[[Iterable[Demand], Sequence[int]], Cover]:
        if self.solver == "search":
            return cheapest
        return milp.solved if self.solver == "milp" else _either

    def _learn(self, taken: frozenset[int], failing: Iterable[int]) -> bool:
        """New demands for failing targets, several that share no action for each: disjoint ones bound best.

        Whether there was anything new.
        """
        before = sum(map(len, self.demands.values()))
        waiting = dict.fromkeys(failing, taken)
        while waiting:
            found = self._demands(waiting)
            rest: dict[int, frozenset[int]] = {}
            for number, demand in found.items():
                self.demands.setdefault(number, set()).add(demand)
                rest[number] = waiting[number] | demand
            waiting = self._still(rest)
        return sum(map(len, self.demands.values())) > before

    def _still(self, sets: dict[int, frozenset[int]]) -> dict[int, frozenset[int]]:
        """Those that fail even with these actions taken."""
        saved = self.oracle.first_saved([(number, taken, ()) for number, taken in sets.items()])
        return {number: taken for (number, taken), held in zip(sets.items(), saved, strict=True) if held is None}

    def _demands(self, waiting: dict[int, frozenset[int]]) -> dict[int, Demand]:
        """For each failing target, the actions outside a largest set that still fails: one of them is needed.

        All targets climb at the same time. Dear actions are taken first, so that cheap ones are what is left.
        """
        taken = dict(waiting)
        further = {number: self._dear_first(number, base) for number, base in waiting.items()}
        found: dict[int, set[int]] = {number: set() for number in waiting}
        climbing = list(waiting)
        while climbing:
            steps = self.oracle.first_saved([(number, taken[number], further[number]) for number in climbing])
            left = []
            for number, step in zip(climbing, steps, strict=True):
                if step is None:
                    continue
                found[number].add(further[number][step - 1])
                taken[number] = taken[number] | frozenset(further[number][: step - 1])
                further[number] = further[number][step:]
                left.append(number)
            climbing = left
        return {number: frozenset(demand) for number, demand in found.items()}

    def _dear_first(self, number: int, taken: frozenset[int]) -> list[int]:
        return sorted(self.oracle.relevant[number] - taken, key=lambda one: (-self.costs[one], one))


def cost(action: Action) -> int:
    """What an action counts in the search: the middle of its effort in quarter days, and 1."""
    return round(action.effort.middle * 4) * STEP + 1


def _either(demands: Iterable[Demand], costs: Sequence[int]) -> Cover:
    """Own search first; the solver, where it is there, for what that leaves unproved."""
    listed = set(demands)
    if not milp.available():
        return cheapest(listed, costs)
    cover = cheapest(listed, costs, FEW_NODES)
    return cover if cover.proved else milp.solved(listed, costs)
