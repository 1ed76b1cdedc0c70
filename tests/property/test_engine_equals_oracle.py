"""The engine and a naive evaluator that shares no code with it agree in every state and every outage."""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from depaudit import Simulation, load
from depaudit.errors import SelectorError
from depaudit.model.verdict import Verdict
from oracle.naive import evaluate
from oracle.strategies import cuts, inventories
from oracle.worked import worked_cases

EXAMPLES = int(os.environ.get("DEPAUDIT_EXAMPLES", "3000"))


class NoCatalog:
    """A catalog that knows nothing: the cases speak for themselves."""

    def vendor(self, _identifier: str) -> None:
        return None

    offering = model = vendor_named = region = vendor

    def resolve(self, _uses: str, *, self_hosted: bool | None) -> None:
        return None


def verdicts(inventory: dict[str, Any], cut: str) -> dict[str, Verdict] | None:
    """The engine's verdicts; None where the cut names a vendor that the inventory does not."""
    try:
        return dict(Simulation(load(inventory), NoCatalog()).run([cut]))
    except SelectorError:
        return None


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
@given(inventories(), cuts)
def test_engine_equals_oracle(inventory: dict[str, Any], cut: str) -> None:
    found = verdicts(inventory, cut)
    if found is None:
        return
    for name, expected in evaluate(inventory, cut).items():
        verdict = found[name]
        assert [state for _, state in verdict.states] == expected.states
        assert [tuple(outage) for outage in verdict.outages] == expected.outages
        assert verdict.interruption == expected.interruption


@pytest.mark.parametrize("case", worked_cases(), ids=lambda case: case["name"])
def test_worked_cases(case: dict[str, Any]) -> None:
    found = verdicts(case["inventory"], case["selector"])
    naive = evaluate(case["inventory"], case["selector"])
    assert found is not None
    for name, states in case["expect"].items():
        assert [state for _, state in found[name].states] == states
        assert naive[name].states == states
        if "interruption_hours" in case:
            assert found[name].interruption == case["interruption_hours"] * 3600
    for name, outages in case.get("outages_hours", {}).items():
        hours = [[start / 3600, end and end / 3600] for start, end in found[name].outages]
        assert hours == outages
        assert naive[name].outages == [tuple(outage) for outage in found[name].outages]
