"""What a scan may be asked for."""

from typing import Literal, NamedTuple

from depaudit.analysis.assessment import Thresholds
from depaudit.model.inventory import Waiver
from depaudit.model.knowledge import Trust
from depaudit.model.severity import Severity
from depaudit.rulekit.declare import OptionValue


class ScanOptions(NamedTuple):
    """Options of one scan. `as_of` is an ISO date, today if empty; `home` replaces what the inventory says.

    `overlays` are files and directories, weakest first; `no_overlay` lays none, not even the inventory's own.
    `waivers` are those of a file, beside the inventory's. `severities` are those that the user
    gives to rules, by id or name; `rule_options` are rule, option and value.
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
    waivers: tuple[Waiver, ...] = ()
    severities: tuple[tuple[str, Severity], ...] = ()
    rule_options: tuple[tuple[str, str, OptionValue], ...] = ()
