"""The report for people at a terminal: verdict first, then findings with their proof, then the numbers."""

from collections.abc import Iterator
from io import StringIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from depaudit.model.finding import Finding
from depaudit.model.report import Report
from depaudit.model.results import Rung
from depaudit.model.severity import Severity
from depaudit.model.verdict import Verdict
from depaudit.report import Style
from depaudit.report.escape import terminal
from depaudit.report.excerpt import Excerpts
from depaudit.report.words import cell, closing, column, counted, matrix_rows

COLOURS = {
    "critical": "bold white on red", "high": "bold red", "medium": "yellow", "low": "cyan", "info": "dim",
    "up": "green", "degraded": "yellow", "down": "bold red", "unknown": "magenta",
}  # fmt: skip
LEAST = Severity.MEDIUM
MOST_COLUMNS, MOST_ASSUMPTIONS, MOST_SHARES = 5, 6, 4


def render(report: Report, style: Style) -> str:
    """The whole report as text of the width and colour that `style` allows."""
    console = Console(
        width=style.width, no_color=not style.color, color_system="standard" if style.color else None,
        force_terminal=style.color, highlight=False, legacy_windows=False, file=StringIO(),
    )  # fmt: skip
    with console.capture() as capture:
        for part in _parts(report):
            console.print(part, soft_wrap=False)
            console.print()
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"


def _parts(report: Report) -> Iterator[RenderableType]:
    yield Text(terminal(report.headline), style="bold")
    excerpts = Excerpts()
    shown = [one for one in report.findings if one.severity >= LEAST and not one.waived]
    for finding in shown:
        yield _block(finding, excerpts)
    rest = [one for one in report.findings if one.severity < LEAST and not one.waived]
    if rest:
        yield _brief(rest)
    yield from _survival(report)
    yield _ladder(report)
    if report.objectives:
        yield _objectives(report)
    if report.concentration:
        yield _concentration(report)
    if report.assumptions:
        yield _assumptions(report)
    for warning in report.subject.warnings:
        yield Text(f"warning: {terminal(warning)}", style="yellow")
    yield Text(_summary(report))


def _block(finding: Finding, excerpts: Excerpts) -> Group:
    head = Text()
    head.append(f"{finding.severity}[{finding.rule} {finding.name}] ", style=COLOURS[str(finding.severity)])
    head.append(terminal(finding.message), style="bold")
    lines: list[RenderableType] = [head]
    if finding.location.path:
        lines.append(Text(f"  --> {terminal(str(finding.location))}", style="blue"))
        lines.extend(Text(line) for line in excerpts.around(finding.location))
    for depth, name in enumerate(finding.path):
        note = finding.path_notes[depth] if depth < len(finding.path_notes) else ""
        arrow = "" if depth == 0 else "-> "
        step = Text(f"{arrow}{terminal(name)}")
        if note:
            step.append(f"  {terminal(note)}", style="dim")
        lines.append(Padding(step, (0, 0, 0, 4 + 2 * depth)))
    lines.extend(Padding(Text(f"= {terminal(line)}"), (0, 0, 0, 2)) for line in finding.evidence)
    if finding.confidence != "high":
        lines.append(Text(f"  = confidence: {finding.confidence}"))
    if finding.remedy:
        lines.append(Padding(Text(f"= help: {terminal(finding.remedy.text)}", style="green"), (0, 0, 0, 2)))
    lines.append(Text(f"  = more: depaudit explain {finding.rule}", style="dim"))
    return Group(*lines)


def _brief(findings: list[Finding]) -> Group:
    table = Table.grid(padding=(0, 2))
    for finding in findings:
        table.add_row(
            Text(str(finding.severity), style=COLOURS[str(finding.severity)]),
            finding.rule,
            Text(terminal(finding.message)),
        )
    return Group(Text("Also found", style="bold"), table)


