"""Where a diagram would be too large, rising orders are searched, as far as that goes."""

from typing import Any

from depaudit import Simulation, load
from depaudit.cutoff.exact.elements import elements_of
from depaudit.cutoff.exact.frame import frame_of
from depaudit.cutoff.exact.search import cut_family
from oracle.brute import NoCatalog

PAIRS = 10
STACK: dict[str, Any] = {
    "depaudit": 1,
    "organisation": {"jurisdiction": "CA"},
    "services": [{"id": "s", "requires": ["single", *(f"g{number}" for number in range(PAIRS))]}],
    "components": [
        {"id": "single", "provider": {"own": True}},
        *({"id": f"g{number}", "any_of": [f"a{number}", f"b{number}"]} for number in range(PAIRS)),
        *({"id": f"{letter}{number}", "provider": {"own": True}} for letter in "ab" for number in range(PAIRS)),
    ],
}


def test_what_contains_a_set_that_is_enough_is_no_set_of_its_own() -> None:
    simulation = Simulation(load(STACK), NoCatalog())
    node = simulation.service("s").node
    frame, elements = frame_of(simulation.graph, [node]), elements_of(simulation.graph, simulation.home, "component")
    exact = cut_family(frame, node, elements, worst=False)
    bounded = cut_family(frame, node, elements, worst=False, budget=1)
    assert (exact.method, bounded.method) == ("diagram", "bounded")
    assert bounded.named() == exact.named()
    assert bounded.counts() == exact.counts() == {1: 1, 2: PAIRS}
    assert bounded.limit is not None
    assert bounded.limit >= 2
