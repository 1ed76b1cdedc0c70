"""One run of the engine, asked whether targets fail: by outages, and where `up` is asked for by impairment."""

from collections.abc import Iterable, Mapping, Sequence

from depaudit.analysis.plan.target import Target, breached
from depaudit.cutoff.curve import at, bits_of
from depaudit.cutoff.evaluate import Run
from depaudit.cutoff.impair import impaired_at
from depaudit.cutoff.plan import Plan, make_plan
from depaudit.cutoff.scenario import Pulls
from depaudit.cutoff.simulation import Simulation
from depaudit.model.duration import YEAR
from depaudit.scenarios.onto import by_error, struck

Moment = tuple[int, int]
"""A cutoff, by number, and a second after it."""


class Trial:
    """Scenarios as bits. Unknown facts count as the plan was made with."""

    def __init__(self, plan: Plan, pulls: Pulls) -> None:
        self.run = Run(plan, pulls, YEAR)
        self._pulls = pulls
        self._impaired: dict[int, list[int]] = {}

    def failing(self, node: int, target: Target) -> int:
        """The scenarios in which a service at `node` fails `target`."""
        mask = breached(self.run.curves[node], target)
        for second in target.moments:
            mask |= self.poor(node, second)
        return mask

    def poor(self, node: int, second: int) -> int:
        """The scenarios in which a node is down or impaired at `second`."""
        if second not in self._impaired:
            (self._impaired[second],) = impaired_at(self.run, self._pulls, [second])
        return at(self.run.curves[node], second) | self._impaired[second][node]


def hurt(
    simulation: Simulation,
    components: Iterable[str],
    targets: Sequence[Target],
    names: Mapping[str, str] | None = None,
) -> dict[str, frozenset[Moment]]:
    """For each component when it is not up, of the moments at which `targets` ask for `up`.

    `names` is as for `struck`. Numbers of cutoffs depend on `targets` alone.
    """
    components = tuple(components)
    asked: dict[tuple[object, ...], set[int]] = {}
    for target in targets:
        asked.setdefault(target.cutoff.does, set()).update(target.moments)
    cutoffs = struck(simulation, list({target.cutoff.does: target.cutoff for target in targets}.values()), names)
    moments = list(asked.values())
    found: dict[str, set[Moment]] = {name: set() for name in components}
    for error, numbers in by_error(cutoffs).items():
        pulls = Pulls([cutoffs[number] for number in numbers], simulation.graph)
        trial = Trial(make_plan(simulation.graph, error, unknown=True), pulls)
        for second in sorted(set().union(*(moments[number] for number in numbers))):
            for name, poor in found.items():
                bits = bits_of(trial.poor(simulation.graph.by_id[name], second))
                poor.update((numbers[bit], second) for bit in bits if second in moments[numbers[bit]])
    return {name: frozenset(poor) for name, poor in found.items()}
