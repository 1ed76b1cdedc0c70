"""Durations: whole seconds inside, `4h`, `2d`, `P3D` outside (a unit is required, 100 years at most)."""

import re
from typing import Final

from depaudit.model.pattern import Pattern

MINUTE: Final = 60
HOUR: Final = 3_600
DAY: Final = 86_400
YEAR: Final = 365 * DAY
LONGEST: Final = 100 * YEAR

_UNITS: Final = {"s": 1, "m": MINUTE, "h": HOUR, "d": DAY, "w": 7 * DAY, "y": YEAR}
_PLAIN: Final = re.compile(r"(\d{1,12}(?:\.\d{1,6})?)\s*([smhdwy])")
_ISO: Final = Pattern(
    r"P(?=.)(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})W)?(?:(\d{1,9})D)?"
    r"(?:T(?=.)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?"
)
_ISO_UNITS: Final = (YEAR, 30 * DAY, 7 * DAY, DAY, HOUR, MINUTE, 1)


def parse_duration(text: str) -> int:
    """Seconds in `text`: a number with a unit (`30m`, `4h`, `2d`, `6w`, `1y`) or ISO 8601 (`PT4H`, `P2D`).

    Raises ValueError with a message fit for users when there is no unit, no number, or more than 100 years.
    """
    seconds = _seconds(text.strip())
    if seconds is None:
        raise ValueError(f"{text[:40]!r} is not a duration; write a number and a unit: 30m, 4h, 2d, 6w, 1y")
    if seconds > LONGEST:
        raise ValueError(f"{text[:40]!r} is longer than 100 years")
    return seconds


def _seconds(text: str) -> int | None:
    if plain := _PLAIN.fullmatch(text):
        whole, _, fraction = plain[1].partition(".")
        unit = _UNITS[plain[2]]
        return int(whole) * unit + (int(fraction) * unit // 10 ** len(fraction) if fraction else 0)
    if iso := _ISO.compiled.fullmatch(text):
        return sum(int(number) * unit for number, unit in zip(iso.groups(), _ISO_UNITS, strict=True) if number)
    return None


def format_duration(seconds: int) -> str:
    """The two largest units that matter, as a reader would say it: `4 h`, `2 d 6 h`, `5 min`, `0 s`."""
    parts = []
    for unit, size in (("y", YEAR), ("d", DAY), ("h", HOUR), ("min", MINUTE), ("s", 1)):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {unit}")
    return " ".join(parts[:2]) or "0 s"


def hours(seconds: int) -> float | int:
    """Hours with at most two decimals, as an integer where it is whole: what the JSON report carries."""
    value = round(seconds / HOUR, 2)
    return int(value) if value == int(value) else value
