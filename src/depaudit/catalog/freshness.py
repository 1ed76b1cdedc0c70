"""How long a claim is good for when its source does not say: months from its date, by what it is about.

Owners change in deals, registered seats seldom; hosting moves; chips and licences of a released
checkpoint hardly ever. The periods are ours. A claim without a date has no end: its confidence speaks for it.
"""

from typing import Final

GOOD_FOR_MONTHS: Final = {
    "control": 18,
    "incorporation": 36,
    "seat": 36,
    "parents": 18,
    "upstream": 18,
    "hosts": 18,
    "delivery": 24,
    "retires_on": 12,
    "weights": 36,
    "licence": 36,
    "hardware": 36,
}


def good_until(field: str, as_of: str | None) -> str | None:
    """The last day (ISO) on which a claim about `field` made on `as_of` (ISO) counts as fresh; None for no end."""
    months = GOOD_FOR_MONTHS.get(field.partition(".")[0])
    return None if months is None or as_of is None else later(as_of, months)


def later(day: str, months: int) -> str:
    """The ISO date `months` after `day`, at the 28th of the month at the latest."""
    year, month, in_month = int(day[:4]), int(day[5:7]), min(int(day[8:10]), 28)
    year, month = divmod(year * 12 + month - 1 + months, 12)
    return f"{year:04d}-{month + 1:02d}-{in_month:02d}"
