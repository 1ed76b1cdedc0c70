"""The state at the end of the span where delays still matter then."""

from typing import Any

import pytest

from depaudit import Simulation, cut_sets, load
from depaudit.cutoff.exact.elements import elements_of
from depaudit.cutoff.exact.frame import frame_of
from depaudit.cutoff.exact.search import cut_family
from depaudit.cutoff.exact.settle import at_least
from oracle.brute import NoCatalog, brute_force

Raw = dict[str, Any]


def inventory(*components: Raw) -> Raw:
    leaf = {"provider": {"name": "Ltd", "jurisdiction": "US"}}
    return {
        "depaudit": 1,
        "organisation": {"jurisdiction": "CA"},
        "services": [{"id": "s", "requires": ["a"]}],
        "components": [component | leaf if len(component) == 1 else component for component in components],
    }


def needs(name: str, target: str, survives: str) -> Raw:
    return {"id": name, "requires": [{"id": target, "survives": survives}]}


def late_fallback() -> Raw:
    gate = {"id": "g", "any_of": ["b", "c"], "switch": {"time": "30d"}}
    return inventory(needs("a", "g", "360d"), gate, {"id": "b"}, {"id": "c"})


LONG = inventory(needs("a", "b", "200d"), needs("b", "c", "200d"), {"id": "c"})
SHORT = inventory(needs("a", "b", "100d"), needs("b", "c", "100d"), {"id": "c"})
LOOP = inventory(needs("a", "b", "10d"), {"id": "b", "requires": ["a", "c"]}, {"id": "c"})
SLOW_LOOP = inventory(needs("a", "b", "200d"), {"id": "b", "requires": ["a", "c"]}, {"id": "c"})
CASES: dict[str, tuple[Raw, bool, set[str]]] = {
    "buffers that end in time": (SHORT, True, {"c"}),
    "buffers that outlast the year": (LONG, False, set()),
    "a buffer of the whole year": (inventory(needs("a", "b", "1y"), {"id": "b"}), True, {"b"}),
    "a buffer that a late fallback refills": (late_fallback(), False, set()),
    "a loop with a buffer": (LOOP, False, {"c"}),
    "a loop with a buffer that outlasts the year twice": (SLOW_LOOP, False, {"c"}),
}


@pytest.mark.parametrize(("raw", "settled", "expected"), CASES.values(), ids=CASES.keys())
def test_end_of_the_year(raw: Raw, settled: bool, expected: set[str]) -> None:
    simulation = Simulation(load(raw), NoCatalog())
    node = simulation.services[0].node
    frame = frame_of(simulation.graph, [node])
    elements = elements_of(simulation.graph, simulation.home, "component")
    family = cut_family(frame, node, elements, worst=False)
    assert frame.settled is settled
    singles = {names[0] for names in family.named() if len(names) == 1}
    assert singles == expected
    assert {frozenset(names) for names in family.named()} == brute_force(simulation, node, elements, worst=False)


def test_what_stops_to_be_pulled_is_felt_a_week_later_and_what_is_lost_at_once() -> None:
    """Made in the United States, felt on day 362; made in Germany, not felt within the year."""
    pulled = {"deployment": "self-hosted", "copy": "none"}
    american = {"id": "b", "provider": {"name": "Ltd", "jurisdiction": "US"}, **pulled}
    german = {"id": "c", "provider": {"name": "GmbH", "jurisdiction": "DE"}, **pulled}
    buffers = [{"id": "b", "survives": "355d"}, {"id": "c", "survives": "360d"}]
    raw = inventory({"id": "a", "requires": buffers}, american, german)
    assert set(cut_sets(load(raw), "s")) == {frozenset({"US"})}
    assert set(cut_sets(load(raw), "s", level="component")) == {frozenset({"b"}), frozenset({"c"})}


def test_no_states_stop_replicas_of_which_enough_stand_on_ones_own_floor() -> None:
    own = {"id": "own", "provider": {"own": True}}
    german = {"id": "german", "provider": {"name": "GmbH", "jurisdiction": "DE"}}
    for k, expected in ((1, set()), (2, {frozenset({"DE", "US"})}), (3, {frozenset({"DE"}), frozenset({"US"})})):
        raw = inventory({"id": "a", "k_of_n": {"k": k, "of": ["b", "own", "german"]}}, {"id": "b"}, own, german)
        assert set(cut_sets(load(raw), "s")) == expected


def test_at_least_counts_bit_by_bit() -> None:
    masks = [0b0111, 0b0011, 0, 0b0001]
    assert [at_least(count, masks) for count in range(1, 6)] == [0b0111, 0b0011, 0b0001, 0, 0]
