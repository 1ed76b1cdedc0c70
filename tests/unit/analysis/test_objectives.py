"""Objectives are judged under the cuts that they name, also where no row of the inventory is about them."""

from typing import Any

import pytest

from depaudit import Report, load, scan
from depaudit.audit.options import ScanOptions

Y = {"id": "y", "provider": {"name": "Y GmbH", "jurisdiction": "DE"}, "kind": "application"}


def report(home: str, *objectives: dict[str, Any], component: dict[str, Any] = Y) -> Report:
    inventory = {
        "depaudit": 1,
        "organisation": {"jurisdiction": home},
        "services": [{"id": "s", "criticality": "low", "requires": ["y"]}],
        "objectives": [{"services": ["s"], **objective} for objective in objectives],
        "components": [component],
    }
    return scan(load(inventory), config=ScanOptions(as_of="2026-11-24", ways_out=False))


@pytest.mark.parametrize(
    ("home", "cut"),
    [
        ("CA", "DE"),
        ("NL", "DE"),  # a member where all of EU is home has no row of its own
        ("CA", "EU"),  # EU has no row where a single member appears
        ("NL", "EU"),
        ("CA", "layer:application@DE"),
        ("CA", "layer:application@EU"),
        ("CA", "vendor:y gmbh"),
        ("CA", "vendor:Y GmbH"),
        ("CA", "any-vendor"),
        ("CA", "any-jurisdiction"),
    ],
)
def test_an_objective_is_breached_by_the_cut_that_it_names(home: str, cut: str) -> None:
    (result,) = report(home, {"survive": [cut]}).objectives
    assert result.breached
    assert not result.not_assessed
    assert result.by[0][1] in {name for _, name in result.cuts}


@pytest.mark.parametrize("cut", ["US", "layer:inference@DE"])
def test_an_objective_holds_where_the_cut_reaches_nothing(cut: str) -> None:
    (result,) = report("CA", {"survive": [cut]}).objectives
    assert not result.breached
    assert result.cuts


@pytest.mark.parametrize("cut", ["vendor:nobody", "vendor:openai", "model:gpt-5"])
def test_what_does_not_appear_is_said_to_be_not_assessed(cut: str) -> None:
    found = report("CA", {"survive": [cut]})
    assert found.objectives[0].not_assessed == (cut,)
    assert f"objective on {cut}: it does not appear in this inventory" in found.not_assessed


def test_a_model_of_open_weights_is_judged_though_no_row_is_about_it() -> None:
    own = {
        "id": "y",
        "uses": "llama-3.3-70b-instruct",
        "deployment": "self-hosted",
        "copy": "mirrored",
        "region": "CA",
    }
    (result,) = report(
        "CA", {"survive": ["model:llama-3.3-70b-instruct"], "at_least": "up"}, component=own
    ).objectives
    assert result.by == (("s", "llama-3.3-70b-instruct"),)


def test_two_tolerances_of_the_same_cut_are_told_apart() -> None:
    found = report("CA", {"survive": ["DE"]}, {"survive": ["DE"], "within": "2d", "for": "30d", "at_least": "up"})
    assert [str(one.objective) for one in found.objectives] == [
        "s survive DE",
        "s survive DE within 2 d for 30 d, up",
    ]
    prints = [finding.fingerprint for finding in found.findings if finding.rule == "DA002"]
    assert len(set(prints)) == 2
