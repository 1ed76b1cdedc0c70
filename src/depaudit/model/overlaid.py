"""What a report says of overlays: the records they touch, and the verdicts that read otherwise without them."""

from typing import NamedTuple


class OverlayChange(NamedTuple):
    """One verdict that overlays change: its worst state `without` and `with_overlay`.

    `clears` says that a breach, or what gates like one, is gone only because of an overlay.
    """

    service: str
    cutoff: str
    kind: str
    without: str
    with_overlay: str
    clears: bool


class Overlaid(NamedTuple):
    """The records (`kind:id`) that overlays changed or added, and what that did."""

    records: tuple[str, ...] = ()
    changes: tuple[OverlayChange, ...] = ()
