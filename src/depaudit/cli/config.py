"""`depaudit config`: which settings hold, and where each comes from."""

import sys
from typing import Any, Final

import click

ORIGINS: Final = {
    "COMMANDLINE": "command line",
    "ENVIRONMENT": "environment",
    "DEFAULT_MAP": "file",
    "DEFAULT": "default",
    "PROMPT": "command line",
}
EPILOG = """\b
Examples:
  depaudit config show
  depaudit config show inventory.yaml --fail-on critical
"""


@click.group("config")
def command() -> None:
    """Which settings hold, and where each comes from."""


@command.command("show", epilog=EPILOG, context_settings={"ignore_unknown_options": True})
@click.argument("path", default="inventory.yaml", type=click.Path())
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def show(path: str, options: tuple[str, ...]) -> int:
    """Print every setting of `depaudit scan PATH [OPTIONS]` with its value and its origin."""
    from pathlib import Path

    from depaudit.cli.scan import command as scan
    from depaudit.config import find_settings
    from depaudit.report.escape import terminal

    context = scan.make_context("scan", [path, *options], auto_envvar_prefix="DEPAUDIT_SCAN")
    file = find_settings(Path(path), context.params.get("config")).path
    rows = []
    for parameter in scan.params:
        if parameter.name is None or not isinstance(parameter, click.Option):
            continue
        source = context.get_parameter_source(parameter.name)
        origin = ORIGINS[source.name] if source is not None and source.name in ORIGINS else "default"
        where = {"file": f"file {file}", "environment": f"environment {_variable(parameter)}"}.get(origin, origin)
        rows.append((parameter.opts[0].lstrip("-"), _words(context.params[parameter.name]), where))
    name, value = (max(len(row[number]) for row in rows) for number in (0, 1))
    for row in sorted(rows):
        sys.stdout.write(terminal(f"{row[0]:<{name}}  {row[1]:<{value}}  {row[2]}").rstrip() + "\n")
    return 0


def _variable(parameter: click.Parameter) -> str:
    return f"DEPAUDIT_SCAN_{str(parameter.name).upper()}"


def _words(value: Any) -> str:
    if isinstance(value, tuple):
        return ",".join(map(str, value)) or "-"
    return {None: "-", True: "yes", False: "no"}.get(value, str(value)) if value != "" else "-"
