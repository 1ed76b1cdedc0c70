"""How long the plan takes on a large inventory: `python benchmarks/plan.py [NODES] [STATES] [search|milp]`.

A random inventory of layers: services on components on hosts, leaves under the states, half of the middle with a
fallback. The target: every service survives every single state.
"""

import random
import sys
import time

from depaudit import Simulation, load
from depaudit.analysis.plan import asked, make_plan_for
from depaudit.analysis.plan.search import Solver

SEED = 7
CODES = ["US", "CN", "GB", "IN", "JP", "KR", "AU", "BR", "CH", "NO", "IL", "SG", "AE", "SA", "TR", "MX", "ZA", "TW",
         "RU", "VN", "TH", "ID", "MY", "NZ", "AR", "CL"]  # fmt: skip


class NoCatalog:
    """A catalog that knows nothing: the inventory says it all."""

    def vendor(self, _identifier: str) -> None:
        return None

    offering = model = vendor_named = region = vendor

    def resolve(self, _uses: str, *, self_hosted: bool | None) -> None:
        return None


def inventory(nodes: int, states: int) -> dict[str, object]:
    """`nodes` services and components under `states` foreign states; every fortieth is a service."""
    rng = random.Random(SEED)  # noqa: S311  nothing secret: the same inventory every time
    services: list[dict[str, object]] = []
    parts: list[dict[str, object]] = []
    leaves = [f"leaf{number}" for number in range(nodes // 2)]
    for name in leaves:
        own = rng.random() < 0.3
        provider = (
            {"own": True} if own else {"name": f"V{rng.randrange(200)}", "jurisdiction": rng.choice(CODES[:states])}
        )
        parts.append(
            {"id": name, "provider": provider, "kind": rng.choice(["saas", "hosting", "database", "registry"])}
        )
    middle = [f"part{number}" for number in range(nodes - len(leaves) - nodes // 40)]
    for number, name in enumerate(middle):
        below = middle[:number][-200:] + leaves
        first = rng.sample(below, 2)
        if rng.random() < 0.5:
            parts.append({"id": name, "any_of": first, "switch": {"mode": rng.choice(["automatic", "manual"])}})
        else:
            parts.append({"id": name, "requires": [rng.choice(leaves), rng.choice(below)]})
    for number in range(nodes // 40):
        level = rng.choice(["critical", "high", "medium"])
        services.append({"id": f"s{number}", "criticality": level, "requires": rng.sample(middle, 3)})
    return {"depaudit": 1, "organisation": {"jurisdiction": "CA", "home": ["CA"]}, "services": services,
            "components": parts}  # fmt: skip


def main(nodes: int = 4_000, states: int = 20, solver: Solver = "search") -> None:
    """Build, plan, and say what it took."""
    simulation = Simulation(load(inventory(nodes, states)), NoCatalog())
    start = time.perf_counter()
    plan = make_plan_for(
        simulation, lambda one: asked(one, ["any-jurisdiction"], ["all"]), solver=solver, with_frontier=False
    )
    seconds = time.perf_counter() - start
    sys.stdout.write(
        f"{len(simulation.graph.nodes)} nodes, {states} states, {solver}: {plan.failing} of {plan.targets} targets "
        f"failed, {plan.considered} changes, {len(plan.actions)} taken, optimal {plan.optimal}, "
        f"effective {plan.effective}, {len(plan.remaining)} out of reach, {seconds:.1f} s\n"
    )


if __name__ == "__main__":
    nodes, states, solver = [*sys.argv[1:], *("4000", "20", "search")[len(sys.argv) - 1 :]]
    main(int(nodes), int(states), "milp" if solver == "milp" else "search")
