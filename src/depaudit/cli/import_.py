"""`depaudit import`: a draft of an inventory from a file that already exists."""

import sys
from pathlib import Path

import click

from depaudit.cli.options import Criticalities
from depaudit.importers import FORMATS

EPILOG = """\b
Examples:
  depaudit import litellm config.yaml > inventory.yaml
  depaudit import litellm config.yaml --home CA --service chat=critical -o inventory.yaml
"""


@click.command("import", epilog=EPILOG)
@click.argument("form", metavar="FORMAT", type=click.Choice(list(FORMATS)))
@click.argument("path", metavar="FILE", type=click.Path())
@click.option("--home", default="", help="Home jurisdiction to write down, e.g. CA.")
@click.option("--service", "criticalities", type=Criticalities(), multiple=True, metavar="NAME=LEVEL",
              help="Criticality of a public name; high unless said. Repeatable.")  # fmt: skip
@click.option("--env", "environment", type=click.Path(), help="A file of NAME=value lines, to recognise models by.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write to a file instead of stdout.")
def command(
    form: str, path: str, home: str, criticalities: tuple[tuple[str, str], ...], environment: str | None,
    output: Path | None,
) -> int:  # fmt: skip
    """Write the inventory behind a gateway configuration, to be continued by hand."""
    from depaudit.cli.options import homes
    from depaudit.cli.output import write_text
    from depaudit.errors import InventoryError, Position
    from depaudit.importers import draft_of, with_criticality
    from depaudit.importers.endpoint import Environment, read_environment
    from depaudit.importers.write import write_draft
    from depaudit.inventory import read_plain

    values = Environment(read_environment(environment) if environment else None)
    draft = draft_of(read_plain(path, merges=True).value, values)
    if draft is None or draft.format != form:
        hint = f"{FORMATS[form]}" if draft is None else f"its format is {draft.format}: import {draft.format}"
        raise InventoryError(f"this is not a {form} configuration", hint=hint, position=Position(path))
    text = write_draft(with_criticality(draft, dict(criticalities)), path, homes((home,))[:1] if home else ())
    if output is None:
        sys.stdout.write(text)
    else:
        write_text(output, text)
    return 0
