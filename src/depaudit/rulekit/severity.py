"""Severity of an outage (docs/pages/scores.md)."""

from depaudit.model.duration import DAY
from depaudit.model.inventory import Criticality
from depaudit.model.severity import Severity
from depaudit.model.verdict import CutKind

LATE = 30 * DAY
_BY_CRITICALITY: dict[Criticality, Severity] = {
    "critical": Severity.CRITICAL,
    "high": Severity.HIGH,
    "medium": Severity.MEDIUM,
    "low": Severity.LOW,
}


def outage_severity(criticality: Criticality, kind: CutKind, begins: int, *, foreign: bool) -> Severity:
    """How bad it is that a service of this criticality stops under a cut of this kind, `begins` seconds after it.

    A critical service stopped by a model, vendor or layer is critical, by a whole jurisdiction high. One step lower
    where the outage begins after day 30, two where every state that controls it is home.
    """
    severity = _BY_CRITICALITY[criticality]
    steps = int(criticality == "critical" and kind in ("jurisdiction", "scenario"))
    steps += int(begins > LATE) + (0 if foreign else 2)
    return severity.lowered(steps)
