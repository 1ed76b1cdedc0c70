"""Cut sets by trying every subset of the elements on the engine that goes forward in time."""

from collections.abc import Sequence

from depaudit import Simulation
from depaudit.cutoff.curve import at, bits_of
from depaudit.cutoff.evaluate import Run
from depaudit.cutoff.plan import make_plan
from depaudit.cutoff.scenario import NOT_FOUND, Pulls, Selector
from depaudit.graph.types import Graph
from depaudit.model.duration import YEAR

Names = frozenset[frozenset[str]]


class NoCatalog:
    """A catalog that knows nothing: inventories speak for themselves."""

    def vendor(self, _identifier: str) -> None:
        return None

    offering = model = vendor_named = region = vendor

    def resolve(self, _uses: str, *, self_hosted: bool | None) -> None:
        return None


class AllSubsets(Pulls):
    """Scenario number n cuts element k if bit k of n is set."""

    def __init__(self, graph: Graph, elements: Sequence[Selector]) -> None:
        super().__init__((), graph)
        self.full = (1 << (1 << len(elements))) - 1
        for number, element in enumerate(elements):
            mask = sum(1 << subset for subset in range(1 << len(elements)) if subset >> number & 1)
            self._add(element, mask)


def truth(simulation: Simulation, node: int, elements: Sequence[Selector], *, worst: bool) -> int:
    """Bit n tells whether `node` is down at the end of the year when the elements in the bits of n are cut."""
    plan = make_plan(simulation.graph, NOT_FOUND, unknown=worst)
    return at(Run(plan, AllSubsets(simulation.graph, elements), YEAR).curves[node], YEAR)


def brute_force(simulation: Simulation, node: int, elements: Sequence[Selector], *, worst: bool) -> Names:
    """The minimal sets that stop `node`; none where it is down without any cut."""
    down = list(bits_of(truth(simulation, node, elements, worst=worst)))
    kept: list[int] = []
    for subset in sorted(down, key=int.bit_count):
        if not any(smaller & ~subset == 0 for smaller in kept):
            kept.append(subset)
    if kept == [0]:
        return frozenset()
    return frozenset(frozenset(elements[number].name for number in bits_of(subset)) for subset in kept)
