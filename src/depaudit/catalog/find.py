"""Search in the catalog: the entries whose id, name or alias holds a text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from depaudit.catalog.store import Catalog

SEARCHED: Final = (
    "vendor",
    "offering",
    "model",
    "hardware",
    "licence",
    "event",
    "mechanism",
    "instrument",
    "framework",
)


def search(catalog: "Catalog", text: str) -> Iterator[tuple[str, str, str]]:
    """(kind, id, name) of each entry that holds `text` in its id, name or aliases, by kind and id. Ignores case."""
    wanted = text.strip().casefold()
    for kind in SEARCHED:
        for identifier in catalog.ids(kind):
            raw = catalog.raw(kind, identifier) or {}
            name = str(raw.get("name", raw.get("title", identifier)))
            if any(wanted in each.casefold() for each in (identifier, name, *map(str, raw.get("aliases", ())))):
                yield kind, identifier, name
