"""`depaudit catalog`: read what is known."""

import json
import sys

import click

from depaudit.errors import CatalogError


@click.group("catalog")
def command() -> None:
    """Read what is known about vendors, offerings, models and hardware. [preview]"""


@command.command("show", epilog="Example: depaudit catalog show mistral-api")
@click.argument("identifier", metavar="ID")
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def show(identifier: str, form: str) -> int:
    """Show the card of one entry: who controls it, what it runs on, every fact with source and date."""
    from depaudit.catalog import Catalog
    from depaudit.catalog.card import card, card_text

    catalog = Catalog.bundled()
    found = card(catalog, identifier)
    if found is None:
        near = ", ".join(catalog.nearest(identifier))
        raise CatalogError(f"the catalog does not know {identifier!r}", hint=f"near: {near}" if near else "")
    sys.stdout.write(json.dumps(found, indent=1) + "\n" if form == "json" else card_text(found))
    return 0


@command.command("search", epilog="Example: depaudit catalog search mistral")
@click.argument("text")
def search(text: str) -> int:
    """List the ids that hold TEXT."""
    from depaudit.catalog import Catalog

    catalog = Catalog.bundled()
    for kind in ("vendor", "offering", "model", "hardware"):
        for identifier in catalog.ids(kind):
            if text.casefold() in identifier.casefold():
                sys.stdout.write(f"{kind:<9} {identifier}\n")
    return 0
