"""`depaudit import`: a draft of an inventory from a file that already exists."""

import sys

import click


@click.command("import", epilog="Example: depaudit import litellm config.yaml > inventory.yaml")
@click.argument("form", metavar="FORMAT", type=click.Choice(["litellm"]))
@click.argument("path", metavar="FILE", type=click.Path())
@click.option("--home", default="", help="Home jurisdiction to write down, e.g. CA.")
def command(form: str, path: str, home: str) -> int:
    """Write the inventory behind a gateway configuration to stdout, to be continued by hand."""
    from depaudit.cli.options import homes
    from depaudit.errors import InventoryError, Position
    from depaudit.importers import draft_of
    from depaudit.importers.write import write_draft
    from depaudit.inventory import read_plain

    draft = draft_of(read_plain(path).value)
    if draft is None or draft.format != form:
        hint = "a LiteLLM configuration has a model_list"
        raise InventoryError(f"this is not a {form} configuration", hint=hint, position=Position(path))
    sys.stdout.write(write_draft(draft, path, homes((home,))[:1] if home else ()))
    return 0
