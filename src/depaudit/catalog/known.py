"""What is known for one assessment: the catalog that ships, and what overlays correct over it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from depaudit.catalog.store import Catalog


def known(own: Mapping[str, Any], paths: Iterable[str] = (), *, as_of: str = "", without: bool = False) -> Catalog:
    """The catalog with the overlays in `paths` (files or directories, later ones win), then the inventory's `own`.

    Entries that expired before `as_of` (ISO date; empty: none has) do not act; `without` lays nothing.
    Raises CatalogError for an overlay that cannot be read or does not fit.
    """
    catalog = Catalog.bundled()
    if without:
        return catalog
    for path in paths:
        from depaudit.catalog.overlay import read_overlays

        for origin, overlay in read_overlays(Path(path)):
            catalog = catalog.with_overlay(overlay, origin=origin, as_of=as_of)
    return catalog.with_overlay(own, as_of=as_of) if own else catalog
