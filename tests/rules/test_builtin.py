"""The built-in rules: found by the entry point, documented; each fires on its fixture and spares its twin."""

from typing import Any

import pytest

from depaudit import load, scan
from depaudit.audit.options import ScanOptions
from depaudit.audit.registry import load_rules
from depaudit.model.finding import Finding

IDS = [f"DA00{number}" for number in range(1, 9)]
US = {"name": "Vendor Alpha Zero", "jurisdiction": "US"}
CN = {"name": "Vendor Gamma Zero", "jurisdiction": "CN"}
HOME = {"name": "Vendor Home Zero", "jurisdiction": "CA"}
TESTED = {"mode": "automatic", "time": "1m", "tested": "2026-09-01"}


def inventory(components: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "depaudit": 1,
        "organisation": {"jurisdiction": "CA"},
        "services": [{"id": "s", "criticality": "critical", "rto": "4h", "requires": ["a"]}],
        "components": [{"id": name, **one} for name, one in components.items()],
        **more,
    }


def findings(rule: str, plain: dict[str, Any]) -> tuple[Finding, ...]:
    report = scan(load(plain), config=ScanOptions(as_of="2026-11-24", select=(rule,)))
    assert not report.failures
    return report.findings


def gate(first: dict[str, Any], second: dict[str, Any], switch: dict[str, Any] | None = None) -> dict[str, Any]:
    chosen: dict[str, Any] = {"any_of": ["b", "c"]} | ({"switch": switch} if switch else {})
    return {"a": chosen, "b": {"provider": first}, "c": {"provider": second}}


OBJECTIVE = {"objectives": [{"services": "critical", "survive": ["US"], "within": "4h"}]}
FIRES = {
    "DA001": inventory({"a": {"provider": US}}),
    "DA002": inventory({"a": {"provider": US}}, **OBJECTIVE),
    "DA003": inventory(gate(US, {"name": "Vendor Beta Zero", "jurisdiction": "US"}, TESTED)),
    "DA004": inventory({"a": {"provider": US}}),
    "DA005": inventory({"a": {"provider": US}}),
    "DA006": inventory(gate(US, CN)),
    "DA007": inventory({"a": {"provider": {"name": "Vendor Nowhere Zero"}}}),
    "DA008": inventory({"a": {"provider": HOME, "deployment": "self-hosted"}}),
}
SECURED = {
    "a": {"provider": {"own": True}, "region": "CA", "requires": ["login", "keys"]},
    "login": {"kind": "identity", "provider": {"own": True}, "region": "CA"},
    "keys": {"kind": "key-store", "provider": {"own": True}, "region": "CA"},
}
SILENT = {
    "DA001": inventory(gate(US, HOME, TESTED)),
    "DA002": inventory(gate(US, HOME, TESTED), **OBJECTIVE),
    "DA003": inventory(gate(US, HOME, TESTED)),
    "DA004": inventory(gate(US, CN, TESTED)),
    "DA005": inventory(gate(US, HOME, TESTED)),
    "DA006": inventory(gate(US, CN, TESTED)),
    "DA007": inventory({"a": {"provider": US}}),
    "DA008": inventory(SECURED),
}


def test_all_are_found_through_the_entry_point() -> None:
    known = [rule.id for rule in load_rules()]
    assert len(known) == len({*known})
    assert {*IDS} <= {*known}


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.id)
def test_the_manual_page_says_what_it_must(rule: Any) -> None:
    for heading in ("## What it finds", "## Why it matters", "## Example", "## Severity", "## Remedy"):
        assert heading in rule.doc


@pytest.mark.parametrize("rule", IDS)
def test_fires(rule: str) -> None:
    found = findings(rule, FIRES[rule])
    assert found
    for finding in found:
        assert finding.rule == rule
        assert finding.message
        assert finding.fingerprint
        assert finding.remedy


@pytest.mark.parametrize("rule", IDS)
def test_stays_silent(rule: str) -> None:
    assert not findings(rule, SILENT[rule])


def test_a_waiver_marks_and_an_expired_one_does_not() -> None:
    waiver = {"rule": "DA001", "subject": "s", "cut": "US", "reason": "accepted until then", "expires": "2027-01-01"}
    (waived,) = findings("DA001", inventory({"a": {"provider": US}}, waivers=[waiver]))
    assert waived.waived is not None
    late = waiver | {"expires": "2026-01-01"}
    (back,) = findings("DA001", inventory({"a": {"provider": US}}, waivers=[late]))
    assert back.waived is None
