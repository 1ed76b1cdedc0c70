"""Reasons found in one scenario hold in all that are alike: each is explained as if it were the only one."""

import os
from typing import Any

from hypothesis import HealthCheck, given, settings

from depaudit import Simulation, load
from depaudit.catalog import Catalog
from depaudit.cutoff.batch import Batch
from depaudit.cutoff.curve import at, bits_of
from depaudit.cutoff.explain import Explainer
from depaudit.cutoff.rows import rows
from depaudit.model.duration import YEAR
from oracle.strategies import inventories

EXAMPLES = int(os.environ.get("DEPAUDIT_EXAMPLES", "1000"))


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
@given(inventories())
def test_reasons_hold_where_alike(inventory: dict[str, Any]) -> None:
    simulation = Simulation(load(inventory), Catalog.bundled())
    batch = Batch(simulation.graph, rows(simulation.graph, simulation.home))
    for side in (batch.off, batch.on):
        for second in (0, YEAR):
            for service in simulation.services:
                shared = Explainer(side, second)
                for bit in bits_of(at(side.run.curves[service.node], second)):
                    alone = Explainer(side, second)
                    assert shared.reasons(service.node, bit) == alone.reasons(service.node, bit)
                    assert shared.enough(service.node, bit) == alone.enough(service.node, bit)
