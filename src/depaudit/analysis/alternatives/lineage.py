"""Where a model comes from: its developer, what it was made from, and which states stand behind both."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from depaudit.model.knowledge import Model, Vendor

if TYPE_CHECKING:
    from depaudit.catalog import Catalog

DEEPEST = 6


class Origin(NamedTuple):
    """One maker in the line of a model: the model it made, its vendor, and the states that can order it.

    `states` is empty where nobody knows who made it.
    """

    model: str
    vendor: str
    states: tuple[str, ...]


def lineage(model: Model, catalog: "Catalog") -> tuple[Origin, ...]:
    """The maker of `model`, then the makers of what it was made from, nearest first."""
    return tuple(_line(model, catalog))


def _line(model: Model, catalog: "Catalog") -> Iterator[Origin]:
    seen: set[str] = set()
    current: Model | None = model
    while current is not None and current.id not in seen and len(seen) < DEEPEST:
        seen.add(current.id)
        yield Origin(current.name, current.developer, states_of(catalog.vendor(current.developer)))
        base = current.base_model
        current = catalog.model(base) if base else None
        if base and current is None:
            vendor = base.partition("/")[0]
            yield Origin(base, vendor, states_of(catalog.vendor(vendor)))


def base_models(model: Model, catalog: "Catalog") -> Iterator[Model]:
    """The models that `model` was made from, as far as the catalog holds them: their licences bind as well."""
    seen = {model.id}
    current = catalog.model(model.base_model) if model.base_model else None
    while current is not None and current.id not in seen:
        seen.add(current.id)
        yield current
        current = catalog.model(current.base_model) if current.base_model else None


def states_of(vendor: Vendor | None) -> tuple[str, ...]:
    """The states that can order a vendor today."""
    if vendor is None:
        return ()
    return tuple(sorted({one.state for one in vendor.control if not one.pending and one.basis != "theoretical"}))
