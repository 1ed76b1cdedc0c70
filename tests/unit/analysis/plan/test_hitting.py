"""The cheapest set that meets every demand: where greed errs, where steps run out, and what the solver says."""

from itertools import combinations

import pytest

from depaudit.analysis.plan import milp
from depaudit.analysis.plan.hitting import Cover, Demand, cheapest
from depaudit.errors import ConfigError

Case = tuple[list[set[int]], list[int]]
LOOSE: Case = ([{0, 1}, {1, 2}, {0, 2, 3}], [2, 2, 3, 4])
CASES: dict[str, Case] = {
    "nothing is asked": ([], [1, 1]),
    "one will do": ([{0, 1}], [2, 1]),
    "what looked cheap first is not needed": ([{0, 1}, {0, 2}], [3, 1, 4]),
    "what meets most is not what is cheapest": ([{0, 2}, {1, 2}], [1, 1, 3]),
    "greed takes the wrong one of two that cost the same by what they meet": ([{0, 2}, {1, 2}], [2, 1, 2]),
    "groups that share nothing": ([{0, 1}, {2, 3}], [2, 1, 1, 2]),
    "a ring of three takes two": ([{0, 1}, {1, 2}, {0, 2}], [2, 2, 3]),
    "a better set is found on the way": ([{0, 1}, {1, 2, 3}], [2, 4, 3, 3]),
    "a set on the way is no better": ([{0, 2}, {1, 2}, {0, 1, 3}], [4, 2, 2, 1]),
    "no bound alone proves it": LOOSE,
}


def demanded(case: Case) -> list[Demand]:
    return list(map(frozenset, case[0]))


def best(case: Case) -> int:
    """By trying every set."""
    demands, costs = case
    return min(
        sum(costs[one] for one in chosen)
        for size in range(len(costs) + 1)
        for chosen in combinations(range(len(costs)), size)
        if all(demand & set(chosen) for demand in demands)
    )


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_no_set_is_cheaper(case: Case) -> None:
    found = cheapest(demanded(case), case[1])
    assert all(demand & found.chosen for demand in case[0])
    assert (found.cost, found.proved) == (best(case), True)
    assert milp.solved(demanded(case), case[1]).cost == found.cost


def test_where_the_steps_run_out_the_set_still_does_and_the_bound_is_honest() -> None:
    found = cheapest(demanded(LOOSE), LOOSE[1], most_nodes=0)
    assert all(demand & found.chosen for demand in LOOSE[0])
    assert found.bound < best(LOOSE) <= found.cost
    assert not found.proved


def test_what_nothing_can_meet_is_an_error() -> None:
    with pytest.raises(ValueError, match="nothing can meet"):
        cheapest([frozenset()], [1])


def test_a_solver_without_time_gives_no_answer_instead_of_a_wrong_one() -> None:
    ring = [frozenset({number, (number + 1) % 41}) for number in range(41)]
    with pytest.raises(ConfigError, match="no answer within 0 s"):
        milp.solved(ring, [1] * 41, seconds=0)


def test_nothing_asked_costs_nothing() -> None:
    assert milp.solved([], [1, 2]) == cheapest([], [1, 2]) == Cover(frozenset(), 0, 0)


def test_even_without_a_step_nothing_is_kept_that_is_not_needed() -> None:
    case = CASES["what looked cheap first is not needed"]
    assert cheapest(demanded(case), case[1], most_nodes=0).chosen == {0}
