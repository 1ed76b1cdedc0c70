"""Other people's files -> inventories: one format per module, recognised by content."""

from collections.abc import Mapping
from typing import Any

from depaudit.errors import Position
from depaudit.importers.draft import Draft
from depaudit.inventory import load
from depaudit.inventory.events import Plain
from depaudit.model.inventory import AnyOf, Component, Inventory

__all__ = ["FORMATS", "Draft", "draft_of", "inventory_of"]

FORMATS = ("litellm",)


def draft_of(data: Any) -> Draft | None:
    """The draft of an inventory behind `data`, if it is a gateway configuration that we read; else None."""
    if isinstance(data, Mapping) and isinstance(data.get("model_list"), list) and "depaudit" not in data:
        from depaudit.importers.litellm import read_litellm

        return read_litellm(data)
    return None


def inventory_of(plain: Plain) -> Inventory | None:
    """The inventory behind a gateway configuration, each part at its place in the original file; else None."""
    draft = draft_of(plain.value)
    if draft is None:
        return None
    drafted = load(draft.plain)
    places = {name: plain.position(source.container, source.key) for name, source in draft.origins.items()}
    start = plain.position(plain.value)
    return drafted._replace(
        warnings=tuple(f"{plain.path}: {notice}" for notice in draft.notices),
        services=tuple(one._replace(position=places.get(one.id, start)) for one in drafted.services),
        components=tuple(_placed(one, places.get(one.id, start)) for one in drafted.components),
        paths=(plain.path,),
    )


def _placed(component: Component, place: Position) -> Component:
    gate = component.gate
    if isinstance(gate, AnyOf):
        options = tuple(option._replace(position=place) for option in gate.options)
        gate = gate._replace(position=place, options=options)
    return component._replace(position=place, gate=gate)
