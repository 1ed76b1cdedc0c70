"""Importance by slopes is importance by toggling: the shortcut for large diagrams says the same."""

from typing import Any

import pytest

from depaudit import Simulation, load
from depaudit.cutoff.exact import odds
from depaudit.cutoff.odds import importance

STACK: dict[str, Any] = {
    "depaudit": 1,
    "organisation": {"jurisdiction": "CA"},
    "services": [{"id": "s", "requires": ["a", {"any_of": ["b", "c"]}]}],
    "components": [
        {"id": name, "provider": {"name": f"Vendor {name}", "jurisdiction": "US"}} for name in ("a", "b", "c")
    ],
}


def test_the_shortcut_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    simulation = Simulation(load(STACK))
    toggled = importance(simulation, "s", "component")
    monkeypatch.setattr(odds, "_MOST_TOGGLING", 0)
    quick = importance(simulation, "s", "component")
    assert [one.name for one in quick] == [one.name for one in toggled]
    for one, other in zip(quick, toggled, strict=True):
        assert tuple(one)[1:5] == pytest.approx(tuple(other)[1:5])
