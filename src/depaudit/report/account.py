"""One finding told in full: the path step by step, each fact with source and date, the sum behind the score."""

from collections.abc import Iterator

from depaudit.model.duration import format_duration
from depaudit.model.finding import Finding
from depaudit.model.report import Report
from depaudit.report.escape import terminal
from depaudit.report.words import cited, status

SCORE_DAY = 30


def account(finding: Finding, report: Report) -> str:
    """The account as text. What is not in the report is not said."""
    parts = (_head(finding), _path(finding), _facts(finding), _verdict(finding, report), _sum(finding, report),
             _accept(finding))  # fmt: skip
    return "\n\n".join("\n".join(map(terminal, lines)) for part in parts if (lines := list(part))) + "\n"


def _head(finding: Finding) -> Iterator[str]:
    yield f"{finding.severity}[{finding.rule} {finding.name}] {finding.message}"
    yield f"fingerprint {finding.fingerprint}, confidence {finding.confidence}, at {finding.location or 'no place'}"
    if said := status(finding):
        yield said


def _path(finding: Finding) -> Iterator[str]:
    if finding.path:
        yield "Path"
    for depth, name in enumerate(finding.path):
        note = cited(finding.path_notes[depth])[0] if depth < len(finding.path_notes) else ""
        yield f"  {'  ' * depth}{'-> ' if depth else ''}{name}" + (f"  ({note})" if note else "")


def _facts(finding: Finding) -> Iterator[str]:
    sources = [pair for pair in map(cited, finding.path_notes) if pair[1]]
    if sources or finding.facts:
        yield "Facts"
    yield from (f"  {words}: {source}" for words, source in sources)
    yield from (f"  {fact}" for fact in finding.facts)


def _verdict(finding: Finding, report: Report) -> Iterator[str]:
    for verdict in report.survival:
        if (verdict.service, verdict.cutoff) != (finding.subject, finding.cutoff):
            continue
        yield f"{verdict.service} under {verdict.kind} {verdict.cutoff}"
        yield "  " + ", ".join(f"day {day} {state}" for day, state in verdict.states)
        for outage in verdict.outages:
            end = "without end" if outage.end is None else f"to {format_duration(outage.end)}"
            yield f"  outage from {format_duration(outage.start)} {end}"
        if verdict.reasons:
            yield "  enough to stop it: " + "; or ".join(" + ".join(names) for names in verdict.reasons)
        if verdict.decided_by:
            yield "  hangs on: " + "; ".join(verdict.decided_by)


def _sum(finding: Finding, report: Report) -> Iterator[str]:
    """The exposure to the finding's cutoff, added up: weights of the services that it stops, over all weights."""
    day = min(SCORE_DAY, max(report.horizons)) if report.horizons else SCORE_DAY
    share = next((one for one in report.exposure if (one.cutoff, one.horizon) == (finding.cutoff, day)), None)
    if share is None:
        return
    weights = {name: weight for name, weight, _ in report.subject.services}
    base = {one.service for one in report.survival if one.baseline}
    sound = {name: weight for name, weight in weights.items() if name not in base}
    stopped = {one.service for one in report.survival if one.cutoff == share.cutoff and one.kind == share.kind
               and one.gates and one.outages and one.outages[0].start <= day * 86_400}  # fmt: skip
    terms = [f"{name} {weight:g}" for name, weight in sound.items() if name in stopped]
    yield f"Exposure to {finding.cutoff} at day {day}"
    yield f"  stopped: {' + '.join(terms) or 'none'} = {sum(sound[name] for name in stopped if name in sound):g}"
    yield f"  all services: {' + '.join(f'{weight:g}' for weight in sound.values())} = {sum(sound.values()):g}"
    yield f"  share {share.share:.4g}; 100 x share = {100 * share.share:.4g}"
    if report.score.cutoff == finding.cutoff:
        yield f"  it is the worst of all foreign states, so the score is {report.score.value:g}"


def _accept(finding: Finding) -> Iterator[str]:
    """The waiver to paste, bound to the finding as it is."""
    from json import dumps

    if finding.waived is not None:
        return
    cut = f", cut: {dumps(finding.cutoff)}" if finding.cutoff else ""
    yield "To accept it, add under waivers: (reason, owner and an end within a year are yours to fill in)"
    yield f"  - {{rule: {finding.rule}, subject: {dumps(finding.subject)}{cut}, severity: {finding.severity},"
    yield f'     path: "{finding.path_mark}", reason: "...", owner: "...", expires: YYYY-MM-DD}}'
