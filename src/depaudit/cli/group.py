"""The list of commands, and what happens to errors: one clear message, never a traceback."""

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

import click

from depaudit import __version__
from depaudit.cli.exits import WRONG_INPUT
from depaudit.errors import DepauditError

COMMANDS: Final = {
    "scan": ("scan", "Assess an inventory or a gateway configuration. The main job."),
    "simulate": ("simulate", "What one cutoff or scenario does to every service, with the path."),
    "scenarios": ("scenarios", "The library of what happened and what could. [preview]"),
    "runbook": ("runbook", "What is to be done when a scenario happens, in order. [preview]"),
    "fallbacks": ("fallbacks", "Which fallbacks are real, and which fall with what they protect."),
    "plan": ("plan", "The cheapest provable way out: changes, effort, proof."),
    "alternatives": ("alternatives", "What instead? Open alternatives, each proved in the graph. [preview]"),
    "cutsets": ("cutsets", "The smallest sets whose loss stops a service, counted exactly. [preview]"),
    "graph": ("graph", "The dependency graph: mermaid, dot, graphml, json, svg. [preview]"),
    "import": ("import_", "Draft an inventory from a gateway configuration."),
    "diff": ("diff", "What a change did to survival; gate on worse."),
    "convert": ("convert", "Render a report that was written as JSON in another format."),
    "explain": ("explain", "The manual page of a rule, or a finding of a report in full."),
    "rules": ("rules", "The rules that are installed."),
    "catalog": ("catalog", "Read what is known about vendors, offerings and models. [preview]"),
    "config": ("config", "Which settings hold, and where each comes from. [preview]"),
    "init": ("init", "Write a commented starter inventory. [preview]"),
    "evidence": ("evidence", "An archive for auditors, the same to the byte each time. [preview]"),
    "schema": ("schema", "The JSON Schemas of inventories, reports, rates files and scenarios. [preview]"),
}
MOST_PROBLEMS: Final = 50


class Commands(click.Group):
    """A group that imports a command when it is called and knows the summaries of all without importing any."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which they are most used."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"depaudit.cli.{COMMANDS[cmd_name][0]}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The summaries, from the table above."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.group(
    cls=Commands,
    epilog="Example: depaudit scan litellm_config.yaml --home CA",
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "DEPAUDIT"},
)
@click.version_option(__version__, message="depaudit %(version)s")
def depaudit() -> None:
    """Which of your services stop if a jurisdiction, vendor or model cuts you off, and what is the way out?

    Exit codes: 0 assessed and below the gate, 1 the gate was reached, 2 wrong usage or input, 3 nothing to assess,
    4 incomplete.
    """


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        result = depaudit.main(args=list(arguments), prog_name="depaudit", standalone_mode=False)
    except DepauditError as error:
        _tell(error)
        return WRONG_INPUT
    except click.ClickException as error:
        error.show()
        return WRONG_INPUT
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except (click.Abort, KeyboardInterrupt):
        sys.stderr.write("interrupted\n")
        return 130
    return result if isinstance(result, int) else 0


def _tell(error: DepauditError) -> None:
    """All problems of an input, one line each and its hint under it."""
    from depaudit.report.escape import terminal

    for problem in error.problems[:MOST_PROBLEMS]:
        where = f"{problem.position}: " if problem.position and problem.position.path else ""
        sys.stderr.write(terminal(f"error: {where}{problem.message}") + "\n")
        if problem.hint:
            sys.stderr.write(terminal(f"  hint: {problem.hint}") + "\n")
    if len(error.problems) > MOST_PROBLEMS:
        sys.stderr.write(f"and {len(error.problems) - MOST_PROBLEMS} more problems\n")
