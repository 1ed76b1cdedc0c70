"""The law of plans for objectives that ask for `up`: as cheap as the cheapest of all subsets, by what a scan says."""

import os
from itertools import combinations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from depaudit import Simulation, load
from depaudit.analysis.alternatives.wish import Wish
from depaudit.analysis.objectives import breaches
from depaudit.analysis.plan import apply, declared, make_plan_for
from depaudit.analysis.plan.generate import actions_for
from depaudit.analysis.plan.search import cost
from depaudit.model.inventory import Inventory
from oracle.scenarios import fragile
from oracle.strategies import Raw, inventories
from property.test_laws import NoCatalog
from property.test_plan_is_optimal import MOST_ACTIONS

law = settings(
    max_examples=int(os.environ.get("DEPAUDIT_EXAMPLES", "150")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
Failed = frozenset[tuple[str, str, str]]


@st.composite
def objectives(draw: st.DrawFn) -> Raw:
    """One objective for all services."""
    wanted: Raw = {"services": ["critical", "high", "medium", "low"], "at_least": "up"}
    wanted["survive"] = draw(st.lists(st.sampled_from(["US", "CN", "DE"]), min_size=1, max_size=2, unique=True))
    if draw(st.booleans()):
        wanted["for"] = draw(st.sampled_from(["10d", "45d", "300d"]))
    if draw(st.booleans()):
        wanted["within"] = draw(st.sampled_from(["1h", "8d"]))
    return wanted


def sound(inventory: Inventory) -> frozenset[str]:
    """The services that nothing but a cut takes down: plans are made for those."""
    verdicts = Simulation(inventory, NoCatalog()).run(["US"]).values()
    return frozenset(one.service for one in verdicts if not one.baseline)


def failed(inventory: Inventory, services: frozenset[str]) -> Failed:
    """What of `services` breaches the objective, by outages and by impairment. Unknown facts count as bad."""
    simulation = Simulation(inventory, NoCatalog())
    rto = {service.id: service.rto for service in simulation.services}
    (objective,) = inventory.objectives
    grades = [objective, objective._replace(at_least="degraded")]
    return frozenset(
        (verdict.service, cut, grade.at_least)
        for cut in objective.survive
        for verdict in simulation.run([cut]).values()
        for grade in grades
        if verdict.service in services and breaches(verdict, grade, rto)
    )


@law
@given(st.one_of(inventories(most=7), fragile()), objectives())
def test_no_subset_of_the_actions_that_keeps_services_up_is_cheaper(raw: Raw, objective: Raw) -> None:
    inventory = load(raw | {"objectives": [objective]})
    simulation = Simulation(inventory, NoCatalog())
    targets = declared(simulation)
    plan = make_plan_for(simulation, declared, with_frontier=False)
    meant = sound(inventory)
    before = failed(inventory, meant)
    assert set(plan.pairs) == {(service, cut) for service, cut, _ in before}
    down = tuple(one for one in targets if (one.service, one.cutoff.id, "up" if one.unimpaired else "degraded")
                 in before)  # fmt: skip
    actions = actions_for(simulation, down, Wish(), targets)
    assume(0 < len(actions) <= MOST_ACTIONS)
    outcomes = [
        (len(failed(apply(inventory, subset), meant)), sum(map(cost, subset)))
        for size in range(len(actions) + 1)
        for subset in combinations(actions, size)
    ]
    assert plan.optimal
    assert plan.effective
    after = failed(plan.inventory, meant)
    assert (len(after), sum(map(cost, plan.actions))) == min(outcomes)
    assert after <= before
    assert {(service, cut) for service, cut, _ in after} == {
        (one.service, one.cut) for one in plan.remaining if one.service in meant
    }
