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
    from depaudit.analysis.alternatives import Answer, Wish
    from depaudit.audit.options import ScanOptions
    from depaudit.catalog import Catalog
    from depaudit.graph.sources import Knowledge
    from depaudit.model.knowledge import Trust

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


def alternatives(
    subject: Inventory | str,
    *,
    component: Sequence[str] | str = (),
    home: Sequence[str] | str = (),
    cut: Sequence[str] | str = (),
    wish: "Wish | None" = None,
    task: str = "",
    limit: int = 5,
    trust: "Trust" = "medium",
    catalog: "Catalog | None" = None,
) -> "tuple[Answer, ...]":
    """Open alternatives, best first, each proved in the graph: for an inventory, a model, or a described need.

    `subject` is an inventory (then `component` may name some of its components), the name of a model or an offering,
    or empty for a need that `task` or `wish` describes. Without `cut` an alternative must outlive every foreign state
    that takes away what it replaces. Raises SelectorError for a name that does not exist.
    """
    from depaudit.analysis.alternatives import Wish, in_inventory, of_model, of_task
    from depaudit.catalog import Catalog
    from depaudit.model.jurisdiction import codes, homes_of

    asked = wish or Wish()
    if task:
        asked = asked._replace(job=asked.job._replace(task=task))
    given = codes(_several(home), "home")
    homes = tuple(dict.fromkeys(name for code in given for name in homes_of(code)))
    cuts = _several(cut)
    if isinstance(subject, Inventory):
        simulation = Simulation(subject, catalog, trust=trust, home=homes, as_of=asked.limits.as_of)
        return in_inventory(simulation, asked, components=_several(component), cut=cuts, limit=limit)
    known = catalog or Catalog.bundled()
    if subject:
        return of_model(subject, asked, known, home=homes, cut=cuts, limit=limit)
    domicile = asked.licensee.domicile or next(iter(homes), None)
    return of_task(asked._replace(licensee=asked.licensee._replace(domicile=domicile)), known, limit=limit)


def _several(words: Sequence[str] | str) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


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
