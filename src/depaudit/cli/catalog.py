"""`depaudit catalog`: read and check what is known."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from depaudit.errors import CatalogError

FORMAT = click.option(
    "--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
AS_OF = click.option("--as-of", default="", metavar="DATE", help="Day on which facts are judged; else the catalog's.")


@click.group("catalog")
def command() -> None:
    """Read what is known about vendors, offerings, models, hardware, licences, law and events."""


@command.command("show", epilog="Examples: depaudit catalog show mistral-api, depaudit catalog show vendor:langfuse")
@click.argument("identifier", metavar="ID")
@FORMAT
@AS_OF
def show(identifier: str, form: str, as_of: str) -> int:
    """Show the card of one entry: who controls it, what it runs on, every fact with source and date."""
    from depaudit.catalog import Catalog
    from depaudit.catalog.card import card
    from depaudit.catalog.card_text import card_text
    from depaudit.cli.options import day

    catalog = Catalog.bundled()
    found = card(catalog, identifier, day(as_of))
    if found is None:
        near = ", ".join(catalog.nearest(identifier))
        raise CatalogError(f"the catalog does not know {identifier!r}", hint=f"near: {near}" if near else "")
    return _print(form, found, card_text(found) if form == "text" else "")


@command.command("search", epilog="Example: depaudit catalog search mistral -f json")
@click.argument("text")
@FORMAT
def search(text: str, form: str) -> int:
    """List the entries whose id, name or alias holds TEXT."""
    from depaudit.catalog import Catalog
    from depaudit.catalog.find import search as find

    found = [
        {"kind": kind, "id": identifier, "name": name} for kind, identifier, name in find(Catalog.bundled(), text)
    ]
    return _print(form, found, "".join(f"{one['kind']:<9} {one['id']:<36} {one['name']}\n" for one in found))


@command.command("stats", epilog="Example: depaudit catalog stats --as-of 2027-06-01")
@FORMAT
@AS_OF
def stats(form: str, as_of: str) -> int:
    """Count what is known: entries per kind, facts, how many have a source, are unverified, contested or stale."""
    from depaudit.catalog import Catalog
    from depaudit.catalog.stats import stats as count
    from depaudit.catalog.stats import stats_text
    from depaudit.cli.options import day

    found = count(Catalog.bundled(), day(as_of))
    return _print(form, found, stats_text(found))


@command.command("check", epilog="Examples: depaudit catalog check, depaudit catalog check overlay.yaml overlays/")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@AS_OF
def check(files: tuple[Path, ...], as_of: str) -> int:
    """Check overlays (files, directories, inventories with `catalog:`), or without FILE the catalog's sources.

    Form, references, sources, dates, contradictions. Exit code 2 if anything is wrong.
    """
    from depaudit.catalog.check_files import check_overlays, check_sources
    from depaudit.cli.options import day

    problems, notes = check_overlays(files, day(as_of)) if files else (check_sources(), ())
    if problems:
        raise CatalogError.of(list(problems))
    sys.stderr.write("".join(f"note: {note}\n" for note in notes))
    sys.stdout.write(f"{len(files)} checked, nothing wrong\n" if files else "the sources are sound\n")
    return 0


def _print(form: str, found: Any, text: str) -> int:
    sys.stdout.write(json.dumps(found, indent=1, ensure_ascii=False) + "\n" if form == "json" else text)
    return 0
