"""Parts and gates as rules read them: one pass over the inventory, each part joined with the catalog."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from depaudit.analysis.users import Users
from depaudit.cutoff.batch import Batch, Side
from depaudit.cutoff.curve import at, bits_of, intervals
from depaudit.cutoff.simulation import Simulation
from depaudit.graph.levers import resolve
from depaudit.graph.types import NEVER, Choice, Edge, Graph, Node, Quorum, reads
from depaudit.model.duration import YEAR
from depaudit.model.inventory import Component, Inventory, Purpose, Service
from depaudit.model.lever import BLOCKED, FOREIGN, Lever
from depaudit.model.parts import Behind, GateFacts, Part
from depaudit.model.verdict import CutKind

MODEL_AXES = frozenset({"developer"})


def parts_of(simulation: Simulation, users: Users) -> tuple[Part, ...]:
    """Every leaf component under a service, in the order of the inventory."""
    return tuple(_Parts(simulation, users).parts())


def gates_of(batch: Batch, inventory: Inventory, users: Users) -> tuple[GateFacts, ...]:
    """Every written gate under a service, with the foreign single cuts that leave nothing of it at the year's end."""
    graph = batch.graph
    found = []
    for index, node in enumerate(graph.nodes):
        gate = node.gate
        if gate is None or node.kind not in ("component", "service", "gate") or not users.ever[index]:
            continue
        chosen = [users.services[bit] for bit in bits_of(users.ever[index])]
        lost, may = _lost_whole(batch.off, index), _lost_whole(batch.on, index)
        late = _late(batch.on, index, min(service.rto for service in chosen)) & ~may
        targets = tuple(way.target for way in gate.ways) if isinstance(gate, Choice) else gate.members
        found.append(
            GateFacts(
                node.id,
                "k_of_n" if isinstance(gate, Quorum) else "any_of",
                tuple(graph.nodes[target].id for target in targets),
                gate.k if isinstance(gate, Quorum) else 1,
                users.ids(users.ever[index]),
                users.critical(users.ever[index]),
                _foreign(batch, lost),
                node.position,
                _foreign(batch, may & ~lost),
                _foreign(batch, late),
            )
        )
    return tuple(found)


def _lost_whole(side: Side, index: int) -> int:
    """The scenarios in which a gate is down at the year's end, and not by a lever of its own."""
    own = at(side.run.own_curves[index], YEAR) if index in side.run.own_curves else 0
    return at(side.run.curves[index], YEAR) & ~own


def _late(side: Side, index: int, rto: int) -> int:
    """The scenarios in which a gate is down for longer than `rto` seconds and comes back within the year."""
    gaps = intervals(side.run.curves[index], side.pulls.full, YEAR)
    return sum(1 << bit for bit, spans in gaps if any(end is not None and end - start > rto for start, end in spans))


def _foreign(batch: Batch, mask: int) -> tuple[tuple[str, CutKind], ...]:
    cuts = (batch.cutoffs[bit] for bit in bits_of(mask & ~(1 << batch.baseline_bit)))
    return tuple((cut.id, cut.kind) for cut in cuts if cut.foreign)


class _Hands(NamedTuple):
    """Who holds the levers of a part: the vendor, the states by what they can do, and the places."""

    vendor: str
    control: tuple[str, ...]
    places: tuple[str, ...]
    frozen_by: tuple[str, ...]
    made_in: tuple[str, ...]


