"""One state, several grounds: the strongest basis speaks, and a weak ground does not undo a trusted one."""

import pytest

from depaudit.catalog import Catalog
from depaudit.graph.levers import vendor_levers
from depaudit.graph.sources import Sources
from depaudit.model.knowledge import Control, Fact, FactConfidence, Vendor
from depaudit.model.lever import BLOCKED, FOREIGN


def control(ground: str, confidence: FactConfidence) -> Control:
    fact = Fact("acme", "control.US", ground, confidence=confidence)
    return Control("US", "seat" if ground == "seat" else "incorporation", "precedent", fact)


def unknown(*controls: Control) -> bool:
    vendor = Vendor("acme", "Acme", control=controls)
    levers = list(vendor_levers(vendor, Sources(Catalog.bundled()), BLOCKED))
    assert [lever.fact for lever in levers if lever.jurisdiction == "US"]
    return any(lever.unknown and lever.jurisdiction == FOREIGN for lever in levers)


@pytest.mark.parametrize("turned", [False, True])
def test_one_trusted_ground_is_enough_in_either_order(*, turned: bool) -> None:
    grounds = [control("incorporation", "high"), control("seat", "unverified")]
    assert not unknown(*(reversed(grounds) if turned else grounds))


def test_weak_grounds_alone_leave_every_foreign_state_open() -> None:
    assert unknown(control("incorporation", "unverified"), control("seat", "contested"))
