"""`depaudit schema`: what editors and other tools validate with."""

import json
import sys

import click


@click.command("schema", epilog="Example: depaudit schema inventory > depaudit.schema.json")
@click.argument("what", type=click.Choice(["inventory", "rates"]))
def command(what: str) -> int:
    """Print the JSON Schema of the inventory, or of a rates file."""
    from depaudit.inventory.compile import json_schema
    from depaudit.inventory.rates import rates_schema

    schema = rates_schema() if what == "rates" else json_schema()
    sys.stdout.write(json.dumps(schema, indent=1) + "\n")
    return 0
