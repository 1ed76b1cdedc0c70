"""`depaudit cutsets`: the smallest sets of components, vendors or states whose loss stops a service."""

import sys
from typing import TYPE_CHECKING, Any

import click

from depaudit.cli.options import judging_options, overlay_options, simulation_of

if TYPE_CHECKING:
    from depaudit.cutoff.exact.elements import Level

EPILOG = """\b
Examples:
  depaudit cutsets inventory.yaml
  depaudit cutsets inventory.yaml --service claims-triage --level component --max-order 2
  depaudit cutsets inventory.yaml --rates rates.yaml --format json
"""


@click.command("cutsets", epilog=EPILOG)
@click.argument("path", type=click.Path(), is_eager=True)
@click.option("--service", "services", multiple=True, metavar="ID", help="Only this service; repeatable.")
@click.option("--level", "levels", multiple=True, type=click.Choice(["component", "vendor", "jurisdiction"]),
              help="Only this level; repeatable.")  # fmt: skip
@click.option("--max-order", type=click.IntRange(1), help="List no sets with more members than that.")
@click.option("--rates", type=click.Path(), help="Your yearly rates (depaudit schema rates): adds the probability.")
@judging_options
@overlay_options
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(path: str, services: tuple[str, ...], levels: "tuple[Level, ...]", **given: Any) -> int:
    """List the minimal cut sets of every service: the smallest sets whose loss leaves it down at the year's end.

    A set of one is a single point of failure. Sets are counted exactly; where a list is cut, it says so.
    """
    from depaudit.analysis.cutsets import level_sets, service_odds
    from depaudit.cli.exits import NOTHING
    from depaudit.cli.patience import patience
    from depaudit.inventory.rates import load_rates
    from depaudit.report.cutsets import as_json, as_text

    simulation = simulation_of(path, given)
    rates = load_rates(given["rates"]) if given["rates"] else None
    named = services or [service.id for service in simulation.services]
    every: tuple[Level, ...] = ("component", "vendor", "jurisdiction")
    with patience("looking for cut sets"):
        found = [
            level_sets(simulation, service, level, given["max_order"])
            for service in named
            for level in levels or every
        ]
        chances = [service_odds(simulation, service, rates) for service in named] if rates else []
    render = as_json if given["form"] == "json" else as_text
    sys.stdout.write(render(found, chances))
    if not named:
        sys.stderr.write("nothing to assess: no service is declared\n")
        return NOTHING
    return 0
