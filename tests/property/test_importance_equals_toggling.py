"""Importance is what toggling one element at a time on the truth table gives; chances are sums over the table."""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from depaudit import Simulation, load
from depaudit.cutoff.exact.elements import LEVELS, Level, elements_of
from depaudit.cutoff.odds import importance, odds
from depaudit.cutoff.scenario import Selector
from depaudit.model.rates import Cause, Rates, Struck
from oracle.brute import NoCatalog, truth
from oracle.strategies import VENDORS, inventories

Raw = dict[str, Any]
law = settings(
    max_examples=int(os.environ.get("DEPAUDIT_EXAMPLES", "1000")) // 3 + 1,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
rate = st.sampled_from([0.0, 0.001, 0.05, 0.7, 3.0])
struck = st.one_of(
    st.sampled_from(["US", "CN", "DE", "FR", "EU"]).map(lambda code: Struck("jurisdiction", code)),
    st.sampled_from(VENDORS).map(lambda name: Struck("vendor", name)),
    st.sampled_from(["c0", "c1", "c2"]).map(lambda name: Struck("component", name)),
)
causes = st.lists(st.tuples(rate, st.lists(struck, min_size=1, max_size=3, unique=True)), min_size=1, max_size=7)


def total(table: int, chances: list[float]) -> float:
    """The weight of all subsets in the table."""
    found = 0.0
    for subset in range(1 << len(chances)):
        if table >> subset & 1:
            weight = 1.0
            for number, chance in enumerate(chances):
                weight *= chance if subset >> number & 1 else 1 - chance
            found += weight
    return found


@pytest.mark.parametrize("level", LEVELS)
@law
@given(inventories(most=9))
def test_structural_importance_equals_toggling(level: Level, inventory: Raw) -> None:
    simulation = Simulation(load(inventory), NoCatalog())
    service = simulation.services[0]
    elements = elements_of(simulation.graph, simulation.home, level)
    found = {one.name: one for one in importance(simulation, service.id, level)}
    table = truth(simulation, service.node, elements, worst=True)
    chances = [0.5] * len(elements)
    whole = total(table, chances)
    for number, element in enumerate(elements):
        lost = total(table, [*chances[:number], 1.0, *chances[number + 1 :]])
        kept = total(table, [*chances[:number], 0.0, *chances[number + 1 :]])
        one = found.get(element.name)
        if one is None:
            assert lost == kept or not whole
            continue
        assert one.birnbaum == pytest.approx(lost - kept, abs=1e-9)
        assert one.fussell_vesely == pytest.approx((whole - kept) / whole, abs=1e-9)
        assert one.achievement == pytest.approx(lost / whole, rel=1e-9)
        assert (one.reduction or 0) == pytest.approx(whole / kept if kept else 0, rel=1e-9)


@law
@given(inventories(most=9), causes)
def test_odds_equal_enumeration_over_causes(inventory: Raw, drawn: list[tuple[float, list[Struck]]]) -> None:
    simulation = Simulation(load(inventory), NoCatalog())
    service = simulation.services[0]
    rates = Rates(tuple(Cause(f"k{number}", rate, tuple(hit)) for number, (rate, hit) in enumerate(drawn)))
    found = odds(simulation, service.id, rates)
    elements = list(dict.fromkeys(Selector(*one) for cause in rates.causes for one in cause.strikes))
    for worst, value in ((True, found.value), (False, found.low)):
        table = truth(simulation, service.node, elements, worst=worst)
        expected = 0.0
        for happened in range(1 << len(rates.causes)):
            weight, subset = 1.0, 0
            for number, cause in enumerate(rates.causes):
                weight *= cause.chance if happened >> number & 1 else 1 - cause.chance
                if happened >> number & 1:
                    subset |= sum(1 << elements.index(Selector(*one)) for one in set(cause.strikes))
            expected += weight if table >> subset & 1 else 0.0
        assert value == pytest.approx(expected, abs=1e-12)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(inventories(most=9), causes)
def test_samples_come_near_what_is_exact(inventory: Raw, drawn: list[tuple[float, list[Struck]]]) -> None:
    simulation = Simulation(load(inventory), NoCatalog())
    service = simulation.services[0]
    rates = Rates(tuple(Cause(f"k{number}", rate, tuple(hit)) for number, (rate, hit) in enumerate(drawn)))
    exact = odds(simulation, service.id, rates)
    sampled = odds(simulation, service.id, rates, budget=0, samples=20_000)
    assert abs(sampled.value - exact.value) <= 6 * max(sampled.error, 1e-4) + 1e-3
    assert sampled.method == "sampled" or sampled.value in (0.0, 1.0)
