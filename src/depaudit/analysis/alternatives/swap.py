"""An alternative in the place of a component: how the inventory would say it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from depaudit.analysis.alternatives.candidate import Candidate
from depaudit.analysis.facts import catalog_of
from depaudit.cutoff.simulation import Simulation
from depaudit.graph.levers import resolve
from depaudit.model.inventory import Component, Copy, Item, Organisation
from depaudit.model.jurisdiction import expand, is_jurisdiction

if TYPE_CHECKING:
    from depaudit.catalog import Catalog

MACHINE_LAYERS: Final = frozenset({"cloud", "network", "inference", "model", "hardware"})
"""What a thing runs on: it does not come along when somebody else runs the thing, or when somebody else did."""


def swapped(simulation: Simulation, old: Component, candidate: Candidate, avoid: Iterable[str] = ()) -> Component:
    """`old` served by `candidate`. A host in none of the states `avoid` is chosen if it is offered.

    What one runs oneself stands in the organisation's own jurisdiction and keeps a copy.
    """
    organisation = simulation.inventory.organisation
    hosted = candidate.hosted
    kept = old._replace(provider=None, via=None, kind=None, model=None, developer=None, weights=None, licence=None,
                        base_model=None, retires_on=None, contract=None, uses=candidate.id,
                        requires=kept_requirements(simulation, old, hosted=hosted))  # fmt: skip
    if hosted:
        catalog = catalog_of(simulation)
        place = region(candidate, organisation, catalog, avoid)
        return kept._replace(deployment="hosted", region=place, copy=None)
    own = (organisation.jurisdiction,) if organisation.jurisdiction else ()
    return kept._replace(deployment="self-hosted", copy=Copy("mirrored"), region=own)


def kept_requirements(simulation: Simulation, old: Component, *, hosted: bool) -> tuple[Item, ...]:
    """What a replacement of `old` still requires: log-in, keys and data; machines only if one had and has one's own.

    Where a gate stands among the requirements all of them stay.
    """
    own_before = not resolve(old, simulation.sources).hosted
    if (own_before and not hosted) or any(not isinstance(item.target, str) for item in old.requires):
        return old.requires
    graph = simulation.graph
    return tuple(item for item in old.requires if isinstance(item.target, str)
                 and not MACHINE_LAYERS & set(graph.nodes[graph.by_id[item.target]].layers))  # fmt: skip


def region(
    candidate: Candidate, organisation: Organisation, catalog: "Catalog", avoid: Iterable[str] = ()
) -> tuple[str, ...]:
    """Where a service would run: at home if offered, else in a state that is not cut; empty if not known."""
    raw = catalog.raw("offering", candidate.offering.id) if candidate.offering else None
    offered = [code for code in (raw or {}).get("regions", ()) if is_jurisdiction(code)]
    home = expand((*organisation.home, organisation.jurisdiction or ""))
    cut = expand(avoid)
    free = [code for code in offered if code not in cut]
    return tuple([code for code in free if code in home][:1] or free[:1] or offered[:1])
