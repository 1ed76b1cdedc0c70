"""The library: the same steps as the command line, as functions with typed, immutable results."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal

from depaudit.cutoff.simulation import HORIZONS, Simulation
from depaudit.errors import LimitError, SelectorError
from depaudit.model.inventory import Inventory
from depaudit.model.report import Report
from depaudit.model.verdict import Verdict

if TYPE_CHECKING:
    from depaudit.analysis.alternatives.find import Answer
    from depaudit.analysis.alternatives.wish import Wish
    from depaudit.analysis.plan import Plan, Target
    from depaudit.analysis.plan.search import Solver
    from depaudit.audit.options import ScanOptions
    from depaudit.catalog import Catalog
    from depaudit.cutoff.exact.search import CutFamily
    from depaudit.cutoff.scenario import Cutoff
    from depaudit.cutoff.settling import Settling
    from depaudit.graph.sources import Knowledge
    from depaudit.model.knowledge import Trust
    from depaudit.model.rates import Importance, Odds, Rates

Level = Literal["jurisdiction", "vendor", "component"]
MOST_LISTED: Final = 100_000
"""Sets that a list may have: there can be billions."""


def load(
    source: "str | os.PathLike[str] | Mapping[str, Any]", *, root: "str | os.PathLike[str] | None" = None
) -> Inventory:
    """Read an inventory from a file or a plain mapping; a gateway configuration stands in for one.

    What it points at (`sources`, `include`) lies below its own folder, or else below `root`.
    Raises InventoryError, with path, line and column, and all problems of the input together.
    """
    from depaudit.importers import inventory_of
    from depaudit.inventory import load as read

    return read(source, inventory_of, root)


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
    scenario: str | Sequence[str] = (),
    catalog: "Knowledge | None" = None,
) -> Mapping[str, Verdict]:
    """What one cut or scenario does to every service, by service id.

    Several selectors, or several scenarios (ids of the library, or files that end in .yaml), are one: their union.
    `horizon` is a number of days, or several. Raises SelectorError for a selector or scenario that means nothing
    here, or where both are given; ScenarioError for a scenario file that is not well-formed.
    """
    days = (horizon,) if isinstance(horizon, int) else tuple(horizon)
    simulation = Simulation(inventory, catalog)
    if not scenario:
        return simulation.run(cut, days)
    if cut:
        raise SelectorError("a cut and a scenario at once", hint="write the cut into a scenario file")
    from depaudit.scenarios.choose import chosen
    from depaudit.scenarios.library import library_of
    from depaudit.scenarios.play import play

    words = (scenario,) if isinstance(scenario, str) else tuple(scenario)
    played = play(simulation, [chosen(words, library_of(simulation, simulation.sources.as_of))], days)[0]
    return {verdict.service: verdict for verdict in played.verdicts}


def alternatives(
    subject: Inventory | str,
    *,
    component: Sequence[str] | str = (),
    home: Sequence[str] | str = (),
    cut: Sequence[str] | str = (),
    scenario: Sequence[str] | str = (),
    wish: "Wish | None" = None,
    task: str = "",
    limit: int = 5,
    trust: "Trust" = "medium",
    catalog: "Catalog | None" = None,
) -> "tuple[Answer, ...]":
    """Open alternatives, best first, each proved in the graph: for an inventory, a model, or a described need.

    `subject` is an inventory (then `component` may name some of its components), the name of a model or an offering,
    or empty for a need that `task` or `wish` describes. An alternative must outlive each of `cut` and `scenario` (ids
    of the library, or files); without any of both, every foreign state that takes away what it replaces. Raises
    SelectorError for a name that does not exist, ScenarioError for a file that is not well-formed.
    """
    from depaudit.analysis.alternatives.ask import in_inventory, of_model, of_task
    from depaudit.analysis.alternatives.wish import Wish
    from depaudit.catalog import Catalog
    from depaudit.model.jurisdiction import codes, homes_of

    asked = wish or Wish()
    if task:
        asked = asked._replace(job=asked.job._replace(task=task))
    given = codes(_several(home), "home")
    homes = tuple(dict.fromkeys(name for code in given for name in homes_of(code)))
    cuts, words = _several(cut), _several(scenario)
    if isinstance(subject, Inventory):
        simulation = Simulation(subject, catalog, trust=trust, home=homes, as_of=asked.limits.as_of)
        played = _scenarios(words, simulation.sources.catalog, simulation.sources.as_of)
        return in_inventory(
            simulation, asked, components=_several(component), cut=cuts, limit=limit, scenarios=played
        )
    known = catalog or Catalog.bundled()
    played = _scenarios(words, known, asked.limits.as_of)
    if subject:
        return of_model(subject, asked, known, home=homes, cut=cuts, limit=limit, scenarios=played)
    domicile = asked.licensee.domicile or next(iter(homes), None)
    asked = asked._replace(licensee=asked.licensee._replace(domicile=domicile))
    return of_task(asked, known, home=homes, cut=cuts, limit=limit, scenarios=played)


def plan(
    inventory: Inventory,
    survive: Sequence[str] | str = (),
    *,
    scenario: Sequence[str] | str = (),
    services: Sequence[str] | str = (),
    horizon: int | None = None,
    budget: float | None = None,
    home: Sequence[str] = (),
    wish: "Wish | None" = None,
    solver: "Solver" = "auto",
    trust: "Trust" = "medium",
    catalog: "Catalog | None" = None,
) -> "Plan":
    """The cheapest set of changes by which `services` survive each cut in `survive` and each `scenario`, proved.

    A scenario is an id of the library or a file of one's own; joined by + they happen together. Without any of both
    the targets are the objectives of the inventory; where it has none, any single foreign state. `horizon`: only
    outages that begin by that day count. `budget` in person-days. `wish` limits what new things may be. Raises
    SelectorError for a cut, a scenario or a service that means nothing here, ScenarioError for a file that is not
    well-formed.
    """
    from depaudit.analysis.plan import asked, days, declared, make_plan_for

    simulation = Simulation(
        inventory, catalog, trust=trust, home=home, as_of=wish.limits.as_of if wish else "9999-12-31"
    )
    cuts, until = _several(survive), days(horizon)
    played = _scenarios(_several(scenario), simulation.sources.catalog, simulation.sources.as_of)

    def targets(one: Simulation) -> "Sequence[Target]":
        if cuts or played or not inventory.objectives or services:
            named = cuts if cuts or played else ("any-jurisdiction",)
            return asked(one, named, _several(services), until, played)
        return declared(one, until)

    return make_plan_for(simulation, targets, wish=wish, budget=budget, solver=solver)


def _scenarios(words: tuple[str, ...], catalog: "Knowledge", as_of: str) -> "tuple[Cutoff, ...]":
    if not words:
        return ()
    from depaudit.scenarios.choose import each
    from depaudit.scenarios.library import library_in

    return each(words, library_in(catalog, as_of))


def _several(words: Sequence[str] | str) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


class FoundSets(frozenset[frozenset[str]]):
    """Minimal cut sets. `complete` is False where an order or a size limit cut the list; `limit` names that order.

    `limit`: every set of up to that many members is here; None where there is no such order.
    """

    complete: bool
    limit: int | None

    @classmethod
    def of(cls, sets: Iterable[Iterable[str]], *, complete: bool, limit: int | None) -> "FoundSets":
        """The sets, with what is missing said."""
        found = cls(frozenset(names) for names in sets)
        found.complete, found.limit = complete, limit
        return found


def cut_sets(
    inventory: Inventory,
    service: str,
    *,
    level: Level = "jurisdiction",
    max_order: int | None = None,
    most: int = MOST_LISTED,
    catalog: "Knowledge | None" = None,
) -> FoundSets:
    """Minimal sets of foreign states, vendors or leaf components whose loss leaves `service` down at the year's end.

    Unknown facts are taken for as bad as they may be. At most `most` sets of at most `max_order` members are
    listed, small ones first; the result says whether that, or the size of the problem, left any out.
    Raises SelectorError for an unknown service or level.
    """
    family = _worst_sets(inventory, service, level, catalog)
    counts = family.counts()
    listed = family.named(max_order, most)
    left_out = len(listed) < sum(counts.values())
    whole = [order for order, total in _running(counts) if total <= len(listed)]
    limit = max(whole, default=0) if left_out else family.limit
    return FoundSets.of(listed, complete=not left_out and family.limit is None, limit=limit)


def count_cut_sets(
    inventory: Inventory, service: str, *, level: Level = "jurisdiction", catalog: "Knowledge | None" = None
) -> dict[int, int]:
    """How many minimal cut sets there are of each order, exactly and without listing them.

    Raises SelectorError as `cut_sets` does, and LimitError where the problem is too large for an exact count.
    """
    family = _worst_sets(inventory, service, level, catalog)
    if family.limit is not None:
        raise LimitError(
            f"the cut sets of {service!r} cannot be counted exactly within the limits of this version",
            hint=f"cut_sets() lists those of up to {family.limit} members",
        )
    return family.counts()


def _worst_sets(inventory: Inventory, service: str, level: Level, catalog: "Knowledge | None") -> "CutFamily":
    from depaudit.cutoff.exact.elements import LEVELS
    from depaudit.cutoff.sets import service_sets

    if level not in LEVELS:
        raise SelectorError(f"no level {level!r}", hint=f"levels: {', '.join(LEVELS)}")
    simulation = Simulation(inventory, catalog)
    node = simulation.service(service).node
    return service_sets(simulation.graph, simulation.home, node, level).worst


def _running(counts: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """For each order: how many sets there are of it and of all smaller ones."""
    total = 0
    for order, count in counts.items():
        total += count
        yield order, total


def load_rates(path: "str | os.PathLike[str]") -> "Rates":
    """Read yearly rates from a file (`depaudit schema rates`). Raises ConfigError with all problems."""
    from depaudit.inventory.rates import load_rates as read

    return read(path)


def odds(inventory: Inventory, service: str, rates: "Rates", *, catalog: "Knowledge | None" = None) -> "Odds":
    """The probability that `service` is lost for good within a year of causes at `rates`; exact, or with its error.

    Raises SelectorError for an unknown service.
    """
    from depaudit.cutoff.odds import odds as find

    return find(Simulation(inventory, catalog), service, rates)


def importance(
    inventory: Inventory,
    service: str,
    *,
    level: Level = "component",
    rates: "Rates | None" = None,
    catalog: "Knowledge | None" = None,
) -> "tuple[Importance, ...]":
    """What bears most on the loss of `service`: every cause at `rates`, else every element of `level`, structural.

    Structural: each element lost with probability one half, which ranks them and forecasts nothing. Raises
    SelectorError for an unknown service, LimitError where the problem is too large for an exact answer.
    """
    from depaudit.cutoff.odds import importance as find

    return find(Simulation(inventory, catalog), service, level, rates=rates)


def settling_facts(
    inventory: Inventory, service: str, cut: Sequence[str], *, catalog: "Knowledge | None" = None
) -> "Settling":
    """The smallest sets of unknown facts that would settle whether `service` is down at the year's end under `cut`.

    Raises SelectorError for what is not in the inventory, LimitError where the facts combine in too many ways.
    """
    from depaudit.cutoff.settling import settling_facts as find

    simulation = Simulation(inventory, catalog)
    selectors = [simulation.selector(text) for text in cut]
    return find(simulation.graph, simulation.service(service).node, selectors)
