"""The law of the plan: it costs what the cheapest of all subsets costs, and the changed inventory holds."""

import os
from itertools import combinations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from depaudit import Simulation, load
from depaudit.analysis.alternatives.wish import Wish
from depaudit.analysis.plan import apply, asked, make_plan_for, milp
from depaudit.analysis.plan.generate import actions_for
from depaudit.analysis.plan.hitting import Demand, cheapest
from depaudit.analysis.plan.oracle import Oracle
from depaudit.analysis.plan.search import Search, cost
from depaudit.analysis.plan.target import Target
from depaudit.model.inventory import Inventory
from oracle.strategies import Raw, inventories
from property.test_laws import NoCatalog

law = settings(
    max_examples=int(os.environ.get("DEPAUDIT_EXAMPLES", "300")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
MOST_ACTIONS = 7


def failing(inventory: Inventory, targets: tuple[Target, ...]) -> frozenset[int]:
    return frozenset(Oracle(Simulation(inventory, NoCatalog()), targets, ()).failing(frozenset()))


@law
@given(inventories(), st.sampled_from([["US"], ["US", "DE"], ["CN", "EU"], ["US+CN", "DE"]]))
def test_no_subset_of_the_actions_is_cheaper(raw: Raw, survive: list[str]) -> None:
    inventory = load(raw)
    simulation = Simulation(inventory, NoCatalog())
    targets = asked(simulation, survive, ("all",))
    plan = make_plan_for(simulation, lambda _: targets, with_frontier=False)
    down = tuple(target for target in targets if (target.service, target.cutoff.id) in plan.pairs)
    actions = actions_for(simulation, down, Wish(), targets)
    assume(0 < len(actions) <= MOST_ACTIONS)
    outcomes = [
        (len(failing(apply(inventory, subset), down)), sum(cost(action) for action in subset))
        for size in range(len(actions) + 1)
        for subset in combinations(actions, size)
    ]
    fewest, best = min(outcomes)
    assert plan.optimal
    assert plan.effective
    still = failing(apply(inventory, plan.actions), targets)
    assert {(one.service, one.cut) for one in plan.remaining} == {
        (targets[number].service, targets[number].cutoff.id) for number in still
    }
    assert len({(one.service, one.cut) for one in plan.remaining} & set(plan.pairs)) == fewest
    assert len(failing(apply(inventory, actions), down)) == fewest
    assert sum(cost(action) for action in plan.actions) == best


@law
@given(inventories())
def test_the_graph_of_all_actions_says_what_each_changed_inventory_says(raw: Raw) -> None:
    inventory = load(raw)
    simulation = Simulation(inventory, NoCatalog())
    targets = asked(simulation, ["US", "DE"], ("all",))
    whole = Oracle(simulation, targets, ())
    down = [targets[number] for number in whole.failing(frozenset())]
    actions = actions_for(simulation, down, Wish())[:MOST_ACTIONS]
    oracle = Oracle(simulation, down, actions)
    for number, action in enumerate(actions):
        assert frozenset(oracle.failing(frozenset((number,)))) == failing(apply(inventory, (action,)), tuple(down))
    assert frozenset(oracle.failing(frozenset(range(len(actions))))) == failing(
        apply(inventory, actions), tuple(down)
    )


demands = st.lists(st.frozensets(st.integers(0, 8), min_size=1, max_size=4), max_size=10)


@law
@given(demands, st.lists(st.integers(1, 9), min_size=9, max_size=9))
def test_the_cheapest_cover_is_the_cheapest(asked_for: list[Demand], costs: list[int]) -> None:
    best = min(
        sum(costs[one] for one in chosen)
        for size in range(10)
        for chosen in combinations(range(9), size)
        if all(demand & set(chosen) for demand in asked_for)
    )
    cover = cheapest(asked_for, costs)
    assert cover.proved
    assert cover.cost == best
    assert all(demand & cover.chosen for demand in asked_for)


@law
@given(inventories())
def test_a_learnt_demand_is_met_by_every_set_that_holds(raw: Raw) -> None:
    simulation = Simulation(load(raw), NoCatalog())
    targets = asked(simulation, ["US"], ("all",))
    actions = actions_for(simulation, targets, Wish())[:MOST_ACTIONS]
    search = Search(Oracle(simulation, targets, actions))
    search.run()
    for number, known in search.demands.items():
        for size in range(len(actions) + 1):
            for chosen in combinations(range(len(actions)), size):
                if number not in search.oracle.failing(frozenset(chosen), [number]):
                    assert all(demand & set(chosen) for demand in known)


@law
@given(demands, st.lists(st.integers(1, 9), min_size=9, max_size=9))
def test_the_solver_agrees(asked_for: list[Demand], costs: list[int]) -> None:
    assert milp.available(), "the extra `solver` is part of the extra `test`: nothing is skipped in silence"
    cover = milp.solved(asked_for, costs)
    assert (cover.cost, cover.proved) == (cheapest(asked_for, costs).cost, True)
