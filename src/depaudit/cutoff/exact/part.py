"""Parts of a formula as decision diagrams, each in the first of several orders of its variables that is small."""

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from depaudit.cutoff.exact.diagram import FALSE, TRUE, Diagrams, OverBudgetError, deep
from depaudit.cutoff.exact.modules import split
from depaudit.cutoff.exact.sketch import ALWAYS, Net, Sketch, net_of

Order = Literal["shared first", "light first", "written"]
ORDERS: Final[tuple[Order, ...]] = ("shared first", "light first", "written")
TRIES: Final = (40_000, 150_000, 800_000)
"""Nodes for the first tries, so that a bad order of variables is given up early."""


class Part(NamedTuple):
    """One diagram. `inputs` by level: the number of an element, or of an earlier part, counted after the elements."""

    diagrams: Diagrams
    top: int
    inputs: tuple[int, ...]


def parts_of(sketch: Sketch, top: int, budget: int, orders: Sequence[Order] = ORDERS) -> tuple[Part, ...]:
    """The formula `top` in independent parts, what is read first. Raises OverBudgetError for over `budget` nodes."""
    elements = sketch.join.count("variable")
    if top == ALWAYS:
        return (Part(Diagrams(budget), TRUE, ()),)
    net = net_of(sketch, top)
    if top not in net.args:
        diagrams = Diagrams(budget)
        return (Part(diagrams, diagrams.node(0, TRUE, FALSE), (top,)),)
    drawing = _Drawing(net, split(net), elements)
    parts: list[Part] = []
    with deep(elements + len(drawing.gates)):
        for gate in drawing.gates:
            parts.append(drawing.part(gate, budget, orders))
            budget -= len(parts[-1].diagrams.level)
    return tuple(parts)


class _Drawing:
    """A formula that is drawn part by part. `inputs` numbers what a diagram may ask for."""

    def __init__(self, net: Net, gates: Sequence[int], elements: int) -> None:
        self.net, self.gates = net, gates
        self.inputs = {gate: elements + number for number, gate in enumerate(gates)}
        self.weight = self._weights()

    def _weights(self) -> dict[int, int]:
        """How many inputs each gate joins, those of gates below it included."""
        weight: dict[int, int] = {}
        for gate in _bottom_up(self.net):
            weight[gate] = sum(weight[arg] if self._inner(arg) else 1 for arg in self.net.args[gate])
        return weight

    def _inner(self, number: int) -> bool:
        return number in self.net.args and number not in self.inputs

    def part(self, gate: int, budget: int, orders: Sequence[Order]) -> Part:
        """One part. Raises OverBudgetError."""
        for share in (*(some for some in TRIES if some < budget), budget):
            for how in orders:
                try:
                    return self._drawn(gate, share, how)
                except OverBudgetError:
                    continue
        raise OverBudgetError

    def _drawn(self, gate: int, budget: int, how: Order) -> Part:
        inner, inputs = self._laid_out(gate, how)
        diagrams = Diagrams(budget)
        place = {number: level for level, number in enumerate(inputs)}
        drawn: dict[int, int] = {}
        for number in inner:
            drawn[number] = self._joined(number, diagrams, place, drawn)
        return Part(diagrams, drawn[gate], tuple(self.inputs.get(number, number) for number in inputs))

    def _joined(self, gate: int, diagrams: Diagrams, place: dict[int, int], drawn: dict[int, int]) -> int:
        """A gate from what it reads, what is low first: an input above all of that is put on top of it."""
        union = self.net.join[gate] == "or"
        join, made = (diagrams.either, FALSE) if union else (diagrams.both, TRUE)
        level, node = diagrams.level, diagrams.node
        args = [(place[arg], -1) if arg in place else (level[drawn[arg]], drawn[arg]) for arg in self.net.args[gate]]
        for at, top in sorted(args, reverse=True):
            if top < 0 and at < level[made]:
                made = node(at, TRUE, made) if union else node(at, made, FALSE)
            else:
                made = join(node(at, TRUE, FALSE) if top < 0 else top, made)
        return made

    def _laid_out(self, top: int, how: Order) -> tuple[list[int], list[int]]:
        """The gates of a part, what is read first, and its inputs in depth-first order."""
        gates: list[int] = []
        inputs: dict[int, None] = {}
        seen: set[int] = set()
        waiting = [top]
        while waiting:
            number = waiting.pop()
            if number < 0:
                gates.append(~number)
            elif number != top and not self._inner(number):
                inputs[number] = None
            elif number not in seen:
                seen.add(number)
                waiting.append(~number)
                waiting.extend(reversed(self._sorted(self.net.args[number], how)))
        return gates, list(inputs)

    def _sorted(self, args: Sequence[int], how: Order) -> Sequence[int]:
        """The args of a gate in the order in which they are met."""
        if how == "written":
            return args
        uses, gates = self.net.uses, self.net.args
        above = [arg for arg in args if arg in gates]
        below = sorted((arg for arg in args if arg not in gates), key=lambda arg: -uses[arg])
        if how == "shared first":
            return [*sorted(above, key=lambda arg: -uses[arg]), *below]
        return [*sorted(above, key=self._lightness), *below]

    def _lightness(self, arg: int) -> int:
        return self.weight[arg] if self._inner(arg) else 1


def _bottom_up(net: Net) -> Iterator[int]:
    """All gates, what is read first."""
    seen: set[int] = set()
    waiting = [net.top]
    while waiting:
        number = waiting.pop()
        if number < 0:
            yield ~number
        elif number in net.args and number not in seen:
            seen.add(number)
            waiting.append(~number)
            waiting.extend(net.args[number])