class _Parts:
    def __init__(self, simulation: Simulation, users: Users) -> None:
        self.simulation = simulation
        self.graph = simulation.graph
        self.users = users
        self.stand_ins = _stand_ins(self.graph)
        self.purposes = _purposes(simulation.inventory)
        self._hands: dict[tuple[Lever, ...], _Hands] = {}
        self._upstreams: dict[tuple[Edge, ...], tuple[Behind, ...]] = {}

    def parts(self) -> Iterator[Part]:
        """One part per component that stands for something in the world."""
        for component in self.simulation.inventory.components:
            index = self.graph.by_id[component.id]
            if (component.uses or component.provider) and self.users.ever[index]:
                yield self._part(component, index)

    def _part(self, component: Component, index: int) -> Part:
        sources = self.simulation.sources
        resolved = resolve(component, sources)
        node = self.graph.nodes[index]
        hands = self._held(node.levers)
        users = self.users.ever[index]
        model = resolved.model
        retires = component.retires_on.isoformat() if component.retires_on else (model.retires_on if model else "")
        base = component.base_model or (model.base_model if model else "")
        nearest = getattr(sources.catalog, "nearest", None)
        return Part(
            component.id,
            self.users.ids(users),
            self.users.critical(users),
            "fallback" if index in self.stand_ins else "primary",
            resolved.layer,
            resolved.hosted,
            own=component.provider is not None and component.provider.own,
            uses=component.uses or "",
            missing=resolved.missing if component.provider is None else "",
            near=nearest(resolved.missing) if resolved.missing and nearest else (),
            vendor=hands.vendor,
            vendor_name=self.graph.names.get(hands.vendor, hands.vendor),
            control=hands.control,
            places=hands.places,
            frozen_by=hands.frozen_by,
            behind=self._known_behind(node),
            model=model.id if model else (component.model or resolved.unknown_model),
            weights=component.weights or (model.weights if model else ""),
            task=model.task if model else "",
            made_in=hands.made_in or self._states_of_model(model.id if model else component.model or ""),
            base_model=base,
            base_from=self._states_of_model(base),
            copy=component.copy.state if component.copy else "",
            verified=component.copy.verified.isoformat() if component.copy and component.copy.verified else "",
            retires_on=retires,
            purposes=tuple(sorted(self.purposes[component.id])),
            contract=component.contract,
            data=component.data,
            router=resolved.router.name if resolved.router else "",
            position=component.position,
        )

    def _held(self, levers: tuple[Lever, ...]) -> _Hands:
        """The hands in which levers are, found once for all parts with the same ones."""
        if (known := self._hands.get(levers)) is None:
            known = self._hands[levers] = _hands(levers)
        return known

    def _states_of_model(self, name: str) -> tuple[str, ...]:
        """The states that can order who made a model, where the catalog knows them."""
        sources = self.simulation.sources
        model = sources.catalog.model(name) if name else None
        vendor = sources.vendor(model.developer if model else name.partition("/")[0]) if name else None
        return tuple(sorted({one.state for one in vendor.control if not one.pending})) if vendor else ()

    def _known_behind(self, node: Node) -> tuple[Behind, ...]:
        """What takes the operator down with it, found once for all parts that require the same."""
        if (known := self._upstreams.get(node.requires)) is None:
            known = self._upstreams[node.requires] = tuple(self._behind(node))
        return known

    def _behind(self, node: Node) -> Iterator[Behind]:
        """What takes the operator down with it, one or several steps away."""
        waiting = [(edge.target, edge.label, not edge.unknown) for edge in node.requires
                   if edge.fails == 0 and _is_upstream(self.graph, edge.target)]  # fmt: skip
        seen: set[int] = set()
        while waiting:
            target, relation, sure = waiting.pop(0)
            if target in seen:
                continue
            seen.add(target)
            found = self.graph.nodes[target]
            states = _states(lever for lever in found.levers if lever.profile == BLOCKED)
            if states:
                yield Behind(found.id, self.graph.names.get(found.id, found.id), relation, states, sure)
            single = found.gate is None or (
                isinstance(found.gate, Quorum) and found.gate.k == len(found.gate.members)
            )
            members = found.gate.members if isinstance(found.gate, Quorum) else ()
            waiting += [(member, relation, sure and single) for member in members]
            waiting += [(edge.target, edge.label, sure and not edge.unknown)
                        for edge in found.requires if edge.fails == 0]  # fmt: skip


def _is_upstream(graph: Graph, node: int) -> bool:
    return graph.nodes[node].kind in ("vendor", "offering", "group")


def _hands(levers: tuple[Lever, ...]) -> _Hands:
    return _Hands(
        next((lever.vendor for lever in levers if lever.axis == "control" and lever.vendor), "") or "",
        _states(lever for lever in levers if lever.axis == "control" and not lever.unknown),
        tuple(sorted({place for lever in levers for place in lever.places})),
        _states(lever for lever in levers if lever.profile != BLOCKED),
        _states(lever for lever in levers if lever.axis in MODEL_AXES),
    )


def _states(levers: Iterable[Lever]) -> tuple[str, ...]:
    return tuple(sorted({lever.jurisdiction for lever in levers if lever.jurisdiction} - {FOREIGN}))


def _stand_ins(graph: Graph) -> frozenset[int]:
    """Nodes that are reached only through options behind the first."""
    first: set[int] = set()
    waiting = [index for index, node in enumerate(graph.nodes) if node.kind == "service"]
    while waiting:
        index = waiting.pop()
        if index in first:
            continue
        first.add(index)
        node = graph.nodes[index]
        later = {way.target for way in node.gate.ways[1:]} if isinstance(node.gate, Choice) else set()
        kept = {edge.target for edge in node.requires}
        waiting += [target for target in reads(node) if target != NEVER and (target not in later or target in kept)]
    return frozenset(range(len(graph.nodes))) - first


def _purposes(inventory: Inventory) -> Mapping[str, set[Purpose]]:
    """What each component is required for, by those that name it."""
    found: defaultdict[str, set[Purpose]] = defaultdict(set)
    owners: list[Component | Service] = [*inventory.components, *inventory.services]
    for owner in owners:
        for item in owner.requires:
            if isinstance(item.target, str):
                found[item.target].add(item.purpose)
    return found
