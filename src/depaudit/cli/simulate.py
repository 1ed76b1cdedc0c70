"""`depaudit simulate`: one cutoff or scenario, every service; or a set of scenarios, one by one."""

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from depaudit.cli.options import assessment_options, day, overlay_options, simulation_of

if TYPE_CHECKING:
    from depaudit.cutoff.simulation import Simulation
    from depaudit.scenarios.library import Library

EPILOG = """\b
Examples:
  depaudit simulate inventory.yaml --cut US
  depaudit simulate inventory.yaml --cut vendor:openai --cut model:gpt-5
  depaudit simulate inventory.yaml --cut layer:inference@US --horizon 45,100
  depaudit simulate inventory.yaml --scenario us-anthropic-fable5-mythos5-2026
  depaudit simulate inventory.yaml --scenario us-vendor-directive --scenario our-own.yaml
  depaudit simulate inventory.yaml --scenario-set demand
"""


@click.command("simulate", epilog=EPILOG)
@click.argument("path", type=click.Path(), is_eager=True)
@click.option("--cut", multiple=True, metavar="SELECTOR",
              help="US, vendor:NAME, model:NAME, layer:LAYER@CODE; several are one scenario.")  # fmt: skip
@click.option("--scenario", multiple=True, metavar="ID|FILE",
              help="A scenario (depaudit scenarios list) or a file of yours; several happen together.")  # fmt: skip
@click.option("--scenario-set", type=click.Choice(["history", "supply", "demand", "all"]),
              help="Every scenario of a set, one by one.")  # fmt: skip
@click.option("--unlifted", is_flag=True, help="Past events go on as if they had never been lifted.")
@assessment_options
@overlay_options
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    path: str, cut: tuple[str, ...], scenario: tuple[str, ...], scenario_set: str | None, **given: Any
) -> int:
    """Show what one cutoff or scenario does to every service, when, and through which chain."""
    asked = sum(map(bool, (cut, scenario, scenario_set)))
    if asked != 1:
        raise click.UsageError("name one of --cut, --scenario and --scenario-set")
    days = given["horizon"] or (0, 30, 365)
    simulation = simulation_of(path, given)
    if cut:
        return _cut(simulation, cut, days, given["form"])
    library = _library(simulation, day(given["as_of"]), ends=not given["unlifted"])
    if scenario_set:
        return _set(simulation, library, scenario_set, days, given["form"])
    return _scenario(simulation, library, scenario, days, given["form"])


def _cut(simulation: "Simulation", cut: tuple[str, ...], days: tuple[int, ...], form: str) -> int:
    verdicts = simulation.run(cut, days)
    if form == "json":
        from depaudit.model.plain import plain_verdict

        sys.stdout.write(json.dumps([plain_verdict(one) for one in verdicts.values()], indent=1) + "\n")
        return 0
    from depaudit.report.verdicts import describe

    for watched in simulation.services:
        sys.stdout.write(describe(verdicts[watched.id], watched.rto))
    return 0


def _library(simulation: "Simulation", as_of: str, *, ends: bool) -> "Library":
    from datetime import date

    from depaudit.scenarios.library import library_of

    return library_of(simulation, as_of or date.today().isoformat(), ends=ends)


def _scenario(
    simulation: "Simulation", library: "Library", words: tuple[str, ...], days: tuple[int, ...], form: str
) -> int:
    from depaudit.scenarios.choose import chosen
    from depaudit.scenarios.play import play

    result = play(simulation, [chosen(words, library)], days)[0]
    rto = {watched.id: watched.rto for watched in simulation.services}
    if form == "json":
        from depaudit.scenarios.plain import plain_played

        sys.stdout.write(json.dumps(plain_played(result, rto, days), indent=1) + "\n")
    else:
        from depaudit.report.scenarios import played

        sys.stdout.write(played(result, rto, days))
    return 0


def _set(simulation: "Simulation", library: "Library", name: str, days: tuple[int, ...], form: str) -> int:
    from depaudit.scenarios.play import play

    results = play(simulation, [(one,) for one in library.set(name)], days)
    if form == "json":
        from depaudit.scenarios.plain import plain_played

        rto = {watched.id: watched.rto for watched in simulation.services}
        sys.stdout.write(json.dumps([plain_played(one, rto, days) for one in results], indent=1) + "\n")
    else:
        from depaudit.report.scenarios import matrix

        sys.stdout.write(matrix(results, days))
    return 0
