"""For each grave outage the best one or two changes, proved: what a scan says about the way out.

Bounded by size, not by the clock, so that the same input gives the same report.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from depaudit.cutoff.rows import rows
from depaudit.cutoff.simulation import Simulation
from depaudit.model.results import Alternative

MOST_COMPONENTS: Final = 150
MOST_OUTAGES: Final = 24
"""Larger inventories, and outages beyond the worst, are left to `plan`."""


class Remedies(NamedTuple):
    """Ways out of outages, and what was left out, in words."""

    found: tuple[Alternative, ...]
    skipped: tuple[str, ...] = ()


def remedies(simulation: Simulation, outages: Sequence[tuple[str, str]]) -> Remedies:
    """The cheapest single changes, or else the cheapest set, for each (service, cutoff id), worst first.

    Pairs of which one is unknown are no outages: findings also name an option of a fallback as what they are about.
    What finds ways out is loaded only where there is an outage to mend.
    """
    size = len(simulation.inventory.components)
    if not outages:
        return Remedies(())
    if size > MOST_COMPONENTS:
        return Remedies(
            (), (f"ways out: {size} components are more than {MOST_COMPONENTS}; depaudit plan finds them",)
        )
    cutoffs = {cutoff.id: cutoff for cutoff in rows(simulation.graph, simulation.home)}
    services = {service.id: service for service in simulation.services}
    real = [(services[name], cutoffs[cut]) for name, cut in outages if name in services and cut in cutoffs]
    if not real:
        return Remedies(())
    from depaudit.analysis.plan.remedies import ways

    left = len(real) - MOST_OUTAGES
    skipped = (f"ways out of {left} more outages: depaudit plan finds them",) if left > 0 else ()
    return Remedies(tuple(ways(simulation, real[:MOST_OUTAGES])), skipped)
