"""A simulation after changes is the one that is built from the changed inventory: graph, plan and every verdict."""

import os
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from depaudit import Simulation, load
from depaudit.graph.types import reads
from depaudit.model.inventory import Component, Service
from oracle.brute import NoCatalog
from oracle.strategies import CUTS, inventories

Raw = dict[str, Any]
law = settings(
    max_examples=int(os.environ.get("DEPAUDIT_EXAMPLES", "600")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def fitting(simulation: Simulation, raw: Raw) -> list[Component | Service]:
    """What another inventory says of the things that are here, where all that it names is here."""
    other = Simulation(load(raw), NoCatalog())
    names = {index: name for name, index in other.graph.by_id.items()}
    known = simulation.graph.by_id

    def here(thing: Component | Service) -> bool:
        waiting = [other.graph.by_id[thing.id]]
        below: set[int] = set()
        while waiting:
            for target in reads(other.graph.nodes[waiting.pop()]):
                below.add(target)
                if target not in names:
                    waiting.append(target)
        return thing.id in known and all(names[target] in known for target in below if target in names)

    things: list[Component | Service] = [*other.inventory.components, *other.inventory.services]
    return [thing for thing in things if here(thing)]


@law
@given(inventories(), st.lists(inventories(), min_size=1, max_size=3), st.data())
def test_a_changed_simulation_equals_a_fresh_one(raw: Raw, others: list[Raw], data: st.DataObject) -> None:
    simulation = Simulation(load(raw), NoCatalog())
    cut = data.draw(st.lists(st.sampled_from(CUTS[:6]), min_size=1, max_size=2, unique=True))
    if data.draw(st.booleans()):
        simulation.run(cut)
    for other in others:
        things = fitting(simulation, other)
        if not things:
            continue
        simulation = simulation.change(*data.draw(st.lists(st.sampled_from(things), min_size=1, max_size=2)))
        fresh = Simulation(simulation.inventory, NoCatalog())
        assert simulation.graph == fresh.graph
        assert simulation.services == fresh.services
        if data.draw(st.booleans()):
            assert simulation.run(cut) == fresh.run(cut)
    assert simulation.run(cut) == Simulation(simulation.inventory, NoCatalog()).run(cut)
