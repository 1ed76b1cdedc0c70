"""The law of plans for scenarios: as cheap as the cheapest of all subsets, by scenarios played on what they leave."""

import os
from itertools import combinations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from depaudit import Simulation, load
from depaudit.analysis.alternatives.wish import Wish
from depaudit.analysis.plan import Action, apply, asked, make_plan_for
from depaudit.analysis.plan.generate import actions_for
from depaudit.analysis.plan.oracle import Oracle
from depaudit.analysis.plan.search import cost
from depaudit.cutoff.scenario import Cutoff
from depaudit.model.inventory import Inventory
from depaudit.model.scenario import Scenario
from depaudit.scenarios.onto import cutoff_of
from depaudit.scenarios.play import play
from oracle.scenarios import fragile, scenarios
from oracle.strategies import Raw, inventories
from property.test_laws import NoCatalog
from property.test_plan_is_optimal import MOST_ACTIONS

law = settings(
    max_examples=int(os.environ.get("DEPAUDIT_EXAMPLES", "150")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
Groups = list[tuple[Scenario, ...]]
one = scenarios("one").map(lambda scenario: (scenario,))
two = scenarios("two").map(lambda scenario: (scenario,))
both = st.tuples(scenarios("a"), scenarios("b"))
groups = st.one_of(st.tuples(one), st.tuples(one, two), st.tuples(both)).map(list)


def stopped(inventory: Inventory, parts: Groups) -> frozenset[tuple[str, str]]:
    """The (service, scenario) pairs with an outage, by playing the scenarios; unknown facts count as bad."""
    results = play(Simulation(inventory, NoCatalog()), parts)
    return frozenset((one.service, result.id) for result in results for one in result.verdicts
                     if one.breach is not False)  # fmt: skip


def cutoffs(parts: Groups) -> tuple[Cutoff, ...]:
    return tuple(cutoff_of(group) for group in parts)


def with_actions(inventory: Inventory, parts: Groups) -> tuple[frozenset[tuple[str, str]], tuple[Action, ...]]:
    """What a plan can be asked to mend, and the actions that are considered for it."""
    simulation = Simulation(inventory, NoCatalog())
    targets = asked(simulation, (), ("all",), scenarios=cutoffs(parts))
    plan = make_plan_for(simulation, lambda _: targets, with_frontier=False)
    down = tuple(target for target in targets if (target.service, target.cutoff.id) in plan.pairs)
    return frozenset(plan.pairs), actions_for(simulation, down, Wish(), targets)


@law
@given(st.one_of(inventories(most=8), fragile()), groups)
def test_no_subset_of_the_actions_is_cheaper_when_the_scenarios_are_played(raw: Raw, parts: Groups) -> None:
    inventory = load(raw)
    simulation = Simulation(inventory, NoCatalog())
    targets = asked(simulation, (), ("all",), scenarios=cutoffs(parts))
    plan = make_plan_for(simulation, lambda _: targets, with_frontier=False)
    pairs, actions = with_actions(inventory, parts)
    assume(0 < len(actions) <= MOST_ACTIONS)
    outcomes = [
        (len(stopped(apply(inventory, subset), parts) & pairs), sum(map(cost, subset)))
        for size in range(len(actions) + 1)
        for subset in combinations(actions, size)
    ]
    fewest, best = min(outcomes)
    assert plan.optimal
    assert plan.effective
    assert sum(map(cost, plan.actions)) == best
    left = stopped(plan.inventory, parts)
    assert len(left & pairs) == fewest
    assert {(one.service, one.cut) for one in plan.remaining} == left
    assert len(stopped(apply(inventory, actions), parts) & pairs) == fewest


@law
@given(st.one_of(inventories(most=8), fragile()), groups)
def test_the_graph_of_all_actions_says_what_playing_the_scenario_says(raw: Raw, parts: Groups) -> None:
    inventory = load(raw)
    simulation = Simulation(inventory, NoCatalog())
    pairs, actions = with_actions(inventory, parts)
    actions = actions[:MOST_ACTIONS]
    targets = [one for one in asked(simulation, (), ("all",), scenarios=cutoffs(parts))
               if (one.service, one.cutoff.id) in pairs]  # fmt: skip
    oracle = Oracle(simulation, targets, actions)
    for taken in ((), *((number,) for number in range(len(actions))), tuple(range(len(actions)))):
        failing = {(targets[one].service, targets[one].cutoff.id) for one in oracle.failing(frozenset(taken))}
        assert failing == stopped(apply(inventory, [actions[one] for one in taken]), parts) & pairs
