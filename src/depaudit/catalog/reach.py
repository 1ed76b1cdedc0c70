"""Which states reach an entry through what it runs on: the second-order paths of a card, with what they rest on."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from depaudit.model.knowledge import Control, Offering, Upstream, Vendor

if TYPE_CHECKING:
    from depaudit.catalog.store import Catalog

RUNS_ON: Final = frozenset(
    ("hosting", "operator", "cdn-edge", "identity", "database", "model-api", "model-weights", "content", "search")
)
"""Relations whose loss stops what stands on them (semantics: "What a component loses")."""
_DEPTH = 3
_WEAKEST = ("contested", "unverified", "medium", "high")


class Reach(NamedTuple):
    """A state that reaches an entry through others. `confidence` is that of the weakest link, `sources` of all."""

    state: str
    path: tuple[str, ...]
    composition: str
    binds: tuple[str, ...]
    confidence: str
    sources: tuple[str, ...]


def reaches(catalog: "Catalog", upstreams: Iterable[Upstream]) -> tuple[Reach, ...]:
    """Every state behind the upstreams that act at once, nearest first; each chain of names once."""
    found = {(one.state, one.path): one for one in _walk(catalog, tuple(upstreams), (), (), _DEPTH)}
    return tuple(sorted(found.values(), key=lambda one: (one.state, len(one.path), one.path)))


def _walk(
    catalog: "Catalog",
    upstreams: tuple[Upstream, ...],
    path: tuple[str, ...],
    links: tuple[Upstream, ...],
    depth: int,
) -> Iterator[Reach]:
    for upstream in upstreams:
        if upstream.relation not in RUNS_ON or upstream.target in path or not depth:
            continue
        offering = catalog.offering(upstream.target)
        vendor = catalog.vendor(offering.vendor if offering else upstream.target)
        here, chain = (*path, upstream.target), (*links, upstream)
        for control in _grips(vendor, offering):
            yield _reach(control, here, chain)
        yield from _walk(catalog, upstreams_of(offering, vendor), here, chain, depth - 1)


def _grips(vendor: Vendor | None, offering: Offering | None) -> Iterator[Control]:
    controls = (*(vendor.control if vendor else ()), *(offering.control if offering else ()))
    acting = [one for one in controls if not one.pending and one.basis != "theoretical"]
    for state in sorted({one.state for one in acting}):
        yield max((one for one in acting if one.state == state), key=lambda one: _WEAKEST.index(one.fact.confidence))


def _reach(control: Control, path: tuple[str, ...], links: tuple[Upstream, ...]) -> Reach:
    facts = [control.fact, *(link.fact for link in links)]
    return Reach(
        state=control.state,
        path=path,
        composition=" > ".join(link.composition for link in links),
        binds=links[0].binds,
        confidence=min((fact.confidence for fact in facts), key=_WEAKEST.index),
        sources=tuple(dict.fromkeys(source for fact in facts for source in fact.sources)),
    )


def upstreams_of(offering: Offering | None, vendor: Vendor | None) -> tuple[Upstream, ...]:
    """The upstreams of an offering, and those of its vendor in relations on which it is silent."""
    own = offering.upstreams if offering else ()
    said = {upstream.relation for upstream in own}
    return own + tuple(one for one in (vendor.upstreams if vendor else ()) if one.relation not in said)
