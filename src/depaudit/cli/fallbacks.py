"""`depaudit fallbacks`: which fallbacks are real."""

import sys
from typing import Any

import click

from depaudit.cli.options import day, judging_options, overlay_options, simulation_of

EPILOG = """\b
Examples:
  depaudit fallbacks litellm_config.yaml --home CA
  depaudit fallbacks inventory.yaml --format json
"""


@click.command("fallbacks", epilog=EPILOG)
@click.argument("path", type=click.Path(), is_eager=True)
@judging_options
@overlay_options
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(path: str, **given: Any) -> int:
    """Compare every fallback with what it protects: independent, or bound to fall with it, and by what."""
    from datetime import date

    from depaudit.analysis.assess import assess
    from depaudit.analysis.chains import chains, illusions
    from depaudit.cli.exits import NOTHING
    from depaudit.report.fallbacks import as_plain, as_text

    simulation = simulation_of(path, given)
    assessment = assess(simulation, as_of=day(given["as_of"]) or date.today().isoformat())
    found, unreal = chains(assessment, simulation), illusions(assessment)
    if given["form"] == "json":
        import json

        sys.stdout.write(json.dumps(as_plain(found, unreal), indent=1) + "\n")
    else:
        sys.stdout.write(as_text(found, unreal))
    if not simulation.services:
        sys.stderr.write("nothing to assess: no service is declared\n")
        return NOTHING
    return 0
