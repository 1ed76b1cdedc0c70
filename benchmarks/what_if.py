"""What a change costs beside building anew: `python benchmarks/what_if.py [NODES]`.

The random inventory of `plan.py`, all said in the inventory. One component after the other is moved to another state,
or the options of its gate change places or get another switch; then the same cut is asked about again. Figures are
ratios of CPU time within one run, over reading nothing, building the graph of the changed inventory, and asking.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from plan import CODES, NoCatalog, inventory

from depaudit import Simulation, load
from depaudit.model.inventory import AnyOf, Component, Provider, Switch

SEED, CHANGES, STATES = 5, 40, 20


def timed(call: Callable[..., Any], *given: Any) -> tuple[Any, float]:
    """The result, and the CPU seconds that it took."""
    start = time.process_time()
    result = call(*given)
    return result, time.process_time() - start


def changed(component: Component, chance: random.Random) -> Component:
    """Another state for a leaf, another order or switch for a fallback, nothing else for the rest."""
    if isinstance(component.gate, AnyOf):
        options = tuple(reversed(component.gate.options))
        switch = Switch("automatic", chance.choice((60, 3600, 86_400)))
        return component._replace(gate=component.gate._replace(options=options, switch=switch))
    return component._replace(provider=Provider("V1", chance.choice(CODES[:STATES])))


def main(nodes: int = 4_000) -> None:
    """Print how much less a change costs than a new simulation."""
    chance = random.Random(SEED)  # noqa: S311  nothing secret: the same changes every time
    catalog = NoCatalog()
    simulation = Simulation(load(inventory(nodes, STATES)), catalog)
    simulation.run(["US"])
    ratios, shares = [], []
    for component in chance.sample(simulation.inventory.components, CHANGES):
        after, change = timed(simulation.change, changed(component, chance))
        verdicts, answer = timed(after.run, ["US"])
        fresh, build = timed(Simulation, after.inventory, catalog)
        expected, ask = timed(fresh.run, ["US"])
        if verdicts != expected:
            raise SystemExit(f"{component.id}: another answer than that of a new simulation")
        ratios.append((build + ask) / (change + answer))
        shares.append((change + answer) * 1000)
        simulation = after
    sys.stdout.write(
        f"{nodes:,} nodes, {CHANGES} changes, one after the other: {statistics.median(ratios):.1f} times less than "
        f"building anew (from {min(ratios):.1f} to {max(ratios):.1f}), {statistics.median(shares):.1f} ms each\n"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
