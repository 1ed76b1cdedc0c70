"""`depaudit plan`: the cheapest provable way out."""

import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from depaudit.cli.options import Listing, day, homes, inventory_at, judging_options, overlay_options
from depaudit.errors import ConfigError

EPILOG = """\b
Examples:
  depaudit plan inventory.yaml
  depaudit plan inventory.yaml --survive US,CN --services critical
  depaudit plan inventory.yaml --scenario us-vendor-directive --scenario our-own.yaml
  depaudit plan inventory.yaml --any-single-jurisdiction --exclude-origin CN --budget 40
  depaudit plan inventory.yaml --apply -o new.yaml
"""


@click.command("plan", epilog=EPILOG)
@click.argument("path", type=click.Path(), is_eager=True)
@judging_options
@overlay_options
@click.option("--survive", type=Listing(), default="",
              help="Cuts, each to be survived: US, vendor:NAME, any-model, US+CN for both at once.")  # fmt: skip
@click.option("--any-single-jurisdiction", "any_state", is_flag=True, help="Survive any one foreign state.")
@click.option("--scenario", multiple=True, metavar="ID|FILE",
              help="A scenario to be survived, or a file of yours; A+B for both at once.")  # fmt: skip
@click.option("--services", type=Listing(), default="",
              help="By id or criticality; default critical and high.")  # fmt: skip
@click.option("--horizon", type=Listing(), default="", metavar="DAY",
              help="Only outages that begin by this day count, e.g. 30; of several the last.")  # fmt: skip
@click.option("--budget", type=click.FloatRange(0), help="Most person-days, compared with the middle of the range.")
@click.option("--exclude-origin", type=Listing(), default="", help="Nothing new made or run under these states.")
@click.option("--vram", type=click.FloatRange(0), help="GPU memory in GB that a model may need.")
@click.option("--no-hosted", is_flag=True, help="Nothing new that somebody else runs.")
@click.option("--no-self-hosted", is_flag=True, help="Nothing new that one has to run oneself.")
@click.option("--solver", type=click.Choice(["auto", "search", "milp"]), default="auto", show_default=True,
              help="search is built in; milp needs the extra `solver`.")  # fmt: skip
@click.option("--apply", "write", is_flag=True, help="Write the changed inventory to --output, comments kept.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Where --apply writes to.")
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(path: str, **given: Any) -> int:
    """Find the cheapest set of changes that makes services survive, proved optimal and proved by simulation.

    Without --survive, --scenario or --any-single-jurisdiction the targets are the objectives that the inventory
    declares; where it declares none, any single foreign state.
    """
    from depaudit import api
    from depaudit.catalog.known import known
    from depaudit.cli.patience import patience
    from depaudit.report.way_out import plain_plan, plan_text

    if given["write"] != (given["output"] is not None):
        raise ConfigError("--apply and --output belong together", hint="depaudit plan PATH --apply -o new.yaml")
    inventory = inventory_at(path, given)
    if given["output"] is not None:
        _holds_there(path, given["output"], inventory)
    as_of = day(given["as_of"]) or date.today().isoformat()
    catalog = known(inventory.overlay, given["overlays"], as_of=as_of, without=given["no_overlay"],
                    origin=inventory.paths)  # fmt: skip
    survive = (*given["survive"], *(("any-jurisdiction",) if given["any_state"] else ()))
    with patience("looking for the cheapest plan"):
        plan = api.plan(
            inventory, survive=survive, scenario=given["scenario"], services=given["services"],
            horizon=_last(given["horizon"]), budget=given["budget"], home=homes(given["home"]),
            wish=_wish(given, as_of), solver=given["solver"], trust=given["trust"], catalog=catalog,
        )  # fmt: skip
    if given["form"] == "json":
        import json

        sys.stdout.write(json.dumps(plain_plan(plan), indent=1) + "\n")
    else:
        sys.stdout.write(plan_text(plan))
    if given["write"]:
        _write(path, given["output"], inventory, plan)
    return 0


def _last(words: tuple[str, ...]) -> int | None:
    """The last of the days that were asked for. Raises ConfigError."""
    if not all(word.isdecimal() and int(word) <= 365 for word in words):
        raise ConfigError(f"--horizon: {','.join(words)!r} is not a day of the year", hint="write 0 to 365, e.g. 30")
    return max(map(int, words), default=None)


def _wish(given: dict[str, Any], as_of: str) -> Any:
    from depaudit.analysis.alternatives.wish import Limits, Wish
    from depaudit.model.jurisdiction import codes

    limits = Limits(
        excluded=codes(given["exclude_origin"], "--exclude-origin"), vram_gb=given["vram"],
        hosted=not given["no_hosted"], self_hosted=not given["no_self_hosted"],
        as_of=as_of,
    )  # fmt: skip
    return Wish(limits=limits)


def _holds_there(path: str, output: Path, inventory: Any) -> None:
    """Raise ConfigError where a file that the inventory names would not be found from the folder of `output`."""
    folder = Path(path).resolve().parent
    for named in inventory.paths[1:]:
        if not (output.resolve().parent / os.path.relpath(Path(named).resolve(), folder)).exists():
            raise ConfigError(f"--output: {path} names {named}, which would not be found from there",
                              hint=f"write beside it: -o {Path(path).parent / output.name}")  # fmt: skip


def _write(path: str, output: Path, inventory: Any, plan: Any) -> None:
    from depaudit.analysis.plan.write import rewritten
    from depaudit.cli.output import write_text

    text = rewritten(Path(path).read_text(encoding="utf-8"), inventory, plan.actions, path)
    write_text(output, text)
    sys.stderr.write(f"wrote {output}: {len(plan.actions)} changes\n")
