"""Probability of a function whose variables are independent, and what each variable adds to it."""

from collections.abc import Sequence
from typing import Final

from depaudit.cutoff.exact.diagram import FALSE, TRUE
from depaudit.cutoff.exact.function import Function
from depaudit.model.rates import Importance

_MOST_TOGGLING: Final = 10_000_000
_NOTHING: Final = 1e-12


def chance_of(function: Function, chances: Sequence[float]) -> float:
    """The probability that the function is true; `chances` by level. One pass over the diagram, exact."""
    return _values(function, chances, function.diagrams.under(function.top))[function.top]


def importances(function: Function, chances: Sequence[float], names: Sequence[str]) -> tuple[Importance, ...]:
    """The importance of every variable, by level. None where the function is never true."""
    nodes = function.diagrams.under(function.top)
    values = _values(function, chances, nodes)
    total = values[function.top]
    if not total:
        return ()
    slopes = _slopes(function, chances, nodes, values)
    exactly = len(nodes) * len(chances) <= _MOST_TOGGLING
    found = []
    for level, name in enumerate(names):
        chance, slope = chances[level], slopes[level]
        without = _without(function, chances, nodes, level) if exactly else _nearly(total, total - chance * slope)
        reduction = total / without if without else None
        found.append(Importance(name, chance, slope, (total - without) / total, (without + slope) / total, reduction))
    return tuple(found)


def _values(function: Function, chances: Sequence[float], nodes: Sequence[int]) -> dict[int, float]:
    high, low, level = function.diagrams.high, function.diagrams.low, function.diagrams.level
    values = {FALSE: 0.0, TRUE: 1.0}
    for node in nodes:
        chance = chances[level[node]]
        values[node] = chance * values[high[node]] + (1 - chance) * values[low[node]]
    return values


def _slopes(
    function: Function, chances: Sequence[float], nodes: Sequence[int], values: dict[int, float]
) -> list[float]:
    """The derivative of the probability by each chance: the Birnbaum importance. One pass down the diagram."""
    high, low, level = function.diagrams.high, function.diagrams.low, function.diagrams.level
    reached = dict.fromkeys(nodes, 0.0) | {FALSE: 0.0, TRUE: 0.0, function.top: 1.0}
    slopes = [0.0] * len(chances)
    for node in reversed(nodes):
        at, mass = level[node], reached[node]
        slopes[at] += mass * (values[high[node]] - values[low[node]])
        reached[high[node]] += mass * chances[at]
        reached[low[node]] += mass * (1 - chances[at])
    return slopes


def _without(function: Function, chances: Sequence[float], nodes: Sequence[int], level: int) -> float:
    spared = [*chances]
    spared[level] = 0.0
    return _values(function, spared, nodes)[function.top]


def _nearly(total: float, without: float) -> float:
    return without if without > _NOTHING * total else 0.0
