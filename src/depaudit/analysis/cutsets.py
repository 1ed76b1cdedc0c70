"""Cut sets of services, with what bears most on them and how likely they are: what `depaudit cutsets` shows."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from depaudit.cutoff.exact.elements import Level
from depaudit.cutoff.exact.search import CutFamily, Method
from depaudit.cutoff.odds import importance, odds
from depaudit.cutoff.scenario import Selector
from depaudit.cutoff.sets import service_sets
from depaudit.cutoff.settling import Settling, settling_facts
from depaudit.cutoff.simulation import Simulation
from depaudit.errors import LimitError
from depaudit.model.rates import Importance, Odds, Rates

MOST_LISTED: Final = 10_000
MOST_SETTLED: Final = 5


class LevelSets(NamedTuple):
    """The cut sets of one service at one level.

    `sets` are those that stop it for certain, `unknown_sets` those that do if unknown facts are as bad as they may
    be. `counts` are (order, number) at the worse answer, complete up to `limit` (None: all there are). `listed` is
    the largest order of which every set is listed; None where nothing was left out. `settling`: for the first few
    of `unknown_sets`, the facts that would settle them. `importance` is structural.
    """

    service: str
    level: Level
    method: Method
    elements: int
    counts: tuple[tuple[int, int], ...]
    limit: int | None
    sets: tuple[tuple[str, ...], ...]
    unknown_sets: tuple[tuple[str, ...], ...]
    listed: int | None
    settling: tuple[tuple[tuple[str, ...], Settling], ...]
    importance: tuple[Importance, ...]


class ServiceOdds(NamedTuple):
    """How likely a service is lost by the user's rates, and the importance of each cause."""

    service: str
    odds: Odds
    importance: tuple[Importance, ...]


def level_sets(simulation: Simulation, service: str, level: Level, max_order: int | None = None) -> LevelSets:
    """The cut sets of `service` at `level`, listed up to `max_order`. Raises SelectorError for an unknown service."""
    node = simulation.service(service).node
    found = service_sets(simulation.graph, simulation.home, node, level)
    certain = found.known.named(max_order, MOST_LISTED)
    worst = certain if found.worst is found.known else found.worst.named(max_order, MOST_LISTED)
    known = set(certain)
    possible = tuple(names for names in worst if names not in known)
    try:
        weights = importance(simulation, service, level)
    except LimitError:
        weights = ()
    return LevelSets(
        service, level, found.worst.method, len(found.worst.elements), tuple(found.worst.counts().items()),
        found.worst.limit, tuple(certain), possible, _whole(found.worst, len(worst)),
        tuple(_settled(simulation, node, level, possible[:MOST_SETTLED])), weights,
    )  # fmt: skip


def service_odds(simulation: Simulation, service: str, rates: Rates) -> ServiceOdds:
    """How likely `service` is lost. Raises SelectorError and LimitError."""
    try:
        weights = importance(simulation, service, "component", rates=rates)
    except LimitError:
        weights = ()
    return ServiceOdds(service, odds(simulation, service, rates), weights)


def _whole(family: CutFamily, listed: int) -> int | None:
    """The largest order of which all sets are listed; None if all sets there are."""
    counts = family.counts()
    if listed == sum(counts.values()):
        return family.limit
    whole = 0
    for order, count in counts.items():
        if listed < count:
            break
        listed -= count
        whole = order
    return whole


def _settled(
    simulation: Simulation, node: int, level: Level, sets: Sequence[tuple[str, ...]]
) -> list[tuple[tuple[str, ...], Settling]]:
    found = []
    for names in sets:
        cut = [Selector(level, name) for name in names]
        try:
            found.append((names, settling_facts(simulation.graph, node, cut)))
        except LimitError:
            continue
    return found
