"""What overlays changed, so that a correction cannot pass unseen."""

from collections.abc import Iterator
from typing import Final

from rich.console import Group, RenderableType
from rich.text import Text

from depaudit.model.overlaid import OverlayChange
from depaudit.model.report import Report
from depaudit.report.escape import terminal

SHOWN: Final = 12


def section(report: Report) -> Iterator[RenderableType]:
    """The corrected records, and a line per verdict that reads otherwise without them."""
    if not report.overlaid.records:
        return
    changes = sorted(report.overlaid.changes, key=lambda change: (not change.clears, change))
    lines = [
        Text("Overlays", style="bold"),
        Text(f"  corrected here: {terminal(', '.join(report.overlaid.records))}"),
    ]
    lines += [Text(_line(change)) for change in changes[:SHOWN]]
    if len(changes) > SHOWN:
        lines.append(Text(f"  and {len(changes) - SHOWN} more verdicts"))
    if not changes:
        lines.append(Text("  no verdict reads otherwise without them"))
    yield Group(*lines)


def _line(change: OverlayChange) -> str:
    cleared = ", a breach is gone by overlay only" if change.clears else ""
    where = f"{terminal(change.service)} under {terminal(change.cutoff)}"
    return f"  {where}: {change.with_overlay}; without overlays {change.without}{cleared}"
