"""Inventory and catalog become one dependency graph, in one pass over the inventory."""

from collections.abc import Hashable, Iterable
from typing import NamedTuple

from depaudit.errors import InventoryError
from depaudit.graph.assume import Notes
from depaudit.graph.draft import Draft
from depaudit.graph.levers import Resolved, is_leaf, levers_of, resolve, says_nothing
from depaudit.graph.sources import Sources
from depaudit.graph.types import NEVER, Choice, Edge, Graph, Node, Quorum, Way
from depaudit.graph.upstream import edges_behind
from depaudit.model.duration import DAY, MINUTE
from depaudit.model.inventory import AnyOf, Component, Gate, Inventory, Item, KOfN, Purpose, Service, Switch
from depaudit.model.jurisdiction import expand
from depaudit.model.lever import Lever

EFFECT_OF_PURPOSE: dict[Purpose, tuple[int, int]] = {
    "run": (0, 0),
    "quality": (NEVER, 0),
    "deploy": (NEVER, 30 * DAY),
    "train": (NEVER, 180 * DAY),
    "support": (NEVER, 365 * DAY),
}
"""(fails, impairs) by what a requirement is for (semantics: "How a loss travels")."""

UNSAID_SWITCH, UNTIMED_AUTOMATIC, UNTIMED_MANUAL = 7 * DAY, 5 * MINUTE, DAY


def build_graph(inventory: Inventory, sources: Sources) -> Graph:
    """The graph of a whole inventory. Pure; the catalog is read for what the inventory names, and no more."""
    return built(inventory, sources)[0]


def built(inventory: Inventory, sources: Sources) -> tuple[Graph, Draft]:
    """The graph, and the draft of it that a change goes on from."""
    draft = Draft()
    index = {component.id: draft.reserve() for component in inventory.components}
    index |= {service.id: draft.reserve() for service in inventory.services}
    builder = Builder(sources, draft, index)
    builder.put(inventory.components, inventory.services)
    return builder.graph(inventory), draft


def switch_time(switch: Switch | None) -> int:
    """Seconds until a fallback is in use, with the defaults that the semantics give."""
    if switch is None:
        return UNSAID_SWITCH
    if switch.time is not None:
        return switch.time
    return {"automatic": UNTIMED_AUTOMATIC, "manual": UNTIMED_MANUAL, None: UNSAID_SWITCH}[switch.mode]


class _Ties(NamedTuple):
    """What ties a component to others than its organisation: the catalog's answer, levers, and upstreams."""

    resolved: Resolved
    levers: tuple[Lever, ...]
    upstreams: tuple[Edge, ...]


