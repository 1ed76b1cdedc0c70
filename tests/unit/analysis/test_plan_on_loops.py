"""A plan on an inventory with loops through buffers and gates: a slow switch is not enough, a fast one is."""

from typing import Any, Final

import yaml

from depaudit import Simulation, load
from depaudit.analysis.alternatives.wish import Wish
from depaudit.analysis.plan import Action, apply, asked, make_plan_for
from depaudit.analysis.plan.generate import actions_for
from depaudit.analysis.plan.write import rewritten

RAW: Final[dict[str, Any]] = {
    "depaudit": 1,
    "organisation": {"jurisdiction": "CA", "home": ["CA"]},
    "services": [{"id": "s0", "requires": ["c0"]}],
    "components": [
        {"id": "c0", "requires": ["c1"]},
        {"id": "c1", "any_of": ["c3", "c2"]},
        {"id": "c2", "region": "US", "requires": [{"id": "c0", "survives": "10m"}]},
        {"id": "c3", "region": "DE", "requires": ["c0"], "any_of": ["c0"]},
        {"id": "c4", "region": "US", "requires": ["c0"]},
    ],
}


def breaches(simulation: Simulation) -> list[bool | None]:
    return [simulation.run([state])["s0"].breach for state in ("US", "DE")]


def considered() -> tuple[Action, ...]:
    simulation = Simulation(load(RAW))
    return actions_for(simulation, asked(simulation, ["DE"], ("all",)), Wish())


def test_the_switch_must_be_faster_than_the_buffer_that_the_loop_stands_on() -> None:
    simulation = Simulation(load(RAW))
    assert breaches(simulation) == [False, True]
    targets = asked(simulation, ["US", "DE"], ("all",))
    plan = make_plan_for(simulation, lambda _: targets, with_frontier=False)
    assert [action.id for action in plan.actions] == ["automate-switch:c1:1"]
    assert plan.reached
    assert breaches(Simulation(plan.inventory)) == [False, False]


def test_of_two_switches_for_one_option_the_faster_one_counts() -> None:
    actions = considered()
    assert [action.kind for action in actions] == ["automate-switch", "rehearse-switch"]
    for order in (actions, actions[::-1]):
        assert breaches(Simulation(apply(load(RAW), order))) == [False, False]
    assert breaches(Simulation(apply(load(RAW), actions[1:]))) == [False, True]


def test_the_faster_switch_is_also_the_one_that_is_written() -> None:
    text = yaml.safe_dump(RAW, sort_keys=False)
    inventory = load(RAW)
    written = yaml.safe_load(rewritten(text, inventory, considered()))
    assert written == yaml.safe_load(rewritten(text, inventory, considered()[:1]))
    assert breaches(Simulation(load(written))) == [False, False]
