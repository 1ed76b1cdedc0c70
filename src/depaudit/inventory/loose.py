"""What can be read of a file that departs from the schema: its ids and references, for the cross-checks alone.

A file with one wrong key still tells which ids it declares and which it uses. Reading them lets a dangling reference
be reported together with the wrong key, not after it is mended. What has the wrong shape is passed over in silence:
the schema check has said so already.
"""

from collections.abc import Iterator
from typing import Any, Final, TypeGuard

from depaudit.inventory.events import Plain
from depaudit.inventory.validate import EXTENSION
from depaudit.model.inventory import (
    AnyOf,
    Component,
    Copy,
    Gate,
    Inventory,
    Item,
    KOfN,
    Objective,
    Option,
    Organisation,
    Service,
)

KEYS: Final = frozenset(
    {"depaudit", "organisation", "services", "components", "objectives", "waivers", "catalog", "sources", "include"}
)


def inventory_of(plain: Plain) -> Inventory:
    """Services, components and objectives with their ids, references and positions; everything else is left out."""
    services = tuple(
        Service(raw["id"], requires=_items(plain, raw), gate=_gate(plain, raw), position=plain.position(raw, "id"))
        for raw in _owners(plain, "services")
    )
    components = tuple(
        Component(raw["id"], requires=_items(plain, raw), gate=_gate(plain, raw), copy=_copy(raw),
                  position=plain.position(raw, "id"))
        for raw in _owners(plain, "components")
    )  # fmt: skip
    objectives = tuple(
        Objective(_words(raw.get("services")), _words(raw.get("survive")), position=plain.position(raw))
        for raw in _mappings(plain.value.get("objectives"))
    )
    return Inventory(Organisation(), services, components, objectives)


def is_whole(plain: Plain) -> bool:
    """Whether every id that the file may declare could be read.

    If not, a reference that seems to lead nowhere may be a consequence of a fault that has been reported.
    """
    if any(key not in KEYS and not key.startswith(EXTENSION) for key in plain.value):
        return False
    for kind in ("services", "components"):
        listed = plain.value.get(kind) or []
        if not isinstance(listed, list) or len(list(_owners(plain, kind))) < len(listed):
            return False
    return True


def _owners(plain: Plain, kind: str) -> Iterator[dict[str, Any]]:
    return (raw for raw in _mappings(plain.value.get(kind)) if _is_id(raw.get("id")))


def _is_id(value: Any) -> TypeGuard[str]:
    return isinstance(value, str) and value != ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _mappings(value: Any) -> Iterator[dict[str, Any]]:
    return (part for part in _list(value) if isinstance(part, dict))


def _words(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(filter(_is_id, _list(value)))


def _copy(raw: dict[str, Any]) -> Copy | None:
    copy = raw.get("copy")
    return Copy("mirrored", copy["at"]) if isinstance(copy, dict) and _is_id(copy.get("at")) else None


def _items(plain: Plain, raw: dict[str, Any]) -> tuple[Item, ...]:
    listed = _list(raw.get("requires"))
    found = []
    for number, part in enumerate(listed):
        target = (_gate(plain, part) or part.get("id")) if isinstance(part, dict) else part
        if isinstance(target, AnyOf | KOfN) or _is_id(target):
            found.append(Item(target, position=plain.position(listed, number)))
    return tuple(found)


def _gate(plain: Plain, raw: dict[str, Any]) -> Gate | None:
    options = raw.get("any_of")
    if isinstance(options, list):
        named = [(number, part.get("id") if isinstance(part, dict) else part) for number, part in enumerate(options)]
        return AnyOf(
            tuple(Option(name, position=plain.position(options, number)) for number, name in named if _is_id(name)),
            position=plain.position(raw, "any_of"),
        )
    replicas = raw.get("k_of_n")
    if isinstance(replicas, dict) and isinstance(replicas.get("of"), list):
        return KOfN(1, _words(replicas["of"]), plain.position(raw, "k_of_n"))
    return None
