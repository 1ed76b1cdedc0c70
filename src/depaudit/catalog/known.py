"""What is known for one assessment: the catalog that ships, and what overlays correct over it."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from depaudit.catalog.store import Catalog


def known(
    own: Mapping[str, Any],
    paths: Iterable[str] = (),
    *,
    as_of: str = "",
    without: bool = False,
    origin: Sequence[str] = (),
) -> Catalog:
    """The catalog with the overlays in `paths` (files or directories, later ones win), then the inventory's `own`.

    Entries that expired before `as_of` (ISO date; empty: none has) do not act; `without` lays nothing. `origin` are
    the files of the inventory, for messages about its own overlay. Raises CatalogError for an overlay that cannot be
    read or does not fit.
    """
    catalog = Catalog.bundled()
    if without:
        return catalog
    for path in paths:
        from depaudit.catalog.overlay import read_overlays

        for name, overlay in read_overlays(Path(path)):
            catalog = catalog.with_overlay(overlay, origin=name, as_of=as_of)
    return catalog.with_overlay(own, origin=next(iter(origin), "inventory"), as_of=as_of) if own else catalog
