"""Fallback chains: what stands behind what, and which of them fall whole."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from depaudit.model.chains import Chain
from depaudit.model.report import Report
from depaudit.report.escape import terminal
from depaudit.report.text.colours import COLOURS
from depaudit.report.text.grid import Grid
from depaudit.report.words import counted

MOST_CHAINS, MOST_OPTIONS = 12, 5


def section(report: Report) -> Iterator[RenderableType]:
    """A line per chain, those that fall whole first."""
    if not report.chains:
        return
    table = Grid()
    ordered = sorted(report.chains, key=lambda one: (not one.falls_under, not one.may_fall_under, not one.late_under))
    for chain in ordered[:MOST_CHAINS]:
        names = [chain.primary, *(link.option for link in chain.links)]
        more = f" and {len(names) - MOST_OPTIONS} more" if len(names) > MOST_OPTIONS else ""
        said, colour = _said(chain)
        table.add_row(Text(terminal(chain.gate)), Text(terminal(" -> ".join(names[:MOST_OPTIONS]) + more)),
                      Text(terminal(said), style=COLOURS[colour]))  # fmt: skip
    lines: list[RenderableType] = [Text("Fallbacks", style="bold"), table]
    rest = max(0, len(ordered) - MOST_CHAINS)
    lead = f"and {counted(rest, 'more chain')}; " if rest else ""
    lines.append(Text(f"{lead}depaudit fallbacks says what binds them", style="dim"))
    yield Group(*lines)


def _said(chain: Chain) -> tuple[str, str]:
    if chain.falls_under:
        return f"falls whole under {', '.join(chain.falls_under[:4])}", "down"
    if chain.may_fall_under:
        return f"may fall whole under {', '.join(chain.may_fall_under[:4])}: facts are missing", "unknown"
    if chain.late_under:
        return f"comes back later than the RTO under {', '.join(chain.late_under[:4])}", "degraded"
    bound = [link.option for link in chain.links if link.standing == "correlated"]
    if bound:
        return f"holds; {', '.join(bound[:3])} would fall with {chain.primary}", "degraded"
    return "holds", "up"
