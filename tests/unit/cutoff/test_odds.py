"""How likely a service is lost: exact, or sampled with its error; what is not here takes no part."""

from math import exp
from typing import Any, Final

import pytest

from depaudit import Simulation, load
from depaudit.cutoff.odds import importance, odds
from depaudit.model.rates import Cause, Rates, Struck
from oracle.brute import NoCatalog

RATE: Final = 0.2
LOST: Final = 1 - exp(-RATE)
STACK: dict[str, Any] = {
    "depaudit": 1,
    "organisation": {"jurisdiction": "CA"},
    "services": [{"id": "s", "requires": ["a", {"any_of": ["b", "c"]}]}],
    "components": [
        {"id": "a", "provider": {"name": "Alpha", "jurisdiction": "US"}},
        {"id": "b", "provider": {"name": "Beta", "jurisdiction": "DE"}},
        {"id": "c", "provider": {"name": "Gamma"}},
    ],
}


def causes(*vendors: str) -> Rates:
    return Rates(tuple(Cause(f"end of {name}", RATE, (Struck("vendor", name),)) for name in vendors))


@pytest.fixture
def simulation() -> Simulation:
    return Simulation(load(STACK), NoCatalog())


def test_chances_of_independent_causes_multiply(simulation: Simulation) -> None:
    found = odds(simulation, "s", causes("Alpha", "Beta", "Gamma"))
    assert found.method == "exact"
    assert found.value == found.low == pytest.approx(LOST + (1 - LOST) * LOST**2)


def test_random_years_come_near_where_a_diagram_would_be_too_large(simulation: Simulation) -> None:
    rates = causes("Alpha", "Beta", "Gamma")
    exact = odds(simulation, "s", rates)
    found = odds(simulation, "s", rates, budget=0, samples=20_000)
    assert (found.method, found.samples, exact.error) == ("sampled", 20_000, 0)
    assert 0 < found.error < 0.005
    assert found.value == pytest.approx(exact.value, abs=4 * found.error)
    assert found == odds(simulation, "s", rates, budget=0, samples=20_000)


def test_what_is_not_known_widens_sampled_chances_like_exact_ones(simulation: Simulation) -> None:
    """Gamma's state is not known: two states together may stop the gate, or may not."""
    rates = Rates(tuple(Cause(state, RATE, (Struck("jurisdiction", state),)) for state in ("US", "DE")))
    exact = odds(simulation, "s", rates)
    found = odds(simulation, "s", rates, budget=0, samples=20_000)
    assert exact.low == pytest.approx(LOST)
    assert exact.value == pytest.approx(1 - (1 - LOST) ** 2)
    assert (found.low, found.value) == pytest.approx((exact.low, exact.value), abs=4 * found.error)


def test_a_rate_for_a_vendor_who_is_not_here_changes_nothing(simulation: Simulation) -> None:
    here = causes("Alpha")
    more = Rates((*here.causes, *causes("Nobody Ltd").causes))
    assert odds(simulation, "s", more) == odds(simulation, "s", here)
    assert [one.name for one in importance(simulation, "s", "component", rates=more)] == ["end of Alpha"]
