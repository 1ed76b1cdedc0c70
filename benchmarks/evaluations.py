"""How often nodes are computed: 212 cutoffs over a year on a graph with delays, switches and bridges.

    python benchmarks/evaluations.py [--components 10000]

The whole course of every node under 12 states and 200 vendors is found in one run, outages as exact intervals.
Counted, not timed, so the figures are the same on every machine. Of the nodes of the bundled examples, 5 % are
fallbacks and 7 % are replicas, 2 % of their requirements have a buffer, and 13 % of the options behind the first end.
"""

import argparse
import random
import sys

from subsets import MANY_GATES, layered_graph

from depaudit.cutoff.batch import BASELINE
from depaudit.cutoff.evaluate import Run
from depaudit.cutoff.plan import make_plan
from depaudit.cutoff.scenario import NOT_FOUND, Cutoff, Pulls, Selector
from depaudit.graph.types import Choice, Edge, Graph, Node, Way
from depaudit.model.duration import DAY, HOUR, MINUTE, YEAR

LIMIT, STATES, VENDORS = 5, 12, 200
SWITCHES = (MINUTE, HOUR, DAY, 7 * DAY)
LASTS = (None,) * 9 + (5 * DAY,)
GRAPHS = {
    "gates and buffers as often as in the examples": ((0.05, 0.07), 0.02),
    "gates as often as in the examples, five times the buffers": ((0.05, 0.07), 0.1),
    "eight times the fallbacks, five times the buffers": (MANY_GATES, 0.1),
}
"""The shares of fallbacks, of replicas, and of requirements with a buffer of a week."""


def with_delays(graph: Graph, buffers: float) -> Graph:
    """The same graph: a share of the requirements has a buffer, fallbacks have four switch times, one in ten ends."""
    chance = random.Random(7)  # noqa: S311 - a benchmark, not a secret
    return graph._replace(nodes=tuple(_slower(node, buffers, chance) for node in graph.nodes))


def _slower(node: Node, buffers: float, chance: random.Random) -> Node:
    requires = tuple(Edge(edge.target, 7 * DAY if chance.random() < buffers else 0) for edge in node.requires)
    gate = node.gate
    if isinstance(gate, Choice):
        first, *others = gate.ways
        later = (Way(way.target, chance.choice(SWITCHES), chance.choice(LASTS)) for way in others)
        gate = Choice((first, *later))
    return node._replace(requires=requires, gate=gate)


def main() -> None:
    """Print evaluations per node of each graph, and how many pieces the curves have."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--components", type=int, default=10_000)
    size: int = arguments.parse_args().components
    states = [Selector("jurisdiction", f"Z{number}") for number in range(STATES)]
    vendors = [Selector("vendor", f"v{number}") for number in range(VENDORS)]
    cutoffs = [Cutoff(str(one), "scenario", (one,)) for one in (*states, *vendors)]
    sys.stdout.write(f"{len(cutoffs)} cutoffs over a year on {size:,} nodes, evaluations a node (limit {LIMIT})\n")
    for what, (gates, buffers) in GRAPHS.items():
        graph = with_delays(layered_graph(size, STATES, VENDORS, gates), buffers)
        run = Run(make_plan(graph, NOT_FOUND, unknown=False), Pulls((*cutoffs, BASELINE), graph), YEAR)
        pieces = sum(map(len, run.curves)) / size
        sys.stdout.write(f"  {run.evaluations / size:.2f}, of a course in {pieces:.2f} pieces: {what}\n")


if __name__ == "__main__":
    main()
