"""What a scan may be asked for."""

from typing import Literal, NamedTuple

from depaudit.analysis.assessment import Thresholds
from depaudit.model.knowledge import Trust


class ScanOptions(NamedTuple):
    """Options of one scan. `as_of` is an ISO date, today if empty; `home` replaces what the inventory says.

    `overlays` are files and directories, weakest first; `no_overlay` lays none, not even the inventory's own.
    """

    home: tuple[str, ...] = ()
    as_of: str = ""
    trust: Trust = "medium"
    unknown: Literal["fail", "warn", "ignore"] = "fail"
    horizons: tuple[int, ...] = (0, 30, 365)
    thresholds: Thresholds = Thresholds()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    strict: bool = False
    rule_files: tuple[str, ...] = ()
    picture: bool = False
    ways_out: bool = True
    overlays: tuple[str, ...] = ()
    no_overlay: bool = False
