"""Which facts would settle a verdict that hangs on the unknown: the smallest sets of them, either way."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from depaudit.cutoff.exact.diagram import FALSE, NODES, TRUE, OverBudgetError
from depaudit.cutoff.exact.doubts import fact_of_lever
from depaudit.cutoff.exact.family import Family
from depaudit.cutoff.exact.frame import END, Frame, frame_of
from depaudit.cutoff.exact.function import doubt_function
from depaudit.cutoff.scenario import Selector
from depaudit.errors import LimitError
from depaudit.graph.types import Graph

MOST_SETS: Final = 20


class Settling(NamedTuple):
    """What would settle whether a service is down at the end of the year under one cut.

    `state` is what is known now. `if_bad`: smallest sets of facts that, found to be as bad as they may be, take it
    down whatever the others say; `if_good`: those that, found to be harmless, spare it whatever the others say.
    At most `MOST_SETS` of each, small ones first; `of_facts` unknown facts were looked at.
    """

    state: str
    if_bad: tuple[tuple[str, ...], ...] = ()
    if_good: tuple[tuple[str, ...], ...] = ()
    of_facts: int = 0


def settling_facts(graph: Graph, node: int, cut: Sequence[Selector], *, budget: int = NODES) -> Settling:
    """The facts that settle the verdict on `node` under `cut`. Raises LimitError where there are too many ways."""
    try:
        frame = frame_of(graph, [node])
        facts = tuple(dict.fromkeys(_facts(frame)))
        function = doubt_function(frame, node, cut, facts, budget)
        (whole,) = function.parts
        if whole.top in (FALSE, TRUE):
            return Settling("down" if whole.top == TRUE else "not down", of_facts=len(facts))
        spared = whole._replace(top=whole.diagrams.dual(whole.top))
        bad, good = (Family(function._replace(parts=(part,)), budget) for part in (whole, spared))
    except OverBudgetError:
        raise LimitError("the unknown facts combine in too many ways to be sorted out exactly") from None
    return Settling("unknown", _named(bad, facts), _named(good, facts), len(facts))


def _named(family: Family, facts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    sets = (members for order in family.counts() for members in family.of_order(order))
    return tuple(tuple(sorted(facts[level] for level in members)) for members in islice(sets, MOST_SETS))


def _facts(frame: Frame) -> Iterator[str]:
    """Every unknown fact under the top, as the walk from it meets them."""
    for cell in reversed(frame.cells):
        for lever in cell.node.levers:
            if lever.unknown and any(span.start <= END for span in lever.profile.blocked):
                yield fact_of_lever(cell.node, lever)
        yield from (need.fact for need in reversed(cell.special) if need.fact)
        if cell.fact:
            yield cell.fact
