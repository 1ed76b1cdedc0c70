"""An alternative in the place of a component: how the inventory would say it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from depaudit.analysis.alternatives.candidate import Candidate
from depaudit.model.inventory import Component, Copy, Organisation
from depaudit.model.jurisdiction import expand, is_jurisdiction

if TYPE_CHECKING:
    from depaudit.catalog import Catalog


def swapped(
    old: Component, candidate: Candidate, organisation: Organisation, catalog: "Catalog", avoid: Iterable[str] = ()
) -> Component:
    """`old` served by `candidate`. What it requires stays; a host in none of the states `avoid` is chosen if offered.

    What one runs oneself stands in the organisation's own jurisdiction and keeps a copy.
    """
    kept = old._replace(provider=None, via=None, kind=None, model=None, developer=None, weights=None, licence=None,
                        base_model=None, retires_on=None, contract=None)  # fmt: skip
    if candidate.hosted:
        place = region(candidate, organisation, catalog, avoid)
        return kept._replace(uses=candidate.id, deployment="hosted", region=place, copy=None)
    own = (organisation.jurisdiction,) if organisation.jurisdiction else ()
    return kept._replace(uses=candidate.id, deployment="self-hosted", copy=Copy("mirrored"), region=own)


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
