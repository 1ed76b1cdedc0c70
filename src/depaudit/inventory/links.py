"""Cross-checks over the whole inventory: ids exist, are unique, and mean what they are used for."""

from collections.abc import Iterable, Iterator

from depaudit.errors import Position, Problem
from depaudit.inventory.nearest import did_you_mean
from depaudit.model.inventory import AnyOf, Component, Gate, Inventory, Item, Objective, Service
from depaudit.model.jurisdiction import is_jurisdiction
from depaudit.model.layer import LAYERS

ANY = frozenset({"any-model", "any-vendor", "any-layer", "any-jurisdiction"})
CRITICALITIES = frozenset({"critical", "high", "medium", "low"})


def problems_of(inventory: Inventory, *, whole: bool = True) -> list[Problem]:
    """Every reference that leads nowhere or back to itself, every id that is there twice.

    Where some ids could not be read (not `whole`), references that seem to lead nowhere are passed over: the fault
    that hides their target is reported already.
    """
    owners: list[Component | Service] = [*inventory.components, *inventory.services]
    known = {owner.id for owner in owners}
    found = [*_duplicates(owners)]
    for owner in owners:
        for target, where in _references(owner):
            if target == owner.id:
                found.append(Problem(f"{owner.id[:60]!r} requires itself", where, "remove it"))
            elif target not in known and target and whole:
                hint = _named_so(target, known) or did_you_mean(target, known) or "declare it under components"
                found.append(Problem(f"no component or service has the id {target[:60]!r}", where, hint))
    services = {service.id for service in inventory.services}
    for objective in inventory.objectives:
        found.extend(_objective(objective, services, whole=whole))
    return found


def _named_so(target: str, known: Iterable[str]) -> str:
    """A hint at the parts that have `target` behind the name of their source."""
    found = sorted(one for one in known if one.endswith(f"/{target}"))
    return f"did you mean {' or '.join(repr(one) for one in found[:3])}?" if found else ""


def _duplicates(owners: Iterable[Component | Service]) -> Iterator[Problem]:
    first: dict[str, Position] = {}
    for owner in owners:
        if owner.id in first:
            hint = f"first in {first[owner.id]}; services and components share one id space"
            yield Problem(f"the id {owner.id[:60]!r} is there twice", owner.position, hint)
        else:
            first[owner.id] = owner.position


def _references(owner: Component | Service) -> Iterator[tuple[str, Position]]:
    for item in owner.requires:
        yield from _of_item(item)
    if owner.gate is not None:
        yield from _of_gate(owner.gate)
    if isinstance(owner, Component) and owner.copy is not None and owner.copy.at is not None:
        yield owner.copy.at, owner.position


def _of_item(item: Item) -> Iterator[tuple[str, Position]]:
    if isinstance(item.target, str):
        yield item.target, item.position
    else:
        yield from _of_gate(item.target)


def _of_gate(gate: Gate) -> Iterator[tuple[str, Position]]:
    if isinstance(gate, AnyOf):
        yield from ((option.target, option.position) for option in gate.options)
    else:
        yield from ((member, gate.position) for member in gate.members)


def _objective(objective: Objective, services: set[str], *, whole: bool) -> Iterator[Problem]:
    for name in objective.services:
        if whole and name not in services and name not in CRITICALITIES:
            hint = did_you_mean(name, services | CRITICALITIES) or "name a service or a criticality"
            yield Problem(f"no service has the id {name[:60]!r}", objective.position, hint)
    for text in objective.survive:
        if not _is_selector(text):
            hint = did_you_mean(text, ANY) or "write US, any-vendor, vendor:NAME, model:NAME or layer:LAYER@CODE"
            yield Problem(f"{text[:60]!r} is not a cut", objective.position, hint)


def _is_selector(text: str) -> bool:
    kind, colon, name = text.partition(":")
    if not colon:
        return text in ANY or is_jurisdiction(text)
    if kind == "layer":
        layer, _, code = name.partition("@")
        return layer in LAYERS and is_jurisdiction(code)
    return kind in {"vendor", "model"} and bool(name)
