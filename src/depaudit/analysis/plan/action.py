"""Actions: changes of an inventory that add a way round a loss, each with what it costs and why."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Literal, NamedTuple, TypeVar

from depaudit.analysis.alternatives.effort import Effort, Part
from depaudit.graph.build import switch_time
from depaudit.model.inventory import AnyOf, Component, Gate, Inventory, Item, KOfN, Option, Service, Switch

Kind = Literal[
    "add-fallback", "replace", "self-host", "mirror", "move-region", "move-operator", "automate-switch",
    "rehearse-switch", "widen-switch", "put-first", "add-spare", "add-identity-path",
]  # fmt: skip

Owner = TypeVar("Owner", Component, Service)


class Action(NamedTuple):
    """One change. `place` is the component it is about, or the id of the owner of the gate that it changes.

    `new` is a component that comes in: beside `place` (as another option or member), or instead of it (`instead`).
    `option` is the index of an option whose `switch` changes, or that comes first. `gate` names the node of the
    gate: its owner, or `owner#n` for the n-th requirement.
    """

    id: str
    kind: Kind
    place: str
    text: str
    effort: Effort
    new: Component | None = None
    instead: bool = False
    gate: str = ""
    option: int = 0
    switch: Switch | None = None
    reasons: tuple[str, ...] = ()


_ORDER: dict[str, int] = {"automate-switch": 0, "rehearse-switch": 0, "widen-switch": 0, "put-first": 2}


def apply(inventory: Inventory, actions: Sequence[Action]) -> Inventory:
    """`inventory` with all `actions` carried out. Pure; the order in which they are given does not matter."""
    ordered = sorted(without_idle(actions), key=lambda one: (_ORDER.get(one.kind, 1), one.gate, one.option, one.id))
    coming = tuple(one.new for one in ordered if one.new is not None and not one.instead)
    swaps = {one.place: one.new for one in ordered if one.new is not None and one.instead}
    kept = tuple(swaps.get(one.id, one) for one in inventory.components)
    inventory = inventory._replace(components=(*kept, *coming))
    for action in ordered:
        if action.gate:
            inventory = with_gate(inventory, action.gate, partial(_changed, action=action))
    return _wrapped(inventory, [one for one in ordered if one.new is not None and not one.instead and not one.gate])


def without_idle(actions: Sequence[Action]) -> list[Action]:
    """`actions` without those that come to nothing beside another of the same kind.

    Of several switches that are set for one option the fastest counts; of several things instead of one component
    the one that requires least, so that what it needs is a part of what any other would.
    """
    best: dict[tuple[str, int], Action] = {}
    for action in sorted(actions, key=_rank):
        if (slot := _slot(action)) is not None:
            best.setdefault(slot, action)
    return [one for one in actions if (slot := _slot(one)) is None or best[slot] == one]


def _slot(action: Action) -> tuple[str, int] | None:
    """What only one action can have: the switch of an option, the place of a component."""
    if action.instead:
        return action.place, -1
    return (action.gate, action.option) if action.new is None and action.switch is not None else None


def _rank(action: Action) -> tuple[int, int, str]:
    return switch_time(action.switch), len(action.new.requires) if action.new is not None else 0, action.id


def _changed(gate: Gate, action: Action) -> Gate:
    if isinstance(gate, KOfN):
        return gate._replace(members=(*gate.members, action.new.id)) if action.new else gate
    if action.new is not None:
        return gate._replace(options=(*gate.options, Option(action.new.id, action.switch)))
    if action.kind == "put-first":
        return _first(gate, action.option)
    options = list(gate.options)
    options[action.option] = options[action.option]._replace(switch=action.switch)
    return gate._replace(options=tuple(options))


def _first(gate: AnyOf, number: int) -> AnyOf:
    """The option comes first; what was first is switched to as the gate says, or says nothing of its own."""
    chosen = gate.options[number]._replace(switch=None)
    rest = tuple(option for index, option in enumerate(gate.options) if index != number)
    return gate._replace(options=(chosen, *rest))


def with_gate(inventory: Inventory, name: str, change: Callable[[Gate], Gate]) -> Inventory:
    """`inventory` with one gate changed: that of an owner, or, as `owner#n`, that of its n-th requirement."""
    owner, _, number = name.partition("#")
    return inventory._replace(
        components=tuple(_regated(one, number, change) if one.id == owner else one for one in inventory.components),
        services=tuple(_regated(one, number, change) if one.id == owner else one for one in inventory.services),
    )


def _regated(owner: Owner, number: str, change: Callable[[Gate], Gate]) -> Owner:
    if not number:
        return owner._replace(gate=change(owner.gate)) if owner.gate else owner
    items = list(owner.requires)
    item = items[int(number) - 1]
    if not isinstance(item.target, str):
        items[int(number) - 1] = item._replace(target=change(item.target))
    return owner._replace(requires=tuple(items))


def gates(inventory: Inventory) -> Iterator[tuple[str, Gate]]:
    """Every gate that is written, with the id of its node: its owner, or `owner#n` for the n-th requirement."""
    owners: list[Component | Service] = [*inventory.components, *inventory.services]
    for owner in owners:
        if owner.gate is not None:
            yield owner.id, owner.gate
        for number, item in enumerate(owner.requires, start=1):
            if not isinstance(item.target, str):
                yield f"{owner.id}#{number}", item.target


def wrap_id(place: str) -> str:
    """The id of the gate that stands around a component with a new fallback."""
    return f"{place}-or-fallback"


def _wrapped(inventory: Inventory, actions: Sequence[Action]) -> Inventory:
    """Whoever reads a component that gets a fallback reads a gate instead: the component, then what is new."""
    ways: dict[str, list[Option]] = {}
    for action in actions:
        if action.new is not None:
            ways.setdefault(action.place, [Option(action.place)]).append(Option(action.new.id, action.switch))
    if not ways:
        return inventory
    moved = rewired(inventory, {place: wrap_id(place) for place in ways})
    gates = tuple(Component(wrap_id(place), gate=AnyOf(tuple(options))) for place, options in ways.items())
    return moved._replace(components=(*moved.components, *gates))


def rewired(inventory: Inventory, names: dict[str, str]) -> Inventory:
    """Every requirement, option and member that names a key names its value instead."""
    return inventory._replace(
        components=tuple(_rewire(one, names) for one in inventory.components),
        services=tuple(_rewire(one, names) for one in inventory.services),
    )


def _rewire(owner: Owner, names: dict[str, str]) -> Owner:
    items = tuple(_item(item, names) for item in owner.requires)
    gate = _gate(owner.gate, names) if owner.gate else None
    if items == owner.requires and gate == owner.gate:
        return owner
    return owner._replace(requires=items, gate=gate)


def _item(item: Item, names: dict[str, str]) -> Item:
    if isinstance(item.target, str):
        return item._replace(target=names[item.target]) if item.target in names else item
    return item._replace(target=_gate(item.target, names))


def _gate(gate: Gate, names: dict[str, str]) -> Gate:
    if isinstance(gate, KOfN):
        return gate._replace(members=tuple(names.get(one, one) for one in gate.members))
    return gate._replace(
        options=tuple(one._replace(target=names.get(one.target, one.target)) for one in gate.options)
    )


def total_of(actions: Sequence[Action], chosen: frozenset[int]) -> Effort:
    """The effort of several actions together."""
    parts: tuple[Part, ...] = ()
    for number in sorted(chosen):
        parts += actions[number].effort.parts
    return Effort(sum(part.low for part in parts), sum(part.high for part in parts), parts)
