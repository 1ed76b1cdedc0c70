"""What settles an unknown verdict where nobody knows whether a vendor runs on one of its clouds or on all of them."""

import depaudit
from depaudit import load

HOSTED = {
    "depaudit": 1,
    "organisation": {"jurisdiction": "US"},
    "services": [{"id": "s", "requires": ["a"]}],
    "components": [{"id": "a", "uses": "anyscale-svc"}],
}


def test_whether_one_or_all_are_needed_is_a_fact_that_settles() -> None:
    found = depaudit.settling_facts(load(HOSTED), "s", ["vendor:google"])
    assert found.state == "unknown"
    (both,) = found.if_bad
    assert any(fact.endswith("one or all of them") for fact in both)
    assert found.if_good == tuple((fact,) for fact in both)
