"""Fallbacks compared with what they protect: which fall together, and what they share."""

from collections.abc import Iterator
from functools import reduce
from operator import or_

from depaudit.analysis.holdings import Holdings
from depaudit.analysis.users import Users
from depaudit.cutoff.batch import Batch
from depaudit.cutoff.curve import Curve, at, bits_of
from depaudit.cutoff.scenario import NOT_FOUND, Cutoff
from depaudit.graph.types import Choice, Way
from depaudit.model.duration import YEAR
from depaudit.model.inventory import AnyOf, Component, Gate, Inventory, Option, Service
from depaudit.model.results import FallbackPair
from depaudit.model.verdict import CutKind

_KINDS: tuple[CutKind, ...] = ("model", "vendor", "layer", "jurisdiction", "scenario")


def fallback_pairs(batch: Batch, inventory: Inventory, users: Users) -> tuple[FallbackPair, ...]:
    """Every option behind the first of every gate on which a service rests, in the order of the inventory."""
    return tuple(_Comparison(batch, inventory, users).pairs())


class _Comparison:
    def __init__(self, batch: Batch, inventory: Inventory, users: Users) -> None:
        self.batch, self.inventory, self.graph = batch, inventory, batch.graph
        self.users = users
        self.holdings = Holdings(self.graph, users.needs)
        self.foreign = sum(1 << bit for bit, cutoff in enumerate(batch.cutoffs) if cutoff.foreign)
        self.foreign &= ~(1 << batch.baseline_bit)
        self._kills: dict[int, tuple[tuple[str, CutKind], ...]] = {}

    def pairs(self) -> Iterator[FallbackPair]:
        """One pair per fallback option, for gates that some service reads."""
        written = dict(written_gates(self.inventory))
        for index, node in enumerate(self.graph.nodes):
            gate = written.get(node.id)
            if not isinstance(node.gate, Choice) or gate is None:
                continue
            if users := self.users.running[index]:
                rto, services = min(self.users.services[bit].rto for bit in bits_of(users)), self.users.ids(users)
                first = node.gate.ways[0]
                for way, option in zip(node.gate.ways[1:], gate.options[1:], strict=True):
                    yield self._pair(index, first, way, option, gate, rto, services)

    def _pair(
        self, index: int, first: Way, way: Way, option: Option, gate: AnyOf, rto: int, services: tuple[str, ...]
    ) -> FallbackPair:
        run = self.batch.on.run
        lost = _ever(run.curves[first.target]) & _ever(run.curves[way.target]) & self.foreign
        whole = at(run.curves[index], YEAR) & lost
        switch = option.switch or gate.switch
        nodes = self.graph.nodes
        return FallbackPair(
            gate=nodes[index].id,
            primary=nodes[first.target].id,
            option=nodes[way.target].id,
            kills=self._killing(lost),
            shared=self.holdings.shared(first.target, way.target),
            falls_entirely=tuple(self.batch.cutoffs[bit].id for bit in bits_of(whole)),
            switch=way.ready_when(NOT_FOUND),
            switch_mode=(switch.mode if switch else None) or "manual",
            switch_stated=switch is not None and (switch.mode is not None or switch.time is not None),
            tested=switch.tested.isoformat() if switch and switch.tested else None,
            rto=rto,
            services=services,
            position=option.position,
            silent=way.fires_on is not None and NOT_FOUND not in way.fires_on,
        )

    def _killing(self, mask: int) -> tuple[tuple[str, CutKind], ...]:
        """The cutoffs in a mask, worst first; found once for all pairs that they take."""
        if (known := self._kills.get(mask)) is None:
            found = sorted((self.batch.cutoffs[bit] for bit in bits_of(mask)), key=_worst_first)
            known = self._kills[mask] = tuple((cutoff.id, cutoff.kind) for cutoff in found)
        return known


def written_gates(inventory: Inventory) -> Iterator[tuple[str, AnyOf]]:
    """The ordered fallbacks of an inventory with the ids of their nodes."""
    owners: list[Component | Service] = [*inventory.components, *inventory.services]
    for owner in owners:
        gates: list[tuple[str, Gate | None]] = [(owner.id, owner.gate)]
        for number, item in enumerate(owner.requires, start=1):
            if not isinstance(item.target, str):
                gates.append((f"{owner.id}#{number}", item.target))
        yield from ((name, gate) for name, gate in gates if isinstance(gate, AnyOf))


def _ever(curve: Curve) -> int:
    return curve[0][1] if len(curve) == 1 else reduce(or_, (mask for _, mask in curve), 0)


def _worst_first(cutoff: Cutoff) -> tuple[int, str]:
    return _KINDS.index(cutoff.kind), cutoff.id
