"""The plan: the cheapest set of changes that makes services survive, proved optimal and proved to work."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from depaudit.analysis.alternatives.effort import Effort
from depaudit.analysis.alternatives.wish import Wish
from depaudit.analysis.plan.action import Action, apply, total_of
from depaudit.analysis.plan.frontier import Point, frontier
from depaudit.analysis.plan.generate import actions_for
from depaudit.analysis.plan.oracle import Oracle
from depaudit.analysis.plan.search import Search, Solver
from depaudit.analysis.plan.target import Target, breached
from depaudit.cutoff.scenario import Cutoff
from depaudit.cutoff.simulation import Simulation
from depaudit.graph.types import reads
from depaudit.model.inventory import Inventory
from depaudit.scenarios.onto import stands_alone

MOST_ROUNDS: Final = 5
"""How often the targets of the changed inventory are taken in."""

DOWN_ALREADY: Final = "it is down before any cut; no plan against a cut mends that"


class Remaining(NamedTuple):
    """A target that fails in the simulation of the changed inventory, and why."""

    service: str
    cut: str
    why: str


class Plan(NamedTuple):
    """What to do. Efforts in person-days.

    `optimal`: no cheaper set of the actions considered reaches the targets. `effective`: the changed inventory was
    simulated and every target but the remaining ones holds. `targets` and `failing` count (service, cut) pairs
    before any change, without services that are down before any cut: no plan against a cut is made for those, but
    `remaining` names them while they fail. A target that asks for `up` fails too while its service is impaired.
    `inventory` is the changed one.
    """

    actions: tuple[Action, ...]
    effort: Effort
    optimal: bool
    effective: bool
    targets: int
    failing: int
    considered: int
    remaining: tuple[Remaining, ...]
    frontier: tuple[Point, ...]
    inventory: Inventory
    over_budget: bool = False
    pairs: tuple[tuple[str, str], ...] = ()

    @property
    def reached(self) -> bool:
        """Whether every target holds once the actions are taken."""
        return self.effective and not self.remaining


def make_plan_for(
    simulation: Simulation,
    targets_of: Callable[[Simulation], Sequence[Target]],
    *,
    wish: Wish | None = None,
    budget: float | None = None,
    solver: Solver = "auto",
    with_frontier: bool = True,
) -> Plan:
    """The cheapest set of changes by which the targets hold, as far as anything reaches them.

    `targets_of` names the targets of an inventory: a change may bring in a state or a vendor that was not there, and
    "any single foreign state" means that one too; so the targets of the changed inventory are taken in until there
    are no new ones. With a `budget` (person-days, compared with the middle of the range) it is the best point of the
    frontier within it.
    """
    targets = tuple(dict.fromkeys(targets_of(simulation)))
    for _ in range(MOST_ROUNDS + 1):
        plan = _planned(simulation, targets, wish or Wish(), budget, solver, with_frontier=with_frontier)
        fresh = _fresh(simulation, targets, targets_of(_after(simulation, plan.inventory)))
        if not fresh:
            return plan
        targets += fresh
    return _unsearched(simulation, plan, fresh)


def _fresh(simulation: Simulation, known: Sequence[Target], found: Sequence[Target]) -> tuple[Target, ...]:
    """The targets of a changed inventory that are not `known`, with the nodes that they have before the change."""
    pairs = {(target.service, target.cutoff.does) for target in known}
    nodes = simulation.graph.by_id
    return tuple(one._replace(node=nodes[one.service]) for one in dict.fromkeys(found)
                 if (one.service, one.cutoff.does) not in pairs)  # fmt: skip


def _unsearched(simulation: Simulation, plan: Plan, fresh: Sequence[Target]) -> Plan:
    """The last plan, with those of the targets it brings in itself that do not hold: nothing was sought for them."""
    still = sorted(_failing(simulation, plan.inventory, fresh))
    more = tuple(Remaining(fresh[number].service, fresh[number].cutoff.id, "the changes themselves bring this in")
                 for number in still)  # fmt: skip
    return plan._replace(remaining=plan.remaining + more, optimal=plan.optimal and not more)


def _planned(
    simulation: Simulation, targets: Sequence[Target], wish: Wish, budget: float | None, solver: Solver, *,
    with_frontier: bool,
) -> Plan:  # fmt: skip
    targets, broken = _sound(simulation, targets)
    bare = Oracle(simulation, targets, ())
    failing = [targets[number] for number in bare.failing(frozenset())]
    actions = actions_for(simulation, failing, wish, targets)
    search = Search(Oracle(simulation, targets, actions), solver)
    found = search.run()
    weight = {service.id: service.weight for service in simulation.services}
    points = frontier(search, found, weight) if with_frontier or budget is not None else ()
    chosen, proved, over = found.taken, found.proved, False
    if budget is not None and total_of(actions, chosen).middle > budget:
        best = min((point for point in points if point.effort.middle <= budget), key=lambda point: point.exposure)
        chosen, proved, over = best.taken, best.proved, True
    picked = tuple(actions[number] for number in sorted(chosen))
    changed = apply(simulation.inventory, picked)
    still = _failing(simulation, changed, targets)
    stopped = {target for number, target in enumerate(targets) if number in still and not target.unimpaired}
    remaining = tuple(Remaining(target.service, target.cutoff.id, _why(search, number, over=over))
                      for number, target in enumerate(targets) if number in still
                      and not (target.unimpaired and target._replace(unimpaired=False) in stopped))  # fmt: skip
    remaining += tuple(Remaining(broken[number].service, broken[number].cutoff.id, DOWN_ALREADY)
                       for number in sorted(_failing(simulation, changed, broken)))  # fmt: skip
    expected = set(found.lost) if not over else still
    exact = all(stands_alone(part) for target in targets for part in target.cutoff.parts)
    return Plan(
        picked, total_of(actions, chosen), proved and exact, still <= expected, _count(targets), _count(failing),
        len(actions), remaining, points, changed, over,
        tuple(dict.fromkeys((target.service, target.cutoff.id) for target in failing)),
    )  # fmt: skip


def _count(targets: Sequence[Target]) -> int:
    """How many there are, where those that also ask for `up` are the same ones."""
    return len({target._replace(unimpaired=False) for target in targets})


def _sound(simulation: Simulation, targets: Sequence[Target]) -> tuple[tuple[Target, ...], tuple[Target, ...]]:
    """The targets without services that are ever down without a cutoff, and those: no plan against one mends them."""
    nothing = tuple(Target(target.service, target.node, Cutoff("", "scenario", ()), 0) for target in targets)
    down = set(Oracle(simulation, nothing, ()).failing(frozenset()))
    return (
        tuple(target for number, target in enumerate(targets) if number not in down),
        tuple(target for number, target in enumerate(targets) if number in down),
    )


def _after(simulation: Simulation, changed: Inventory) -> Simulation:
    sources = simulation.sources
    return Simulation(changed, sources.catalog, trust=sources.trust, as_of=sources.as_of)


def _failing(simulation: Simulation, changed: Inventory, targets: Sequence[Target]) -> set[int]:
    """The proof: the changed inventory, simulated as it would be written."""
    return set(Oracle(_after(simulation, changed), targets, ()).failing(frozenset())) if targets else set()


def _why(search: Search, number: int, *, over: bool) -> str:
    if number not in search.lost:
        return "left out to keep to the budget" if over else "the change does not hold when simulated"
    names = "; ".join(blockers(search.oracle, number))
    what = f"no change is known that gets round {names}" if names else "no change is known for what it rests on"
    oracle = search.oracle
    down = breached(oracle.with_all(number).run.curves[oracle.nodes[number]], oracle.targets[number])
    return what if down else f"it would serve on, impaired: {what}"


def blockers(oracle: Oracle, number: int, most: int = 4) -> list[str]:
    """The things that are hurt by themselves under a target's cutoff though every action is taken."""
    trial, moments = oracle.with_all(number), oracle.targets[number].moments
    waiting, seen, found = [oracle.nodes[number]], {oracle.nodes[number]}, []

    def bad(node: int) -> bool:
        return any(mask for _, mask in trial.run.curves[node]) or any(trial.poor(node, one) for one in moments)

    while waiting:
        index = waiting.pop(0)
        node = oracle.graph.nodes[index]
        below = [other for other in reads(node) if bad(other)]
        if trial.run.own_curves.get(index) or not below:
            unknown = next((lever.reason for lever in node.levers if lever.unknown and lever.reason), "")
            name = oracle.names.get(node.id, node.id)
            found.append(f"{name} ({unknown})" if unknown else name)
        waiting += [other for other in dict.fromkeys(below) if other not in seen]
        seen.update(below)
    return list(dict.fromkeys(found))[:most]
