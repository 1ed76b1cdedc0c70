"""Upstreams by relation: what a vendor or an offering runs on, as shared nodes of the graph."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from depaudit.graph.draft import Draft
from depaudit.graph.levers import vendor_levers
from depaudit.graph.sources import Sources
from depaudit.graph.types import NEVER, Edge, Node, Quorum
from depaudit.model.duration import DAY
from depaudit.model.knowledge import Model, Offering, Upstream, Vendor
from depaudit.model.layer import layer_of
from depaudit.model.lever import BLOCKED


class Bond(NamedTuple):
    """What a relation does to the one who depends by it, and the layer in which the other one stands."""

    fails: int
    impairs: int
    carries: bool
    layer: str


RUN: Final = (0, 0, True)
CAPACITY: Final = (NEVER, 180 * DAY, False)
FLOW: Final = (NEVER, 365 * DAY, False)

BONDS: Final = {
    "hosting": Bond(*RUN, "cloud"),
    "operator": Bond(*RUN, "cloud"),
    "cdn-edge": Bond(*RUN, "network"),
    "identity": Bond(*RUN, "identity"),
    "database": Bond(*RUN, "data"),
    "model-api": Bond(*RUN, "inference"),
    "model-weights": Bond(*RUN, "model"),
    "content": Bond(*RUN, "data"),
    "search": Bond(*RUN, "inference"),
    "chips": Bond(*CAPACITY, "hardware"),
    "chip-design": Bond(*CAPACITY, "hardware"),
    "foundry": Bond(*CAPACITY, "hardware"),
    "memory": Bond(*CAPACITY, "hardware"),
    "semicap": Bond(*CAPACITY, "hardware"),
    "datacentre": Bond(*CAPACITY, "cloud"),
    "technology-licence": Bond(*FLOW, "framework"),
    "ip-licence": Bond(*FLOW, "hardware"),
    "software": Bond(*FLOW, "framework"),
    "runtime": Bond(*FLOW, "framework"),
}
"""Relations that act. Owners feed control; investors, revenue and the rest take nothing away."""

BY_MODEL: Final = frozenset({"model-api", "model-weights"})

MAKING: Final = frozenset({"chip-design", "foundry", "memory", "semicap", "ip-licence"})
"""Relations of a maker of chips. They concern what computes; a licence portal of the same vendor needs no chips."""

COMPUTES: Final = frozenset({"hardware", "cloud", "inference"})


def edges_to_upstreams(
    holder: str, upstreams: Iterable[Upstream], model: Model | None, draft: Draft, sources: Sources
) -> tuple[Edge, ...]:
    """The edges of one user of `holder` (a vendor id) to what stands behind it, one per relation or binding.

    A relation to models binds only the user of a model it names. Several upstreams of one relation are a group:
    all of them where that is sourced, any of them where that is, else unknown. One that stands alone is needed,
    unless its source leaves open whether the holder runs without it.
    """
    groups: dict[str, list[Upstream]] = {}
    for upstream in upstreams:
        if upstream.relation in BONDS and upstream.target != holder and _binds(upstream, model):
            groups.setdefault(upstream.relation, []).append(upstream)
    edges: list[Edge] = []
    for relation, members in sorted(groups.items()):
        edges.extend(_group(holder, relation, members, draft, sources))
    return tuple(edges)


def _binds(upstream: Upstream, model: Model | None) -> bool:
    if not upstream.binds:
        return upstream.relation not in BY_MODEL
    return model is not None and bool({model.id, model.family, model.developer} & set(upstream.binds))


def _group(holder: str, relation: str, members: list[Upstream], draft: Draft, sources: Sources) -> list[Edge]:
    bond = BONDS[relation]
    weak = {member.target: not member.fact.is_trusted(sources.trust) for member in members}
    targets = {member.target: upstream_node(member.target, bond.layer, draft, sources) for member in members}
    composition = members[0].composition
    if len(members) == 1:
        (alone,) = members
        left_open = composition == "unknown" and not alone.binds
        return [_edge(bond, targets[alone.target], relation, weak[alone.target] or left_open)]
    if composition == "all-of":
        return [_edge(bond, node, relation, weak[target]) for target, node in sorted(targets.items())]
    quorum = Quorum(1, tuple(targets[target] for target in sorted(targets)), unknown=composition == "unknown")
    name = f"{holder} {relation}: {', '.join(sorted(targets))}"
    node = draft.shared(("group", holder, relation, *sorted(targets)), lambda: Node(name, "group", gate=quorum))
    return [_edge(bond, node, relation, any(weak.values()))]


def _edge(bond: Bond, target: int, relation: str, weak: bool) -> Edge:
    return Edge(target, bond.fails, bond.impairs, bond.carries, unknown=weak, label=relation)


def upstream_node(target: str, layer: str, draft: Draft, sources: Sources) -> int:
    """The shared node of an upstream vendor or offering in one layer, made on first use."""
    key = ("upstream", target, layer)
    if (known := draft.find(key)) is not None:
        return known
    offering = sources.catalog.offering(target)
    vendor = sources.vendor(offering.vendor if offering else target)
    index = draft.reserve(key)
    layers = (layer, layer_of(offering.kind)) if offering else (layer,)
    extra = offering.control if offering else ()
    levers = tuple(vendor_levers(vendor, sources, BLOCKED, extra=extra))
    edges = edges_behind(offering, vendor, None, draft, sources)
    draft.fill(
        index,
        Node(target, "offering" if offering else "vendor", edges, levers=levers, layers=tuple(dict.fromkeys(layers))),
    )
    return index


def edges_behind(
    offering: Offering | None, vendor: Vendor | None, model: Model | None, draft: Draft, sources: Sources
) -> tuple[Edge, ...]:
    """Edges to the upstreams of a hosted offering: its own, and those of its vendor in relations it is silent on.

    What its vendor needs to make chips is inherited by offerings that compute, and by no others.
    """
    own = offering.upstreams if offering else ()
    said = {upstream.relation for upstream in own}
    general = vendor.upstreams if vendor else ()
    apart = said if offering is None or layer_of(offering.kind) in COMPUTES else said | MAKING
    inherited = tuple(upstream for upstream in general if upstream.relation not in apart)
    holder = vendor.id if vendor else ""
    return edges_to_upstreams(holder, own + inherited, model, draft, sources)
