"""`depaudit catalog check`: overlays against the catalog that ships, or the sources of the catalog themselves."""

from collections.abc import Iterable
from pathlib import Path

from depaudit.errors import CatalogError, Problem


def check_sources() -> list[Problem]:
    """Every problem of the sources. Raises CatalogError where this installation has none."""
    from depaudit.catalog.check import check
    from depaudit.catalog.sources import DATA

    if not (DATA / "catalog.yaml").is_file():
        raise CatalogError("this installation holds the compiled catalog only",
                           hint="name overlay files, or run it in a checkout of the project")  # fmt: skip
    return check()


def check_overlays(files: Iterable[Path], as_of: str = "") -> tuple[list[Problem], tuple[str, ...]]:
    """Problems of overlays in files and directories, laid one over the other in the order given; and notes.

    Expired entries are noted, not refused. `as_of`: ISO date, the catalog's day if empty.
    """
    from depaudit.catalog import Catalog
    from depaudit.catalog.overlay import expired_entries, read_overlays

    catalog, problems, notes = Catalog.bundled(), list[Problem](), list[str]()
    day = as_of or catalog.as_of
    for path in files:
        try:
            for origin, overlay in read_overlays(path):
                if not overlay:
                    problems.append(Problem(f"{origin}: no `catalog:` and no section of an overlay"))
                catalog = catalog.with_overlay(overlay, origin=origin)
                notes += (f"{origin}: {entry} has expired" for entry in expired_entries(overlay, day))
        except CatalogError as error:
            problems += error.problems
    return problems, tuple(notes)
