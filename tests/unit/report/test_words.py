"""States and times in one cell of a table."""

import pytest

from depaudit.model.duration import DAY, HOUR
from depaudit.model.verdict import Outage, State, Verdict
from depaudit.report.words import cell


def verdict(*states: State, outage: Outage | None = None, baseline: bool = False) -> Verdict:
    days = tuple(zip((0, 30, 365), states, strict=True))
    outages = () if outage is None else (outage,)
    return Verdict("s", "US", "jurisdiction", True, days, bool(outages), 0, outages, 0, baseline=baseline)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (verdict("up", "up", "up"), "up"),
        (verdict("up", "degraded", "down"), "up, degraded by 30d, down by 365d"),
        (verdict("down", "down", "up"), "down, up by 365d"),
        (verdict("down", "down", "down", baseline=True), "down (baseline)"),
        (verdict("up", "degraded", "up", outage=Outage(2 * DAY, 9 * DAY)), "down 2 d - 9 d (RTO 4 h)"),
        (verdict("up", "up", "up", outage=Outage(31 * DAY, None)), "down 31 d on (RTO 4 h)"),
        (verdict("up", "down", "up", outage=Outage(2 * DAY, 40 * DAY)), "up, down by 30d, up by 365d"),
    ],
)
def test_an_outage_that_no_horizon_shows_is_told_with_its_times(found: Verdict, said: str) -> None:
    assert cell(found, 4 * HOUR) == said
