"""All subsets of 16 states, all pairs of 200 vendors against one graph search for each, curves, cost by size.

    python benchmarks/subsets.py [--components 100000]

Figures are ratios of CPU time within one run. The rivals, networkx and rustworkx (where it is installed), are asked
an easier question: what can be reached from what was cut, as if every fallback were a requirement.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import networkx as nx

from depaudit.cutoff.evaluate import Run
from depaudit.cutoff.exact import lanes
from depaudit.cutoff.exact.draw import Draw
from depaudit.cutoff.exact.frame import Frame, frame_of
from depaudit.cutoff.exact.settle import states
from depaudit.cutoff.plan import make_plan
from depaudit.cutoff.scenario import NOT_FOUND, Cutoff, Pulls, Selector, SelectorKind
from depaudit.graph.types import Choice, Edge, Graph, Node, Quorum, Way
from depaudit.model.duration import DAY, HOUR, MINUTE, YEAR
from depaudit.model.lever import Lever

SEED, LAYERS, BLOCK, TRIED = 11, 12, 4_096, 12
SWITCHES = (MINUTE, HOUR, DAY, 7 * DAY)
MANY_GATES = (0.4, 0.1)


def layered_graph(size: int, states_: int, vendors: int, gates: tuple[float, float] = MANY_GATES) -> Graph:
    """A graph of `size` nodes in layers, about 2.25 edges each: requirements, fallbacks, replicas, levers.

    `gates`: the share of nodes that are fallbacks, and of those that are replicas.
    """
    chance = random.Random(SEED)  # noqa: S311 - a benchmark, not a secret
    width = size // LAYERS
    nodes = [_node(number, width, chance, states_, vendors, gates) for number in range(size)]
    owners = {f"v{number}": frozenset({f"v{number}"}) for number in range(vendors)}
    return Graph(tuple(nodes), {node.id: number for number, node in enumerate(nodes)}, frozenset(), owners, {})


def _node(
    number: int, width: int, chance: random.Random, states_: int, vendors: int, gates: tuple[float, float]
) -> Node:
    fallbacks, replicas = gates
    layer = min(number // width, LAYERS - 1)
    first = (layer + 1) * width
    below = [first + chance.randrange(width) for _ in range(4)] if layer < LAYERS - 1 else []
    levers: tuple[Lever, ...] = ()
    if not below or chance.random() < 0.1:
        levers = (Lever("control", f"Z{chance.randrange(states_)}", f"v{chance.randrange(vendors)}"),)
    kind = chance.random()
    name = f"n{number}"
    if not below:
        return Node(name, "component", levers=levers, leaf=True)
    if kind < fallbacks:
        return Node(
            name,
            "component",
            (Edge(below[0]),),
            Choice((Way(below[1]), Way(below[2], SWITCHES[number % len(SWITCHES)]))),
            levers,
            leaf=True,
        )
    if kind < fallbacks + replicas:
        members = tuple(dict.fromkeys(below[:3]))
        return Node(name, "component", gate=Quorum(min(2, len(members)), members), levers=levers, leaf=True)
    return Node(name, "component", tuple(map(Edge, below[:2])), levers=levers, leaf=True)


def edges(graph: Graph) -> Iterator[tuple[int, int]]:
    """All dependencies, from user to what is used."""
    for number, node in enumerate(graph.nodes):
        yield from ((number, edge.target) for edge in node.requires)
        if isinstance(node.gate, Choice):
            yield from ((number, way.target) for way in node.gate.ways)
        elif node.gate is not None:
            yield from ((number, member) for member in node.gate.members)


def timed(call: Callable[[], Any], runs: int = 3) -> float:
    """Least CPU seconds of several runs."""
    least = float("inf")
    for _ in range(runs):
        start = time.process_time()
        call()
        least = min(least, time.process_time() - start)
    return least


def evaluate(frame: Frame, elements: list[Selector], block: lanes.Block) -> None:
    """One block of scenarios."""
    states(frame, Draw(frame.graph, block.full, zip(elements, block.masks, strict=True)))


def all_subsets() -> float:
    """2^16 subsets of 16 states on 2,500 nodes, over one pass of 200 scenarios on 10,000 edges of the same kind."""
    graph = layered_graph(2_500, 16, 200)
    frame = frame_of(graph, range(len(graph.nodes)))
    sixteen = [Selector("jurisdiction", f"Z{number}") for number in range(16)]
    (table,) = lanes.subsets(16, 16)
    wide = layered_graph(4_400, 16, 200)
    count = sum(1 for _ in edges(wide))
    other = frame_of(wide, range(len(wide.nodes)))
    vendors = [Selector("vendor", f"v{number}") for number in range(200)]
    ((single, _),) = lanes.of_order(200, 1, BLOCK)
    sys.stdout.write(f"one pass: {count:,} edges, 200 scenarios; table: 2,500 nodes, 65,536 scenarios\n")
    return timed(lambda: evaluate(frame, sixteen, table)) / timed(lambda: evaluate(other, vendors, single))


def all_pairs(size: int) -> Iterator[tuple[str, float]]:
    """Singles and pairs of 200 vendors: how many times longer each rival takes, from a sample of its searches."""
    graph = layered_graph(size, 16, 200)
    frame = frame_of(graph, range(len(graph.nodes)))
    vendors = [Selector("vendor", f"v{number}") for number in range(200)]
    pairs = list(combinations(range(200), 2))
    blocks = [block for block, _ in lanes.of_orders(200, (1, 2), lanes.width(len(frame.cells)))]
    mine = timed(lambda: [evaluate(frame, vendors, block) for block in blocks])
    found = list(edges(graph))
    sys.stdout.write(
        f"{len(pairs) + 200:,} scenarios on {size:,} nodes and {len(found):,} edges: {mine:.2f} s of CPU\n"
    )
    hit = [
        [n for n, node in enumerate(graph.nodes) if node.levers and node.levers[0].vendor == f"v{v}"]
        for v in range(200)
    ]
    sample = random.Random(SEED).sample(pairs, TRIED)  # noqa: S311 - a benchmark, not a secret
    turned = nx.DiGraph((b, a) for a, b in found)
    turned.add_nodes_from(range(size))
    yield (
        "networkx, breadth-first from all that is hit",
        _ratio(lambda pair: _spread(turned, hit, pair), sample, pairs, mine),
    )
    build = timed(lambda: nx.DiGraph(found))
    sys.stdout.write(
        f"  all of it: {mine / build:.2f} x the time in which networkx.DiGraph is built from them (limit 1)\n"
    )
    try:
        import rustworkx as rx
    except ImportError:
        return
    compiled = rx.PyDiGraph()
    compiled.add_nodes_from(range(size + 200))
    compiled.add_edges_from_no_data([(b, a) for a, b in found])
    compiled.add_edges_from_no_data([(size + vendor, node) for vendor in range(200) for node in hit[vendor]])
    yield "rustworkx, descendants of both vendors", _ratio(
        lambda pair: [rx.descendants(compiled, size + vendor) for vendor in pair], sample, pairs, mine
    )  # fmt: skip


def curves(size: int) -> tuple[float, float]:
    """212 cutoffs, by vendor and by state: the year over its first moment; `size` nodes over a tenth of them."""

    def run(nodes: int, end: int) -> Callable[[], Run]:
        graph = layered_graph(nodes, 12, 200)
        plan = make_plan(graph, NOT_FOUND, unknown=False)
        kinds: list[tuple[SelectorKind, str, int]] = [("vendor", "v", 200), ("jurisdiction", "Z", 12)]
        named = [Selector(kind, f"{name}{number}") for kind, name, count in kinds for number in range(count)]
        cutoffs = [Cutoff(str(one), "scenario", (one,)) for one in named]
        return lambda: Run(plan, Pulls(cutoffs, graph), end)

    year, moment, small = timed(run(size, YEAR)), timed(run(size, 0)), timed(run(size // 10, YEAR))
    return year / moment, year / small


def _spread(turned: "nx.DiGraph[int]", hit: list[list[int]], pair: tuple[int, ...]) -> set[int]:
    seen = {node for vendor in pair for node in hit[vendor]}
    waiting = list(seen)
    while waiting:
        for user in turned.successors(waiting.pop()):
            if user not in seen:
                seen.add(user)
                waiting.append(user)
    return seen


def _ratio(search: Callable[[tuple[int, ...]], Any], sample: list[Any], pairs: list[Any], mine: float) -> float:
    return timed(lambda: [search(pair) for pair in sample], 1) / len(sample) * (len(pairs) + 200) / mine


def main() -> None:
    """Print both figures with their limits."""
    options = argparse.ArgumentParser()
    options.add_argument("--components", type=int, default=100_000)
    given = options.parse_args()
    sys.stdout.write(f"all subsets of 16 states: {all_subsets():.1f} x one pass (limit 15)\n\n")
    over_moment, over_small = curves(given.components)
    sys.stdout.write(f"212 cutoffs over a year: {over_moment:.1f} x one moment (limit 5)\n")
    sys.stdout.write(f"the same, over a graph of a tenth of the size: {over_small:.1f} x (limit 12)\n\n")
    for name, ratio in all_pairs(given.components):
        sys.stdout.write(f"  {name}: {ratio:,.0f} x longer (limit 1,000)\n")


if __name__ == "__main__":
    main()
