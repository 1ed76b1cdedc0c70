"""A plan on an inventory with loops through buffers and gates: taking every action would be worse than taking one."""

from depaudit import Simulation, load
from depaudit.analysis.plan import asked, make_plan_for


def test_one_action_may_be_enough_where_all_of_them_are_not() -> None:
    inventory = load(
        {
            "depaudit": 1,
            "organisation": {"jurisdiction": "CA"},
            "services": [{"id": "s", "requires": ["a"]}],
            "components": [
                {"id": "a", "requires": ["b"]},
                {"id": "b", "any_of": ["d", "c"]},
                {"id": "c", "region": "US", "requires": [{"id": "a", "survives": "10m"}]},
                {"id": "d", "region": "DE", "requires": ["a"], "any_of": ["a"]},
            ],
        }
    )
    simulation = Simulation(inventory)
    targets = asked(simulation, ["US", "DE"], ("all",))
    plan = make_plan_for(simulation, lambda _: targets, with_frontier=False)
    assert plan.reached
    after = Simulation(plan.inventory)
    assert all(after.run([state])["s"].breach is False for state in ("US", "DE"))
