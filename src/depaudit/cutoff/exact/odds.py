"""Probability of a function whose variables are independent, and what each variable adds to it."""

from collections.abc import Sequence
from typing import Final

from depaudit.cutoff.exact.diagram import FALSE, TRUE
from depaudit.cutoff.exact.function import Function
from depaudit.cutoff.exact.part import Part
from depaudit.model.rates import Importance

_MOST_TOGGLING: Final = 10_000_000
_NOTHING: Final = 1e-12


def chance_of(function: Function, chances: Sequence[float]) -> float:
    """The probability that the function is true; `chances` by element. One pass over the diagrams, exact."""
    return _Weighed(function).total(chances)


def importances(function: Function, chances: Sequence[float], names: Sequence[str]) -> tuple[Importance, ...]:
    """The importance of every element, in their order. None where the function is never true."""
    weighed = _Weighed(function)
    total = weighed.total(chances)
    if not total:
        return ()
    slopes = weighed.slopes()
    exactly = weighed.size * len(chances) <= _MOST_TOGGLING
    found = []
    for number, name in enumerate(names):
        chance, slope = chances[number], slopes[number]
        without = weighed.without(chances, number) if exactly else _nearly(total, total - chance * slope)
        reduction = total / without if without else None
        found.append(Importance(name, chance, slope, (total - without) / total, (without + slope) / total, reduction))
    return tuple(found)


class _Weighed:
    """A function with the probability of every node: `values` by part, `inputs` by the number of an input."""

    def __init__(self, function: Function) -> None:
        self.parts = [(part, part.diagrams.under(part.top)) for part in function.parts]
        self.size = sum(len(nodes) for _, nodes in self.parts)
        self.values: list[dict[int, float]] = []
        self.inputs: list[float] = []

    def total(self, chances: Sequence[float]) -> float:
        """The probability of the whole."""
        self.inputs, self.values = [*chances], []
        for part, nodes in self.parts:
            values = _values(part, nodes, self.inputs)
            self.values.append(values)
            self.inputs.append(values[part.top])
        return self.inputs[-1]

    def without(self, chances: Sequence[float], number: int) -> float:
        """The probability of the whole where one element is never lost."""
        inputs = [*chances]
        inputs[number] = 0.0
        for part, nodes in self.parts:
            inputs.append(_values(part, nodes, inputs)[part.top])
        return inputs[-1]

    def slopes(self) -> list[float]:
        """The derivative of the probability by each input: the Birnbaum importance. One pass down the diagrams."""
        slopes = [0.0] * len(self.inputs)
        slopes[-1] = 1.0
        whole = len(slopes)
        for (part, nodes), values in zip(reversed(self.parts), reversed(self.values), strict=True):
            whole -= 1
            high, low, level = part.diagrams.high, part.diagrams.low, part.diagrams.level
            reached = dict.fromkeys(nodes, 0.0) | {FALSE: 0.0, TRUE: 0.0, part.top: slopes[whole]}
            for node in reversed(nodes):
                at, mass = part.inputs[level[node]], reached[node]
                slopes[at] += mass * (values[high[node]] - values[low[node]])
                reached[high[node]] += mass * self.inputs[at]
                reached[low[node]] += mass * (1 - self.inputs[at])
        return slopes


def _values(part: Part, nodes: Sequence[int], inputs: Sequence[float]) -> dict[int, float]:
    high, low, level = part.diagrams.high, part.diagrams.low, part.diagrams.level
    values = {FALSE: 0.0, TRUE: 1.0}
    chances = [inputs[number] for number in part.inputs]
    for node in nodes:
        chance = chances[level[node]]
        values[node] = chance * values[high[node]] + (1 - chance) * values[low[node]]
    return values


def _nearly(total: float, without: float) -> float:
    return without if without > _NOTHING * total else 0.0
