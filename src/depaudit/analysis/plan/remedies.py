"""The changes that mend single outages of a scan, each proved by simulation."""

from collections.abc import Iterator, Sequence

from depaudit.analysis.alternatives.proof import foreign_states, worst_share
from depaudit.analysis.alternatives.wish import Limits, Wish
from depaudit.analysis.plan.action import Action, apply, total_of
from depaudit.analysis.plan.generate import actions_for
from depaudit.analysis.plan.oracle import Oracle
from depaudit.analysis.plan.search import Search, cost
from depaudit.analysis.plan.target import Target
from depaudit.cutoff.scenario import Cutoff
from depaudit.cutoff.sets import minimal_sets
from depaudit.cutoff.simulation import Simulation
from depaudit.cutoff.survival import Watched
from depaudit.model.inventory import Inventory
from depaudit.model.results import Alternative


def ways(simulation: Simulation, outages: Sequence[tuple[Watched, Cutoff]]) -> Iterator[Alternative]:
    """For each outage the cheapest single change or two, or else the cheapest set."""
    targets = tuple(Target(service.id, service.node, cutoff, service.rto) for service, cutoff in outages)
    actions = actions_for(simulation, targets, Wish(limits=Limits(as_of=simulation.sources.as_of)))
    search = Search(Oracle(simulation, targets, actions))
    oracle = search.oracle
    tries = [(number, action) for number in search.open for action in sorted(oracle.relevant[number])]
    saved = oracle.first_saved([(number, frozenset((action,)), ()) for number, action in tries])
    alone: dict[int, list[int]] = {}
    for (number, action), steps in zip(tries, saved, strict=True):
        if steps == 0:
            alone.setdefault(number, []).append(action)
    before = worst_share(simulation, foreign_states(simulation))
    measured: dict[frozenset[int], Inventory] = {}
    for number in search.open:
        if number in search.lost:
            continue
        best = _two(sorted(alone.get(number, ()), key=lambda one: (cost(actions[one]), one)), actions)
        sets = [frozenset((one,)) for one in best] or [search.run([number]).taken]
        for taken in sets:
            if taken not in measured:
                measured[taken] = apply(simulation.inventory, [actions[one] for one in sorted(taken)])
            yield _alternative(
                simulation, measured[taken], targets[number], [actions[one] for one in sorted(taken)], before
            )


def _two(ordered: Sequence[int], actions: Sequence[Action]) -> list[int]:
    """The cheapest, and the cheapest that is run in another way: as a service or by oneself."""
    first = ordered[:1]
    others = [one for one in ordered[1:] if _way(actions[one]) != _way(actions[first[0]])] or list(ordered[1:])
    return [*first, *others[:1]]


def _way(action: Action) -> str:
    return (action.new.deployment or "") if action.new is not None else "setting"


def _alternative(
    simulation: Simulation, changed: Inventory, target: Target, taken: Sequence[Action], before: float
) -> Alternative:
    sources = simulation.sources
    after = Simulation(changed, sources.catalog, trust=sources.trust, as_of=sources.as_of)
    states = foreign_states(after)
    node = after.graph.by_id[target.service]
    sets = minimal_sets(after.graph, [node], [cut.selectors[0] for cut in states], 2)[node]
    effort = total_of(taken, frozenset(range(len(taken))))
    new = [action.new.uses or action.new.kind or action.new.id for action in taken if action.new is not None]
    reasons = tuple(reason for action in taken for reason in action.reasons[:1])
    return Alternative(
        component=taken[0].place, alternative=" + ".join(new), action="; ".join(action.text for action in taken),
        reasons=reasons, residual_cut_sets=(*sets.certain, *sets.possible), score_before=before,
        score_after=worst_share(after, states), service=target.service, cutoff=target.cutoff.id,
        effort_low=effort.low, effort_high=effort.high,
    )  # fmt: skip
