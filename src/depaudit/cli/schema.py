"""`depaudit schema`: what editors and other tools validate with."""

import json
import sys

import click


@click.command("schema", epilog="Example: depaudit schema inventory > depaudit.schema.json")
@click.argument("what", type=click.Choice(["inventory"]))
def command(what: str) -> int:
    """Print the JSON Schema of the inventory."""
    from depaudit.inventory.compile import json_schema

    sys.stdout.write(json.dumps(json_schema(), indent=1) + "\n")
    return 0
