"""Fallbacks compared with what they protect: which fall together, and what they share."""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_

from depaudit.analysis.assessment import ServiceFacts
from depaudit.cutoff.batch import Batch
from depaudit.cutoff.curve import at, bits_of
from depaudit.cutoff.scenario import NOT_FOUND, Cutoff
from depaudit.graph.types import Choice, Graph, Node, Way, reads
from depaudit.model.duration import YEAR
from depaudit.model.inventory import AnyOf, Component, Gate, Inventory, Option, Service
from depaudit.model.lever import BLOCKED, FOREIGN
from depaudit.model.results import FallbackPair, Shared
from depaudit.model.verdict import CutKind

_KINDS: tuple[CutKind, ...] = ("model", "vendor", "layer", "jurisdiction", "scenario")


def fallback_pairs(batch: Batch, inventory: Inventory, services: Sequence[ServiceFacts]) -> tuple[FallbackPair, ...]:
    """Every option behind the first of every gate on which a service rests, in the order of the inventory."""
    return tuple(_Comparison(batch, inventory, services).pairs())


class _Comparison:
    def __init__(self, batch: Batch, inventory: Inventory, services: Sequence[ServiceFacts]) -> None:
        self.batch, self.inventory, self.graph = batch, inventory, batch.graph
        self.services = services
        self.under = {service.id: cone(self.graph, self.graph.by_id[service.id]) for service in services}

    def pairs(self) -> Iterator[FallbackPair]:
        """One pair per fallback option, for gates that some service reads."""
        written = dict(written_gates(self.inventory))
        for index, node in enumerate(self.graph.nodes):
            gate = written.get(node.id)
            if not isinstance(node.gate, Choice) or gate is None:
                continue
            users = tuple(service for service in self.services if index in self.under[service.id])
            if users:
                first = node.gate.ways[0]
                for way, option in zip(node.gate.ways[1:], gate.options[1:], strict=True):
                    yield self._pair(index, first, way, option, gate, users)

    def _pair(
        self, index: int, first: Way, way: Way, option: Option, gate: AnyOf, users: tuple[ServiceFacts, ...]
    ) -> FallbackPair:
        run = self.batch.on.run
        lost = _ever(run.curves[first.target]) & _ever(run.curves[way.target]) & ~(1 << self.batch.baseline_bit)
        whole = at(run.curves[index], YEAR)
        cutoffs = self.batch.cutoffs
        kills = sorted((cutoffs[bit] for bit in bits_of(lost)), key=_worst_first)
        switch = option.switch or gate.switch
        nodes = self.graph.nodes
        return FallbackPair(
            gate=nodes[index].id,
            primary=nodes[first.target].id,
            option=nodes[way.target].id,
            kills=tuple((cutoff.id, cutoff.kind) for cutoff in kills if cutoff.foreign),
            shared=tuple(self._shared(first.target, way.target)),
            falls_entirely=tuple(cutoffs[bit].id for bit in bits_of(lost & whole) if cutoffs[bit].foreign),
            switch=way.ready_when(NOT_FOUND),
            switch_mode=(switch.mode if switch else None) or "manual",
            switch_stated=switch is not None and (switch.mode is not None or switch.time is not None),
            tested=switch.tested.isoformat() if switch and switch.tested else None,
            rto=min(service.rto for service in users),
            services=tuple(service.id for service in users),
            position=option.position,
            silent=way.fires_on is not None and NOT_FOUND not in way.fires_on,
        )

    def _shared(self, one: int, other: int) -> Iterator[tuple[Shared, str]]:
        """What two options have in common, most specific first."""
        left, right = cone(self.graph, one), cone(self.graph, other)
        for number in sorted(left & right):
            node = self.graph.nodes[number]
            if node.kind in ("vendor", "offering"):
                yield "upstream", node.id
            elif node.kind == "component":
                kind: Shared = "component"
                if "identity" in node.layers:
                    kind = "identity"
                elif "gateway" in node.layers:
                    kind = "gateway"
                yield kind, node.id
        mine, theirs = (_Traits.of(self.graph, part) for part in (left, right))
        yield from (("model", name) for name in sorted(mine.models & theirs.models))
        operators = mine.vendors & theirs.vendors
        yield from (("operator", name) for name in sorted(operators))
        parents = mine.owners(self.graph) & theirs.owners(self.graph)
        yield from (("parent", name) for name in sorted(parents - operators))
        yield from (("jurisdiction", name) for name in sorted(mine.states & theirs.states))


class _Traits:
    def __init__(self, models: set[str], vendors: set[str], states: set[str]) -> None:
        self.models, self.vendors, self.states = models, vendors, states

    @classmethod
    def of(cls, graph: Graph, part: Iterable[int]) -> "_Traits":
        """What stands under one option: models, vendors and states whose lever blocks."""
        models: set[str] = set()
        vendors: set[str] = set()
        states: set[str] = set()
        for number in part:
            for lever in graph.nodes[number].levers:
                if lever.profile == BLOCKED:
                    models.update(lever.models[:1])
                    vendors.update(name for name in (lever.vendor,) if name)
                    states.update(lever.places)
                    states.update(name for name in (lever.jurisdiction,) if name and name != FOREIGN)
        return cls(models, vendors, states)

    def owners(self, graph: Graph) -> set[str]:
        """The vendors and everyone above them."""
        return {owner for vendor in self.vendors for owner in graph.owners[vendor]}


def cone(graph: Graph, start: int) -> frozenset[int]:
    """Everything that a node stands on at run time, itself included."""
    seen, waiting = {start}, [start]
    while waiting:
        node = graph.nodes[waiting.pop()]
        for target in _needed(node):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return frozenset(seen)


def _needed(node: Node) -> Iterator[int]:
    stopped = {edge.target for edge in node.requires if edge.fails < 0}
    return (target for target in reads(node) if target not in stopped)


def written_gates(inventory: Inventory) -> Iterator[tuple[str, AnyOf]]:
    """The ordered fallbacks of an inventory with the ids of their nodes."""
    owners: list[Component | Service] = [*inventory.components, *inventory.services]
    for owner in owners:
        gates: list[tuple[str, Gate | None]] = [(owner.id, owner.gate)]
        for number, item in enumerate(owner.requires, start=1):
            if not isinstance(item.target, str):
                gates.append((f"{owner.id}#{number}", item.target))
        yield from ((name, gate) for name, gate in gates if isinstance(gate, AnyOf))


def _ever(curve: list[tuple[int, int]]) -> int:
    return reduce(or_, (mask for _, mask in curve), 0)


def _worst_first(cutoff: Cutoff) -> tuple[int, str]:
    return _KINDS.index(cutoff.kind), cutoff.id
