"""`depaudit graph`: the dependency graph for other tools, and for the eye."""

import sys
from typing import Any

import click

from depaudit.cli.options import judging_options, overlay_options, simulation_of

EPILOG = """\b
Examples:
  depaudit graph inventory.yaml > graph.mmd
  depaudit graph inventory.yaml -f svg > graph.svg
  depaudit graph inventory.yaml -f dot | dot -Tpdf -o graph.pdf
"""


@click.command("graph", epilog=EPILOG)
@click.argument("path", type=click.Path(), is_eager=True)
@judging_options
@overlay_options
@click.option("--format", "-f", "form", type=click.Choice(["mermaid", "dot", "graphml", "json", "svg"]),
              default="mermaid", show_default=True)  # fmt: skip
def command(path: str, form: str, **given: Any) -> int:
    """Draw what every service rests on: requirements, fallbacks, replicas, and the vendors behind them."""
    from depaudit.report.escape import terminal

    graph = simulation_of(path, given).graph
    if form == "graphml":
        from depaudit.graph.graphml import to_graphml

        sys.stdout.write(to_graphml(graph, terminal))
    else:
        from depaudit.analysis.drawing import drawing
        from depaudit.report.drawings import drawer

        sys.stdout.write(drawer(form)(drawing(graph)))
    return 0
