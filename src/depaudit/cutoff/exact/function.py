"""A service's loss at the end of the span as decision diagrams over elements, within a budget of nodes."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from depaudit.cutoff.exact.diagram import NODES, Diagrams, OverBudgetError, deep, number_of
from depaudit.cutoff.exact.draw import Doubt, Draw, Mask
from depaudit.cutoff.exact.elements import ARRANGEMENTS, reach
from depaudit.cutoff.exact.frame import Frame
from depaudit.cutoff.exact.part import ORDERS, TRIES, Order, Part, parts_of
from depaudit.cutoff.exact.settle import states
from depaudit.cutoff.exact.sketch import Sketch, Term
from depaudit.cutoff.scenario import Selector


class Function(NamedTuple):
    """A monotone function of `elements`, in parts: each after those that it reads, the last one is the whole."""

    elements: tuple[Selector, ...]
    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        """The number of elements."""
        return len(self.elements)

    @property
    def nodes(self) -> int:
        """The nodes of all diagrams."""
        return sum(len(part.diagrams.level) for part in self.parts)


def function_of(
    frame: Frame,
    top: int,
    elements: Sequence[Selector],
    *,
    worst: bool,
    budget: int = NODES,
    orders: Sequence[Order] = ORDERS,
) -> Function:
    """When `top` (a node of the graph) is down, as a function of which elements are lost.

    `worst`: everything unknown is as bad as it may be. Where nothing stands on a loop, independent parts are drawn
    apart, each in the first of `orders` that is small. Raises OverBudgetError.
    """
    if frame.loops:
        return _with_loops(frame, top, elements, worst=worst, budget=budget)
    near = reach(frame, top, elements).elements
    sketch = Sketch(len(near))
    draw = _draw(frame, sketch.true(), [(one, sketch.variable(number)) for number, one in enumerate(near)], worst)
    down = states(frame, draw)[frame.cell_of[top]]
    if not isinstance(down, Term):
        return Function(near, (Part(Diagrams(budget), 0, ()),))
    return Function(near, parts_of(sketch, down.number, budget, orders))


def _with_loops(frame: Frame, top: int, elements: Sequence[Selector], *, worst: bool, budget: int) -> Function:
    """One diagram in the first of several orders that is small. On a loop, formulas must be told equal."""
    for share in (*(some for some in TRIES if some < budget), budget):
        for how in ARRANGEMENTS:
            try:
                order = reach(frame, top, elements, how)
                return draw_function(order.frame, top, order.elements, worst=worst, budget=share)
            except OverBudgetError:
                continue
    raise OverBudgetError


def draw_function(
    frame: Frame,
    top: int,
    elements: Sequence[Selector],
    *,
    worst: bool,
    budget: int = NODES,
    masks: Callable[[Diagrams], Iterable[tuple[Selector, Mask]]] | None = None,
) -> Function:
    """The function as one diagram with the variables in the order of `elements`.

    `masks` may give what each selector stands for in place of one variable. Raises OverBudgetError.
    """
    diagrams = Diagrams(budget)
    drawn = masks(diagrams) if masks else [(one, diagrams.variable(level)) for level, one in enumerate(elements)]
    return _settled(frame, top, _draw(frame, diagrams.true(), drawn, worst), diagrams, elements)


def doubt_function(
    frame: Frame, top: int, cut: Iterable[Selector], facts: Sequence[str], budget: int = NODES
) -> Function:
    """When `top` is down under `cut`, as a function of which unknown facts are as bad as they may be: one diagram."""
    diagrams = Diagrams(budget)
    full = diagrams.true()
    variables = {fact: diagrams.variable(level) for level, fact in enumerate(facts)}
    doubt: Doubt = variables.__getitem__
    draw = Draw(frame.graph, full, [(selector, full) for selector in cut], doubt)
    return _settled(frame, top, draw, diagrams, [Selector("component", fact) for fact in facts])


def _draw(frame: Frame, full: Mask, masks: Iterable[tuple[Selector, Mask]], worst: bool) -> Draw:
    return Draw.worst(frame.graph, full, masks) if worst else Draw(frame.graph, full, masks)


def _settled(frame: Frame, top: int, draw: Draw, diagrams: Diagrams, elements: Sequence[Selector]) -> Function:
    with deep(len(elements)):
        down = states(frame, draw)[frame.cell_of[top]]
    return Function(tuple(elements), (Part(diagrams, number_of(down), tuple(range(len(elements)))),))
