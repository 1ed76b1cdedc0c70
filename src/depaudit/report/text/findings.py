"""Findings, worst first: a block with position, excerpt and proof for each that matters, a line for the rest."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from depaudit.model.finding import Finding
from depaudit.model.report import Report
from depaudit.model.severity import Severity
from depaudit.report.escape import terminal
from depaudit.report.excerpt import Excerpts
from depaudit.report.text.colours import COLOURS
from depaudit.report.text.grid import Grid
from depaudit.report.text.indented import Indented
from depaudit.report.words import cited, counted, status

LEAST = Severity.MEDIUM
MOST_BLOCKS, MOST_LINES = 10, 30


def section(report: Report) -> Iterator[RenderableType]:
    """Blocks for findings of medium severity and above, lines for the others, and how many are not shown."""
    excerpts = Excerpts()
    open_ones = [one for one in report.findings if not one.waived]
    heavy = [one for one in open_ones if one.severity >= LEAST]
    for finding in heavy[:MOST_BLOCKS]:
        yield _block(finding, excerpts)
    light = heavy[MOST_BLOCKS:] + [one for one in open_ones if one.severity < LEAST]
    if light:
        yield _brief(light)


def _block(finding: Finding, excerpts: Excerpts) -> Group:
    head = Text()
    head.append(f"{finding.severity}[{finding.rule} {finding.name}] ", style=COLOURS[str(finding.severity)])
    head.append(terminal(finding.message), style="bold")
    lines: list[RenderableType] = [head]
    if finding.location.path:
        lines.append(Text(f"  --> {terminal(str(finding.location))}", style="blue"))
        lines.extend(Text(line, no_wrap=True, overflow="ellipsis") for line in excerpts.around(finding.location))
    notes = [cited(note) for note in finding.path_notes]
    lines.extend(_path(finding.path, [words for words, _ in notes]))
    lines.extend(Indented(Text(f"= {terminal(line)}"), 2) for line in finding.evidence)
    if said := status(finding):
        lines.append(Indented(Text(f"= {terminal(said)}", style="yellow"), 2))
    if finding.confidence != "high":
        lines.append(Text(f"  = confidence: {finding.confidence}"))
    if finding.remedy:
        lines.append(Indented(Text(f"= help: {terminal(finding.remedy.text)}", style="green"), 2))
    lines.extend(_source(source) for _, source in notes if source)
    lines.append(Text(f"  = more: depaudit explain {finding.rule}", style="dim"))
    return Group(*lines)


def _path(path: Sequence[str], notes: Sequence[str]) -> Iterator[RenderableType]:
    for depth, name in enumerate(path):
        step = Text(f"{'-> ' if depth else ''}{terminal(name)}")
        if depth < len(notes) and notes[depth]:
            step.append(f"  {terminal(notes[depth])}", style="dim")
        yield Indented(step, 4 + 2 * depth)


def _source(text: str) -> Text:
    """A source on one line however long it is: an address that is broken in two cannot be followed."""
    return Text(f"  = source: {terminal(text)}", style="dim", no_wrap=True, overflow="ignore")


def _brief(findings: Sequence[Finding]) -> Group:
    table = Grid()
    for finding in findings[:MOST_LINES]:
        table.add_row(
            Text(str(finding.severity), style=COLOURS[str(finding.severity)]),
            finding.rule,
            Text(terminal(finding.message)),
        )
    lines: list[RenderableType] = [Text("Also found", style="bold"), table]
    if len(findings) > MOST_LINES:
        rest = counted(len(findings) - MOST_LINES, "more finding")
        lines.append(Text(f"and {rest}: --format json lists them", style="dim"))
    return Group(*lines)