def _survival(report: Report) -> Iterator[RenderableType]:
    verdicts: dict[tuple[str, str, str], Verdict] = {
        (one.service, one.kind, one.cutoff): one for one in report.survival
    }
    days = ", ".join(str(day) for day in report.horizons)
    for title, kinds in (("states", ["jurisdiction"]), ("models, vendors and layers", ["model", "vendor", "layer"])):
        columns, more = matrix_rows(report, kinds, MOST_COLUMNS)
        if not columns:
            continue
        yield Text(f"Survival by {title} (day {days} after the cutoff)", style="bold")
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column("service", overflow="fold")
        for kind, cutoff in columns:
            one = next(verdict for verdict in report.survival if (verdict.kind, verdict.cutoff) == (kind, cutoff))
            table.add_column(Text(terminal(column(cutoff, kind, foreign=one.foreign))), overflow="fold")
        for name, _, rto in report.subject.services:
            words = [cell(verdicts[name, kind, cutoff], rto) for kind, cutoff in columns]
            cells = [Text(word, style=_colour(word)) for word in words]
            table.add_row(Text(terminal(name)), *cells)
        yield table
        if more:
            yield Text(f"and {counted(more, 'more cutoff')} with less effect or none", style="dim")


def _colour(word: str) -> str:
    return next((COLOURS[state] for state in ("down", "unknown", "degraded") if state in word), COLOURS["up"])


def _ladder(report: Report) -> Group:
    table = Table.grid(padding=(0, 2))
    rungs: dict[str, list[Rung]] = {}
    for rung in report.ladder:
        rungs.setdefault(rung.service, []).append(rung)
    for name, _, _ in report.subject.services:
        said = " · ".join(
            f"one {rung.rung} ({terminal(rung.cutoff)}{'' if rung.foreign else ', home'})"
            + ("" if rung.certain else ", if unknown facts are bad")
            for rung in rungs.get(name, ())
        )
        table.add_row(Text(terminal(name)), Text(said or "no single cut stops it"))
    return Group(Text("Smallest cut that stops each service", style="bold"), table)


def _objectives(report: Report) -> Group:
    table = Table.grid(padding=(0, 2))
    for result in report.objectives:
        word = "breached" if result.breached else "holds"
        name = f"{', '.join(result.objective.services)} survive {', '.join(result.objective.survive)}"
        table.add_row(Text(word, style=COLOURS["down" if result.breached else "up"]), Text(terminal(name)))
    return Group(Text("Objectives", style="bold"), table)


def _concentration(report: Report) -> Table:
    table = Table(title="Concentration", title_justify="left", title_style="bold", box=None, pad_edge=False,
                  padding=(0, 2, 0, 0))  # fmt: skip
    for name in ("axis", "weighted by", "HHI", "effective", "largest"):
        table.add_column(name, justify="right" if name in ("HHI", "effective") else "left", overflow="fold")
    for one in report.concentration:
        shares = ", ".join(f"{terminal(name)} {share:.0%}" for name, share in one.shares[:MOST_SHARES])
        table.add_row(one.axis, one.weight, f"{one.hhi:,.0f}", f"{one.effective_number:.1f}", Text(shares))
    return table


def _assumptions(report: Report) -> Group:
    table = Table.grid(padding=(0, 2))
    for one in report.assumptions[:MOST_ASSUMPTIONS]:
        table.add_row(Text(terminal(one.subject)), Text(terminal(one.text)), counted(one.verdicts, "verdict"))
    lines: list[RenderableType] = [Text("Assumed, because nothing was said", style="bold"), table]
    if len(report.assumptions) > MOST_ASSUMPTIONS:
        lines.append(
            Text(f"and {len(report.assumptions) - MOST_ASSUMPTIONS} more: --format json lists them", style="dim")
        )
    return Group(*lines)


def _summary(report: Report) -> str:
    counts = ", ".join(
        f"{report.count(severity)} {severity}" for severity in reversed(Severity) if report.count(severity)
    )
    worst = f" (worst foreign state: {report.score.cutoff})" if report.score.cutoff else ""
    certain = "" if report.score.low == report.score.value else f", {report.score.low:g} for certain"
    return (
        f"Findings: {counts or 'none'}. Score {report.score.value:g} of 100, lower is better{worst}{certain}.\n"
        f"{terminal(closing(report))}"
    )
