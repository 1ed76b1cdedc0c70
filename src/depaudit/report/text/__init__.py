"""The report for people at a terminal: the verdict first, then findings with their proof, then the numbers.

One module per section; `SECTIONS` is their order. A section yields nothing where it has nothing to say.
"""

from collections.abc import Callable, Iterator
from io import StringIO
from typing import Final

from rich.console import Console, RenderableType

from depaudit.model.report import Report
from depaudit.report import Style
from depaudit.report.text import (
    assumptions,
    closing,
    components,
    concentration,
    fallbacks,
    findings,
    history,
    objectives,
    overlaid,
    smallest,
    survival,
    unknowns,
    verdict,
    waivers,
    ways_out,
)

Section = Callable[[Report], Iterator[RenderableType]]

SECTIONS: Final[tuple[Section, ...]] = (
    verdict.section,
    findings.section,
    ways_out.section,
    survival.section,
    smallest.section,
    fallbacks.section,
    history.section,
    components.section,
    objectives.section,
    concentration.section,
    unknowns.section,
    assumptions.section,
    overlaid.section,
    waivers.section,
    closing.section,
)


def render(report: Report, style: Style) -> str:
    """The whole report as text of the width and colour that `style` allows."""
    console = Console(
        width=style.width, no_color=not style.color, color_system="standard" if style.color else None,
        force_terminal=style.color, highlight=False, emoji=False, legacy_windows=False, file=StringIO(),
    )  # fmt: skip
    with console.capture() as capture:
        for section in SECTIONS:
            for part in section(report):
                console.print(part, crop=False)
                console.print()
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"
