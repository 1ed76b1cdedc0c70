"""`depaudit simulate`: one cutoff, every service."""

import sys
from typing import Any

import click

from depaudit.cli.options import assessment_options, overlay_options, simulation_of

EPILOG = """\b
Examples:
  depaudit simulate inventory.yaml --cut US
  depaudit simulate inventory.yaml --cut vendor:openai --cut model:gpt-5
  depaudit simulate inventory.yaml --cut layer:inference@US --horizon 45,100
"""


@click.command("simulate", epilog=EPILOG)
@click.argument("path", type=click.Path(), is_eager=True)
@click.option("--cut", multiple=True, required=True, metavar="SELECTOR",
              help="US, vendor:NAME, model:NAME, layer:LAYER@CODE; several are one scenario.")  # fmt: skip
@assessment_options
@overlay_options
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(path: str, cut: tuple[str, ...], **given: Any) -> int:
    """Show what one cutoff does to every service, when, and through which chain."""
    simulation = simulation_of(path, given)
    verdicts = simulation.run(cut, given["horizon"] or (0, 30, 365))
    if given["form"] == "json":
        import json

        from depaudit.model.plain import plain_verdict

        sys.stdout.write(json.dumps([plain_verdict(one) for one in verdicts.values()], indent=1) + "\n")
        return 0
    from depaudit.report.verdicts import describe

    for watched in simulation.services:
        sys.stdout.write(describe(verdicts[watched.id], watched.rto))
    return 0
