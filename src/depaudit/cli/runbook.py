"""`depaudit runbook`: what is to be done when a scenario happens."""

import json
import sys
from typing import Any

import click

from depaudit.cli.options import day, judging_options, overlay_options, simulation_of

EPILOG = """\b
Examples:
  depaudit runbook inventory.yaml --scenario us-anthropic-fable5-mythos5-2026
  depaudit runbook inventory.yaml --scenario us-vendor-directive --format markdown
  depaudit runbook inventory.yaml --scenario our-own.yaml --scenario us-registry-removal
"""


@click.command("runbook", epilog=EPILOG)
@click.argument("path", type=click.Path(), is_eager=True)
@click.option("--scenario", multiple=True, required=True, metavar="ID|FILE",
              help="A scenario (depaudit scenarios list) or a file of yours; several happen together.")  # fmt: skip
@click.option("--unlifted", is_flag=True, help="Past events go on as if they had never been lifted.")
@judging_options
@overlay_options
@click.option("--format", "-f", "form", type=click.Choice(["text", "json", "markdown"]), default="text",
              show_default=True)  # fmt: skip
def command(path: str, scenario: tuple[str, ...], unlifted: bool, **given: Any) -> int:
    """Write the runbook of a scenario: switches in order, drills, what nothing stands in for, tools that fall too."""
    from datetime import date

    from depaudit.analysis.runbook import runbook
    from depaudit.cli.exits import NOTHING
    from depaudit.report.runbook import as_markdown, as_plain, as_text
    from depaudit.scenarios.choose import chosen
    from depaudit.scenarios.library import library_of

    simulation = simulation_of(path, given)
    as_of = day(given["as_of"]) or date.today().isoformat()
    book = runbook(simulation, chosen(scenario, library_of(simulation, as_of, ends=not unlifted)), as_of)
    if given["form"] == "json":
        sys.stdout.write(json.dumps(as_plain(book), indent=1) + "\n")
    else:
        sys.stdout.write(as_markdown(book) if given["form"] == "markdown" else as_text(book))
    if not simulation.services:
        sys.stderr.write("nothing to assess: no service is declared\n")
        return NOTHING
    return 0
