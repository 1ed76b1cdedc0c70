"""How often nodes are computed: 212 cutoffs over a year on a graph with delays, switches and bridges.

    python benchmarks/evaluations.py [--components 10000]

The whole course of every node under 12 states and 200 vendors is found in one run, outages as exact intervals.
Counted, not timed, so the figure is the same on every machine.
"""

import argparse
import random
import sys

from subsets import layered_graph

from depaudit.cutoff.batch import BASELINE
from depaudit.cutoff.evaluate import Run
from depaudit.cutoff.plan import make_plan
from depaudit.cutoff.scenario import NOT_FOUND, Cutoff, Pulls, Selector
from depaudit.graph.types import Choice, Edge, Graph, Node, Way
from depaudit.model.duration import DAY, HOUR, MINUTE, YEAR

LIMIT, STATES, VENDORS = 5, 12, 200
SURVIVES = (0,) * 9 + (7 * DAY,)
SWITCHES = (MINUTE, HOUR, DAY, 7 * DAY)
LASTS = (None,) * 9 + (5 * DAY,)


def with_delays(graph: Graph) -> Graph:
    """The same graph: one requirement in ten has a buffer, fallbacks have four switch times, one in ten ends."""
    chance = random.Random(7)  # noqa: S311 - a benchmark, not a secret
    return graph._replace(nodes=tuple(_slower(node, chance) for node in graph.nodes))


def _slower(node: Node, chance: random.Random) -> Node:
    requires = tuple(Edge(edge.target, chance.choice(SURVIVES)) for edge in node.requires)
    gate = node.gate
    if isinstance(gate, Choice):
        first, *others = gate.ways
        later = (Way(way.target, chance.choice(SWITCHES), chance.choice(LASTS)) for way in others)
        gate = Choice((first, *later))
    return node._replace(requires=requires, gate=gate)


def main() -> None:
    """Print evaluations per node, and how many pieces the curves have."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--components", type=int, default=10_000)
    size: int = arguments.parse_args().components
    graph = with_delays(layered_graph(size, STATES, VENDORS))
    states = [Selector("jurisdiction", f"Z{number}") for number in range(STATES)]
    vendors = [Selector("vendor", f"v{number}") for number in range(VENDORS)]
    cutoffs = [Cutoff(str(one), "scenario", (one,)) for one in (*states, *vendors)]
    run = Run(make_plan(graph, NOT_FOUND, unknown=False), Pulls((*cutoffs, BASELINE), graph), YEAR)
    pieces = sum(map(len, run.curves)) / size
    sys.stdout.write(f"{run.evaluations / size:.2f} evaluations a node for {len(cutoffs)} cutoffs (limit {LIMIT}); ")
    sys.stdout.write(f"its course has {pieces:.2f} pieces\n")


if __name__ == "__main__":
    main()
