"""The built-in rules as a whole: found by the entry point, and their findings can be waived."""

from depaudit import load, scan
from depaudit.audit.options import ScanOptions
from depaudit.audit.registry import load_rules
from depaudit.model.finding import Finding


def findings(waiver: dict[str, str]) -> tuple[Finding, ...]:
    inventory = {
        "depaudit": 1,
        "organisation": {"jurisdiction": "CA"},
        "services": [{"id": "s", "criticality": "critical", "rto": "4h", "requires": ["a"]}],
        "components": [{"id": "a", "provider": {"name": "Vendor Alpha Zero", "jurisdiction": "US"}}],
        "waivers": [waiver],
    }
    return scan(load(inventory), config=ScanOptions(as_of="2026-11-24", select=("DA001",))).findings


def test_all_are_found_through_the_entry_point() -> None:
    known = [rule.id for rule in load_rules()]
    assert len(known) == len({*known})
    assert len([one for one in known if one.startswith("DA")]) >= 35


def test_a_waiver_marks_and_an_expired_one_does_not() -> None:
    waiver = {"rule": "DA001", "subject": "s", "cut": "US", "reason": "accepted until then", "expires": "2027-01-01"}
    (waived,) = findings(waiver)
    assert waived.waived is not None
    (back,) = findings(waiver | {"expires": "2026-01-01"})
    assert back.waived is None
