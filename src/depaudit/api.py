"""The library: the same steps as the command line, as functions with typed, immutable results."""

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from depaudit.cutoff.scenario import Selector
from depaudit.cutoff.sets import minimal_sets
from depaudit.cutoff.simulation import HORIZONS, Simulation
from depaudit.errors import SelectorError
from depaudit.model.inventory import Inventory
from depaudit.model.report import Report
from depaudit.model.verdict import Verdict

if TYPE_CHECKING:
    from depaudit.audit.options import ScanOptions
    from depaudit.graph.sources import Knowledge

Level = Literal["jurisdiction", "vendor", "component"]


def load(source: "str | os.PathLike[str] | Mapping[str, Any]") -> Inventory:
    """Read an inventory from a file or a plain mapping; a gateway configuration stands in for one.

    Raises InventoryError, with path, line and column, and all problems of the input together.
    """
    from depaudit.importers import inventory_of
    from depaudit.inventory import load as read

    return read(source, inventory_of)


def scan(inventory: Inventory, catalog: "Knowledge | None" = None, config: "ScanOptions | None" = None) -> Report:
    """Assess `inventory` against every cutoff that it calls for and run all installed rules.

    `catalog` defaults to the bundled one, `config` to the defaults. Raises DepauditError for settings that name
    what does not exist.
    """
    from depaudit.audit import scan_inventory
    from depaudit.audit.options import ScanOptions

    return scan_inventory(inventory, options=config or ScanOptions(), catalog=catalog)


def simulate(
    inventory: Inventory,
    cut: Sequence[str] = (),
    horizon: int | Sequence[int] = HORIZONS,
    *,
    catalog: "Knowledge | None" = None,
) -> Mapping[str, Verdict]:
    """What one cut does to every service, by service id; several selectors are one scenario, their union.

    `horizon` is a number of days, or several. Raises SelectorError for a selector that means nothing here.
    """
    days = (horizon,) if isinstance(horizon, int) else tuple(horizon)
    return Simulation(inventory, catalog).run(cut, days)


def cut_sets(
    inventory: Inventory,
    service: str,
    *,
    level: Level = "jurisdiction",
    max_order: int = 3,
    catalog: "Knowledge | None" = None,
) -> set[frozenset[str]]:
    """Minimal sets of foreign states, vendors or leaf components whose loss stops `service` for good.

    Sets that hold only if unknown facts are as bad as they may be are included. Raises SelectorError for an
    unknown service.
    """
    simulation = Simulation(inventory, catalog)
    node = simulation.graph.by_id.get(service)
    if node is None or simulation.graph.nodes[node].kind != "service":
        raise SelectorError(f"no service {service!r} in this inventory")
    found = minimal_sets(simulation.graph, [node], elements(simulation, level), max_order)[node]
    return {frozenset(names) for names in (*found.certain, *found.possible)}


def count_cut_sets(
    inventory: Inventory, service: str, *, level: Level = "jurisdiction", max_order: int = 3
) -> dict[int, int]:
    """How many minimal cut sets there are of each order, up to `max_order`."""
    counts = Counter(len(names) for names in cut_sets(inventory, service, level=level, max_order=max_order))
    return dict(sorted(counts.items()))


def elements(simulation: Simulation, level: Level) -> list[Selector]:
    """What cut sets of one level are made of: foreign states, vendors, or leaf components."""
    from depaudit.cutoff.rows import rows

    if level == "component":
        return [Selector("component", node.id) for node in simulation.graph.nodes if node.leaf]
    cutoffs = rows(simulation.graph, simulation.home)
    return [cut.selectors[0] for cut in cutoffs if cut.kind == level and (level == "vendor" or cut.foreign)]
