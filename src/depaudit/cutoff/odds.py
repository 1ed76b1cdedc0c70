"""How likely a service is lost, by the user's rates, and what bears on that: exact, else sampled with its error."""

from collections.abc import Iterable, Sequence
from math import sqrt
from typing import Final, NamedTuple

from depaudit.cutoff.exact import lanes
from depaudit.cutoff.exact.diagram import NODES, Diagrams, OverBudgetError
from depaudit.cutoff.exact.draw import Draw, Mask
from depaudit.cutoff.exact.elements import Level, elements_of, reach
from depaudit.cutoff.exact.frame import Frame, frame_of
from depaudit.cutoff.exact.function import Function, draw_function, function_of
from depaudit.cutoff.exact.odds import chance_of, importances
from depaudit.cutoff.exact.settle import states
from depaudit.cutoff.scenario import Selector
from depaudit.cutoff.simulation import Simulation
from depaudit.errors import LimitError, SelectorError
from depaudit.model.rates import Cause, Importance, Odds, Rates, Struck

SAMPLES: Final = 1_000_000
SEED: Final = 20_260_612
EVEN: Final = 0.5
"""What stands for a chance where no rates are given: structural importance, every element lost or not alike."""


def odds(simulation: Simulation, service: str, rates: Rates, *, budget: int = NODES, samples: int = SAMPLES) -> Odds:
    """The probability that `service` is down for good after a year in which causes strike at `rates`.

    A cause that strikes within the year is evaluated as a cutoff on its first day, with the state at the end of
    the span. Exact over a decision diagram of up to `budget` nodes, else estimated from `samples` random years.
    Raises SelectorError.
    """
    question = _Question.of(simulation, service, rates)
    try:
        value, low = (
            chance_of(question.function(worst=worst, budget=budget), question.chances) for worst in (True, False)
        )
        return Odds(value, low, "exact", unrated=question.unrated)
    except OverBudgetError:
        value, low = (question.sampled(samples, worst=worst) for worst in (True, False))
        error = sqrt(value * (1 - value) / samples)
        return Odds(value, low, "sampled", error, samples, question.unrated)


def importance(
    simulation: Simulation, service: str, level: Level, *, rates: Rates | None = None, budget: int = NODES
) -> tuple[Importance, ...]:
    """What bears most on the loss of `service`, the largest Birnbaum importance first.

    Without rates: every element of `level`, structural (each lost with probability one half). With rates: every
    cause. Everything unknown is taken for as bad as it may be. Raises SelectorError and LimitError.
    """
    try:
        if rates is not None:
            question = _Question.of(simulation, service, rates)
            function = question.function(worst=True, budget=budget)
            found = importances(function, question.chances, [cause.name for cause in question.causes])
        else:
            elements = elements_of(simulation.graph, simulation.home, level)
            node = simulation.service(service).node
            function = function_of(frame_of(simulation.graph, [node]), node, elements, worst=True, budget=budget)
            names = [element.name for element in function.elements]
            found = importances(function, [EVEN] * len(names), names)
    except OverBudgetError:
        raise LimitError(
            f"the importance of what {service!r} rests on takes a diagram of over {budget} nodes"
        ) from None
    return tuple(sorted(found, key=lambda one: (-one.birnbaum, one.name)))


class _Question(NamedTuple):
    """One service, and the causes that can take part in its loss."""

    frame: Frame
    node: int
    causes: tuple[Cause, ...]
    elements: tuple[Selector, ...]
    unrated: tuple[str, ...]

    @classmethod
    def of(cls, simulation: Simulation, service: str, rates: Rates) -> "_Question":
        """The causes in the order in which the service meets what they strike. Raises SelectorError."""
        node = simulation.service(service).node
        frame = frame_of(simulation.graph, [node])
        graph = simulation.graph
        rates = _known_as_here(rates, simulation)
        struck = {Selector(one.kind, one.name): None for cause in rates.causes for one in cause.strikes}
        met = reach(frame, node, tuple(struck)).elements
        rank = {element: place for place, element in enumerate(met)}
        acting = [cause for cause in rates.causes if any(Selector(*one) in rank for one in cause.strikes)]
        acting.sort(key=lambda cause: min(rank.get(Selector(*one), len(rank)) for one in cause.strikes))
        wanted = [
            one for level in ("jurisdiction", "component") for one in elements_of(graph, simulation.home, level)
        ]
        unrated = tuple(str(one) for one in reach(frame, node, wanted).elements if one not in rank)
        return cls(frame, node, tuple(acting), met, unrated)

    @property
    def chances(self) -> list[float]:
        """The yearly probability of each cause."""
        return [cause.chance for cause in self.causes]

    def function(self, *, worst: bool, budget: int) -> Function:
        """The loss as a function of the causes. Raises OverBudgetError."""

        def masks(diagrams: Diagrams) -> Iterable[tuple[Selector, Mask]]:
            return self._masks([diagrams.variable(level) for level in range(len(self.causes))])

        levels = [Selector("component", cause.name) for cause in self.causes]
        return draw_function(self.frame, self.node, levels, worst=worst, budget=budget, masks=masks)

    def sampled(self, samples: int, *, worst: bool) -> float:
        """The share of `samples` random years in which the service is lost; the same years for both sides."""
        lost = 0
        for block in lanes.samples(self.chances, samples, lanes.width(len(self.frame.cells)), SEED):
            drawn = self._masks(block.masks)
            make = Draw.worst if worst else Draw
            down = states(self.frame, make(self.frame.graph, block.full, drawn))[self.frame.cell_of[self.node]]
            lost += down.bit_count()
        return lost / samples

    def _masks(self, of_cause: Sequence[Mask]) -> list[tuple[Selector, Mask]]:
        return [(Selector(*one), mask) for cause, mask in zip(self.causes, of_cause, strict=True)
                for one in cause.strikes]  # fmt: skip


def _known_as_here(rates: Rates, simulation: Simulation) -> Rates:
    """The same causes with vendors called what the graph calls them; those that are not here stay as they are."""

    def named(one: Struck) -> Struck:
        try:
            return one._replace(name=simulation.selector(f"vendor:{one.name}").name) if one.kind == "vendor" else one
        except SelectorError:
            return one

    return rates._replace(
        causes=tuple(cause._replace(strikes=tuple(map(named, cause.strikes))) for cause in rates.causes)
    )
