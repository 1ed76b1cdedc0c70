"""How long a claim is good for."""

import pytest

from depaudit.catalog.freshness import good_until, later


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [("2026-01-15", 18, "2027-07-15"), ("2026-12-31", 2, "2027-02-28"), ("2026-06-30", 12, "2027-06-28"),
     ("2025-12-01", 1, "2026-01-01")],
)  # fmt: skip
def test_later(day: str, months: int, expected: str) -> None:
    assert later(day, months) == expected


@pytest.mark.parametrize(
    ("field", "as_of", "expected"),
    [("control.US", "2026-01-01", "2027-07-01"), ("incorporation", "2026-01-01", "2029-01-01"),
     ("upstream.hosting.aws", "2026-01-01", "2027-07-01"), ("name", "2026-01-01", None), ("control.US", None, None)],
)  # fmt: skip
def test_good_until(field: str, as_of: str | None, expected: str | None) -> None:
    assert good_until(field, as_of) == expected
