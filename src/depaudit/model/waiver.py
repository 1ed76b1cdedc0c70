"""What became of each waiver: whether it holds, what it covers, what is odd about it."""

from typing import Literal, NamedTuple

from depaudit.model.inventory import Waiver

WaiverState = Literal["in force", "expiring", "expired", "unused", "outgrown", "too long"]


class WaiverUse(NamedTuple):
    """A waiver and what it did on the day of the scan.

    `covers` are the fingerprints that it silences, `lost` those that it names but does not cover (any more).
    `duplicate` is set where another waiver says the same; `unknown_rule` where no installed rule has its id.
    `days` is the number of days until it ends; None where it has no end.
    """

    waiver: Waiver
    state: WaiverState
    covers: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    days: int | None = None
    duplicate: bool = False
    unknown_rule: bool = False
    severity: str = ""
