"""A chain survives only what certainly leaves something of it in time."""

from typing import Any

from depaudit import load, scan
from depaudit.audit.options import ScanOptions
from depaudit.model.chains import Chain
from depaudit.report.fallbacks import as_text


def chain(switch: dict[str, Any], *options: dict[str, Any]) -> Chain:
    inventory = {
        "depaudit": 1,
        "organisation": {"jurisdiction": "CA"},
        "services": [
            {"id": "s", "criticality": "critical", "rto": "4h", "requires": ["g"]},
            {"id": "t", "requires": ["elsewhere"]},
        ],
        "components": [
            {"id": "g", "any_of": [option["id"] for option in options], "switch": switch},
            {"id": "elsewhere", "provider": {"name": "Delta Zero", "jurisdiction": "DE"}},
            *options,
        ],
    }
    (found,) = scan(load(inventory), config=ScanOptions(as_of="2026-11-24", ways_out=False)).chains
    return found


AUTO = {"mode": "automatic", "time": "1m", "tested": "2026-10-01"}
US = {"id": "a", "provider": {"name": "Alpha Zero", "jurisdiction": "US"}}
OWN = {"id": "b", "provider": {"own": True}, "kind": "compute", "region": "CA"}


def test_what_is_not_known_is_not_survived() -> None:
    found = chain(
        AUTO, {"id": "a", "provider": {"name": "Alpha Zero"}}, {"id": "b", "provider": {"name": "Beta Zero"}}
    )
    assert not found.survives
    assert found.may_fall_under == ("DE", "ZZ")
    text = as_text([found], [])
    assert "may fall whole, for facts that are not known, under: DE" in text
    assert "0 of them fall whole under one foreign state, 1 more may" in text


def test_what_comes_back_after_the_rto_is_not_survived() -> None:
    found = chain({"mode": "manual", "time": "30d"}, US, OWN)
    assert (found.survives, found.late_under, found.falls_under) == (("DE",), ("US",), ())
    assert "comes back, later than the RTO, under: US" in as_text([found], [])


def test_what_is_back_within_the_rto_is_survived() -> None:
    found = chain(AUTO, US, OWN)
    assert (found.survives, found.late_under) == (("DE", "US"), ())
