"""Files that stand in for inventories, beside each other and under one: whose part is whose, and what comes along.

Every gateway's file has a part called `gateway`, and many have a `chat`. Where one such file is read its ids stand as
they are. Where several are, each gets a name, and its ids begin with it: `eu/chat`, `eu/gateway`.
"""

from collections.abc import Callable, Iterable
from pathlib import PurePath
from typing import Final, NamedTuple

from depaudit.model.inventory import AnyOf, Component, Copy, Gate, Inventory, Item, Service

LONGEST: Final = 60
"""Of the name of a source: it becomes part of ids."""


class Foreign(NamedTuple):
    """What an importer made of a file. `name` is empty where the user gave none."""

    inventory: Inventory
    path: str
    name: str = ""


def named(parts: Iterable[Foreign]) -> list[Inventory]:
    """The inventories, with names before their ids: the given ones, and where there are several, one each."""
    found = list(parts)
    taken = {part.name for part in found if part.name}
    inventories = []
    for part in found:
        name = part.name
        if not name and len(found) > 1:
            name = _free(PurePath(part.path).stem[:LONGEST], taken)
            taken.add(name)
        inventories.append(_prefixed(part.inventory, f"{name}/") if name else part.inventory)
    return inventories


def without_services(inventory: Inventory) -> Inventory:
    """The components alone. What a public name needs beside its group (its gateway) becomes a need of the group."""
    beside = {service.requires[0].target: service.requires[1:] for service in inventory.services if service.requires}
    return inventory._replace(
        services=(),
        components=tuple(one._replace(requires=(*one.requires, *beside.get(one.id, ()))) for one in
                         inventory.components),
    )  # fmt: skip


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def _prefixed(inventory: Inventory, prefix: str) -> Inventory:
    """The inventory with `prefix` before every id and every reference."""

    def renamed(identifier: str) -> str:
        return prefix + identifier

    return inventory._replace(
        services=tuple(_service(one, renamed) for one in inventory.services),
        components=tuple(_component(one, renamed) for one in inventory.components),
        notices=tuple(one._replace(subject=renamed(one.subject)) for one in inventory.notices),
    )


def _service(service: Service, renamed: Callable[[str], str]) -> Service:
    return service._replace(
        id=renamed(service.id),
        requires=tuple(_item(one, renamed) for one in service.requires),
        gate=_gate(service.gate, renamed),
    )


def _component(component: Component, renamed: Callable[[str], str]) -> Component:
    copy = component.copy
    return component._replace(
        id=renamed(component.id),
        requires=tuple(_item(one, renamed) for one in component.requires),
        gate=_gate(component.gate, renamed),
        copy=Copy(copy.state, renamed(copy.at), copy.verified) if copy is not None and copy.at else copy,
    )


def _item(item: Item, renamed: Callable[[str], str]) -> Item:
    if isinstance(item.target, str):
        return item._replace(target=renamed(item.target))
    return item._replace(target=_gate(item.target, renamed) or item.target)


def _gate(gate: Gate | None, renamed: Callable[[str], str]) -> Gate | None:
    if isinstance(gate, AnyOf):
        return gate._replace(options=tuple(option._replace(target=renamed(option.target)) for option in gate.options))
    return gate._replace(members=tuple(map(renamed, gate.members))) if gate is not None else None
