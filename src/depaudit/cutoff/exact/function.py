"""A service's loss at the end of the span as a decision diagram over elements, within a budget of nodes."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from depaudit.cutoff.exact.diagram import Diagrams, OverBudgetError, deep, number_of
from depaudit.cutoff.exact.draw import Doubt, Draw, Mask
from depaudit.cutoff.exact.elements import ARRANGEMENTS, reach
from depaudit.cutoff.exact.frame import Frame
from depaudit.cutoff.exact.settle import states
from depaudit.cutoff.scenario import Selector

NODES: Final = 1_000_000
"""Nodes that a diagram may have where nothing else is said: some hundreds of megabytes."""

TRIES: Final = (5_000, 60_000, 600_000)
"""Nodes for the first tries, so that a bad order of variables is given up early."""


class Function(NamedTuple):
    """The diagram `top` of a monotone function; the variable at level k is `elements[k]`."""

    diagrams: Diagrams
    top: int
    elements: tuple[Selector, ...]


def function_of(
    frame: Frame, top: int, elements: Sequence[Selector], *, worst: bool, budget: int = NODES
) -> Function:
    """When `top` (a node of the graph) is down, as a function of which elements are lost.

    `worst`: everything unknown is as bad as it may be. Several orders of the variables are tried.
    Raises OverBudgetError.
    """
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
    """The function with the variables in the order of `elements`.

    `masks` may give what each selector stands for in place of one variable. Raises OverBudgetError.
    """
    diagrams = Diagrams(budget)
    full = diagrams.true()
    drawn = masks(diagrams) if masks else [(one, diagrams.variable(level)) for level, one in enumerate(elements)]
    draw = Draw.worst(frame.graph, full, drawn) if worst else Draw(frame.graph, full, drawn)
    return _settled(frame, top, draw, diagrams, elements)


def doubt_function(
    frame: Frame, top: int, cut: Iterable[Selector], facts: Sequence[str], budget: int = NODES
) -> Function:
    """When `top` is down under `cut`, as a function of which unknown facts are as bad as they may be."""
    diagrams = Diagrams(budget)
    full = diagrams.true()
    variables = {fact: diagrams.variable(level) for level, fact in enumerate(facts)}
    doubt: Doubt = variables.__getitem__
    draw = Draw(frame.graph, full, [(selector, full) for selector in cut], doubt)
    return _settled(frame, top, draw, diagrams, [Selector("component", fact) for fact in facts])


def _settled(frame: Frame, top: int, draw: Draw, diagrams: Diagrams, elements: Sequence[Selector]) -> Function:
    with deep(len(elements)):
        down = states(frame, draw)[frame.cell_of[top]]
    return Function(diagrams, number_of(down), tuple(elements))
