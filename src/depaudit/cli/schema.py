"""`depaudit schema`: JSON Schemas, for editors and other tools."""

import json
import sys

import click


@click.command("schema", epilog="Example: depaudit schema inventory > depaudit.schema.json")
@click.argument("what", type=click.Choice(["inventory", "rates", "report", "scenario"]))
def command(what: str) -> int:
    """Print the JSON Schema of the inventory, a rates file, a scenario file or the JSON report."""
    if what == "scenario":
        from depaudit.scenarios.schema import json_schema
    elif what == "report":
        from depaudit.report.contract import report_schema as json_schema
    elif what == "rates":
        from depaudit.inventory.rates import rates_schema as json_schema
    else:
        from depaudit.inventory.compile import json_schema
    sys.stdout.write(json.dumps(json_schema(), indent=1) + "\n")
    return 0