class Builder:
    """Completes nodes of a draft, whose places are in `index` by id; notes what is assumed of them."""

    def __init__(self, sources: Sources, draft: Draft, index: dict[str, int]) -> None:
        self.sources = sources
        self.draft = draft
        self.index = index
        self.notes = Notes()
        self._ties: dict[Hashable, _Ties] = {}

    def put(self, components: Iterable[Component], services: Iterable[Service]) -> None:
        """Complete the nodes of some components and services."""
        for component in components:
            self.component(component)
        for service in services:
            self.service(service)

    def component(self, component: Component) -> None:
        """Complete the node of one component: its levers, requirements, gate and upstreams."""
        index = self.index[component.id]
        own = self.edges(component.id, component.requires, index)
        resolved, levers, upstreams = self.ties(component)
        gate = self.gate(component.id, component.gate, index) if component.gate else None
        keeper = component.copy.at if component.copy else None
        guard = self.index[keeper] if keeper is not None and any(lever.guarded for lever in levers) else NEVER
        node = Node(component.id, "component", own + upstreams, gate, levers, guard, (resolved.layer,),
                    is_leaf(component), component.position)  # fmt: skip
        self.draft.fill(index, node)
        self.notes.component(index, component, resolved)

    def ties(self, component: Component) -> _Ties:
        """The ties of a component, found once for all that say the same of themselves."""
        said = (component.uses, component.via, component.provider, component.kind, component.model,
                component.developer, component.weights, component.deployment, component.region, component.copy,
                says_nothing(component))  # fmt: skip
        if (known := self._ties.get(said)) is None:
            resolved = resolve(component, self.sources)
            levers = tuple(levers_of(component, resolved, self.sources))
            known = self._ties[said] = _Ties(resolved, levers, self.upstreams(component, resolved))
        return known

    def service(self, service: Service) -> None:
        """Complete the node of one service."""
        index = self.index[service.id]
        edges = self.edges(service.id, service.requires, index)
        gate = self.gate(service.id, service.gate, index) if service.gate else None
        self.draft.fill(index, Node(service.id, "service", edges, gate, position=service.position))
        self.notes.service(index, service)

    def edges(self, owner: str, items: Iterable[Item], index: int) -> tuple[Edge, ...]:
        """Requirements as edges; an inline gate becomes a node of its own."""
        edges = []
        for number, item in enumerate(items, start=1):
            fails, impairs = EFFECT_OF_PURPOSE[item.purpose]
            if item.survives is not None:
                fails = item.survives
            if isinstance(item.target, str):
                target = self.index[item.target]
            else:
                name = f"{owner}#{number}"
                node = Node(name, "gate", gate=self.gate(name, item.target, index), position=item.position)
                target = self.draft.put(("gate", owner, number), node)
            edges.append(Edge(target, fails, impairs, item.purpose in {"run", "quality"}, label=item.purpose))
        return tuple(edges)

    def gate(self, owner: str, gate: Gate, index: int) -> Choice | Quorum:
        """A gate with the defaults of ours applied, each noted as an assumption. Raises InventoryError."""
        if isinstance(gate, KOfN):
            if gate.k > len(gate.members):
                raise InventoryError(f"{gate.k} of {len(gate.members)} can never hold", position=gate.position,
                                     hint="k is at most the number of members")  # fmt: skip
            return Quorum(gate.k, tuple(self.index[member] for member in gate.members))
        return Choice(tuple(self.ways(owner, gate, index)))

    def ways(self, owner: str, gate: AnyOf, index: int) -> Iterable[Way]:
        """The options of a fallback, the first at once and the others after their switch."""
        for number, option in enumerate(gate.options):
            target = self.index[option.target]
            if number == 0:
                yield Way(target)
                continue
            switch = option.switch if option.switch is not None else gate.switch
            self.notes.switch(
                index, self.index[gate.options[0].target], owner, option.target, switch, option.position
            )
            automatic = switch is not None and switch.mode == "automatic"
            fires_on = switch.fires_on if switch is not None and automatic else None
            yield Way(target, switch_time(switch), option.lasts, fires_on)

    def upstreams(self, component: Component, resolved: Resolved) -> tuple[Edge, ...]:
        """Edges to what the operator of a hosted component, and its router, themselves run on."""
        edges: tuple[Edge, ...] = ()
        catalog = self.sources.catalog
        if resolved.hosted and component.provider is not None:
            named = component.provider.name if not component.provider.own else ""
            edges = edges_behind(None, catalog.vendor_named(named) if named else None, resolved.model, self.draft,
                                 self.sources)  # fmt: skip
        elif resolved.hosted and resolved.offering is not None:
            vendor = catalog.vendor(resolved.offering.vendor)
            edges = edges_behind(resolved.offering, vendor, resolved.model, self.draft, self.sources)
        if resolved.router is not None:
            vendor = catalog.vendor(resolved.router.vendor)
            edges += edges_behind(resolved.router, vendor, resolved.model, self.draft, self.sources)
        return edges

    def graph(self, inventory: Inventory) -> Graph:
        """The finished graph, with the chain of owners of every vendor that holds a lever."""
        nodes = tuple(self.draft.nodes)
        owners, names = holders(nodes, self.sources)
        home = expand(inventory.organisation.home)
        return Graph(nodes, dict(self.index), home, owners, names, self.notes.found())


def holders(nodes: Iterable[Node], sources: Sources) -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    """By vendor that holds a lever: itself and everyone above it; and the names of all of them."""
    vendors = {lever.vendor for node in nodes for lever in node.levers if lever.vendor}
    owners = {vendor: _owners(vendor, sources) for vendor in sorted(vendors)}
    names = {}
    for vendor in sorted({*vendors, *(owner for chain in owners.values() for owner in chain)}):
        record = sources.vendor(vendor)
        names[vendor] = record.name if record else vendor
    return owners, names


def _owners(vendor_id: str, sources: Sources) -> frozenset[str]:
    """`vendor_id` and everyone above it: what a cut of each of them takes along (semantics: "Time and cuts")."""
    seen, waiting = {vendor_id}, [vendor_id]
    while waiting:
        record = sources.vendor(waiting.pop())
        for parent in record.parents if record else ():
            if parent not in seen:
                seen.add(parent)
                waiting.append(parent)
    return frozenset(seen)


def jurisdictions_of(lever: Lever) -> tuple[str, ...]:
    """The states that a lever names, if any."""
    return lever.places or ((lever.jurisdiction,) if lever.jurisdiction else ())
