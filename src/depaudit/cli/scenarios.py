"""`depaudit scenarios`: read the library of what happened and what could."""

import json
import sys

import click

from depaudit.cli.options import day

EPILOG = """\b
Examples:
  depaudit scenarios list --set demand
  depaudit scenarios list --format json
  depaudit scenarios show us-anthropic-fable5-mythos5-2026
  depaudit scenarios show cn-closing-the-tap
"""
FORM = click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
AS_OF = click.option("--as-of", default="", metavar="DATE", help="Day on which it is judged what has run out.")


@click.group("scenarios", epilog=EPILOG)
def command() -> None:
    """Read the library of scenarios: past cutoffs, and mechanisms in the hands of a state. [preview]"""


@command.command("list", epilog="Example: depaudit scenarios list --set history --format json")
@click.option("--set", "chosen", type=click.Choice(["history", "supply", "demand", "all"]), default="all",
              show_default=True, help="Which of them.")  # fmt: skip
@FORM
@AS_OF
def listing(chosen: str, form: str, as_of: str) -> int:
    """List the scenarios: ID as it was, ID:analogue on your stack, STATE-MECHANISM for what could be."""
    from depaudit.catalog import Catalog
    from depaudit.report.scenarios import listed
    from depaudit.scenarios.library import Library
    from depaudit.scenarios.plain import plain_entry

    scenarios = Library(Catalog.bundled(), day(as_of) or _today()).set(chosen)
    if form == "json":
        sys.stdout.write(json.dumps([plain_entry(one) for one in scenarios], indent=1) + "\n")
    else:
        sys.stdout.write(listed(scenarios))
    return 0


@command.command("show", epilog="Example: depaudit scenarios show us-vendor-directive")
@click.argument("identifier", metavar="ID")
@FORM
@AS_OF
def show(identifier: str, form: str, as_of: str) -> int:
    """Show one scenario (an id, or a file of your own): the story, the facts, the sources, what it selects."""
    from depaudit.catalog import Catalog
    from depaudit.report.scenarios import story
    from depaudit.scenarios.choose import chosen
    from depaudit.scenarios.events import ANALOGUE
    from depaudit.scenarios.library import Library
    from depaudit.scenarios.plain import plain_scenario

    library = Library(Catalog.bundled(), day(as_of) or _today())
    scenarios = chosen((identifier,), library)
    raws = [library.events.get(one.id.removesuffix(ANALOGUE)) for one in scenarios]
    if form == "json":
        plain = [{**plain_scenario(one), "event": raw} for one, raw in zip(scenarios, raws, strict=True)]
        sys.stdout.write(json.dumps(plain[0] if len(plain) == 1 else plain, indent=1) + "\n")
    else:
        sys.stdout.write("\n".join(story(one, raw) for one, raw in zip(scenarios, raws, strict=True)))
    return 0


def _today() -> str:
    from datetime import date

    return date.today().isoformat()
