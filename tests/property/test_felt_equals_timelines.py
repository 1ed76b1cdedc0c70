"""States of a service at a horizon: by masks of all scenarios at once, as by the timeline of each."""

import os
from typing import Any

from hypothesis import HealthCheck, given, settings

from depaudit import Simulation, load
from depaudit.cutoff.batch import Batch
from depaudit.cutoff.rows import rows
from oracle.strategies import inventories

EXAMPLES = int(os.environ.get("DEPAUDIT_EXAMPLES", "1000"))
DAYS = (0, 1, 7, 30, 365, 400)


class NoCatalog:
    """A catalog that knows nothing."""

    def vendor(self, _identifier: str) -> None:
        return None

    offering = model = vendor_named = region = vendor

    def resolve(self, _uses: str, *, self_hosted: bool | None) -> None:
        return None


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
@given(inventories())
def test_masks_at_a_horizon_say_what_the_timelines_say(inventory: dict[str, Any]) -> None:
    simulation = Simulation(load(inventory), NoCatalog())
    batch = Batch(simulation.graph, rows(simulation.graph, simulation.home), DAYS)
    for side in (batch.off, batch.on):
        for service in simulation.services:
            timelines = side.timelines(service.node, service.rto)
            for number, day in enumerate(DAYS):
                expected = [
                    sum(1 << bit for bit, line in timelines.items() if line.states[number] == state)
                    for state in ("degraded", "down")
                ]
                assert list(side.felt(service.node, service.rto, day)) == expected
