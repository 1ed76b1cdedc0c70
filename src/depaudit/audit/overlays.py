"""What overlays did to the verdicts: the same inventory is judged without them, and the two are compared."""

from collections.abc import Iterable, Iterator

from depaudit.model.overlaid import Overlaid, OverlayChange
from depaudit.model.verdict import Verdict


def overlaid(records: Iterable[tuple[str, str]], on: Iterable[Verdict], off: Iterable[Verdict]) -> Overlaid:
    """The records that overlays changed or added, and each verdict that reads otherwise without them."""
    return Overlaid(tuple(f"{kind}:{identifier}" for kind, identifier in records), tuple(_changes(on, off)))


def _changes(on: Iterable[Verdict], off: Iterable[Verdict]) -> Iterator[OverlayChange]:
    now = {(verdict.service, verdict.cutoff, verdict.kind): verdict for verdict in on}
    before = {(verdict.service, verdict.cutoff, verdict.kind): verdict for verdict in off}
    for key in sorted(now.keys() | before.keys()):
        one, other = now.get(key), before.get(key)
        if _read(one) != _read(other):
            yield OverlayChange(key[0], key[1], key[2], _worst(other), _worst(one), _gates(one) < _gates(other))


def _read(verdict: Verdict | None) -> tuple[object, ...]:
    """What a verdict comes to; nothing where the service stays up, as under a cut that nothing answers to."""
    if verdict is None or (verdict.worst_state == "up" and verdict.first_down is None):
        return ()
    return verdict.states, verdict.breach, verdict.interruption


def _worst(verdict: Verdict | None) -> str:
    """A cut that nothing in the inventory answers to takes nothing away."""
    return verdict.worst_state if verdict else "up"


def _gates(verdict: Verdict | None) -> bool:
    return verdict.gates if verdict else False
