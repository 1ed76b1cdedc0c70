"""The report as plain data: `depaudit.report/1`, the contract that machines read. Times in hours.

Hours have two decimals. Where that loses seconds, `seconds` beside them holds the exact value, so that a report can
be read back (`model/read.py`) and rendered to the letter.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from depaudit.errors import Position
from depaudit.model.chains import Chain
from depaudit.model.duration import HOUR, hours
from depaudit.model.finding import Finding
from depaudit.model.history import History
from depaudit.model.inventory import Waiver
from depaudit.model.results import Assumption, CutSets, ObjectiveResult, Unknown
from depaudit.model.severity import Severity
from depaudit.model.verdict import Outage, Verdict
from depaudit.model.waiver import WaiverUse

if TYPE_CHECKING:
    from depaudit.model.picture import Picture
    from depaudit.model.report import Report, Subject

SCHEMA: Final = "depaudit.report/1"
HUNDREDTH: Final = HOUR // 100
"""Seconds in the smallest part of an hour that is written."""


def plain_report(report: "Report") -> dict[str, Any]:
    """`report` as dicts, lists and scalars, in a fixed order."""
    return {key: list(value) if isinstance(value, Iterator) else value for key, value in sections(report)}


def sections(report: "Report") -> Iterator[tuple[str, Any]]:
    """Key by key; the long lists as iterators, so that whoever writes them need not hold them."""
    yield "schema", SCHEMA
    yield "tool", {"name": "depaudit", "version": report.tool_version}
    yield "as_of", report.as_of
    yield "horizons", list(report.horizons)
    yield "inventory", _subject(report.subject)
    yield "catalog", {"version": report.catalog_version, "as_of": report.catalog_as_of}
    yield "summary", _summary(report)
    yield "survival", map(plain_verdict, report.survival)
    yield "ladder", [rung._asdict() for rung in report.ladder]
    yield "objectives", [_objective(result) for result in report.objectives]
    yield "exposure", [one._asdict() for one in report.exposure]
    yield "cut_sets", map(plain_cut_sets, report.cut_sets)
    yield "concentration", [{**one._asdict(), "shares": dict(one.shares)} for one in report.concentration]
    yield "findings", map(plain_finding, report.findings)
    yield "alternatives", [one._asdict() for one in report.alternatives]
    yield "assumptions", map(_assumption, report.assumptions)
    yield "unknowns", map(_unknown, report.unknowns)
    yield "not_assessed", list(report.not_assessed)
    yield "history", plain_history(report.history)
    yield "fallbacks", map(plain_chain, report.chains)
    yield "illusions", [{**one._asdict(), "position": one.position._asdict()} for one in report.illusions]
    yield "coverage", [{**one._asdict(), "not_read": list(one.not_read)} for one in report.coverage]
    yield "failures", [failure._asdict() for failure in report.failures]
    changes = [one._asdict() for one in report.overlaid.changes]
    yield "overlay", {"records": list(report.overlaid.records), "changes": changes}
    yield "waivers", [plain_waiver(use) for use in report.waivers]
    yield "baseline", None if report.compared is None else report.compared._asdict()
    yield "rules", [card._asdict() for card in report.rules]
    if report.picture is not None:
        yield "picture", plain_picture(report.picture)


def _subject(subject: "Subject") -> dict[str, Any]:
    return {
        "paths": list(subject.paths),
        "organisation": subject.organisation,
        "jurisdiction": subject.jurisdiction,
        "home": list(subject.home),
        "digest": subject.digest,
        "components": subject.components,
        "services": [
            {"id": name, "weight": weight, "rto_h": hours(rto), **_exact(rto=rto)}
            for name, weight, rto in subject.services
        ],
        "warnings": list(subject.warnings),
    }


def _assumption(one: Assumption) -> dict[str, Any]:
    return {
        "id": one.id,
        "subject": one.subject,
        "text": one.text,
        "verdicts": one.verdicts,
        "location": _place(one.position),
    }


def _unknown(one: Unknown) -> dict[str, Any]:
    return {
        "fact": one.fact,
        "text": one.text,
        "verdicts": list(map(list, one.verdicts)),
        "subject": one.subject,
        "location": _place(one.position),
    }


def _summary(report: "Report") -> dict[str, Any]:
    counts = {str(severity): report.count(severity) for severity in reversed(Severity)}
    breached = sum(result.breached for result in report.objectives)
    return {
        "headline": report.headline,
        "score": report.score.value,
        "score_certain": report.score.low,
        "severity": None if report.severity is None else str(report.severity),
        "worst_jurisdiction": report.score.cutoff,
        "findings": counts,
        "objectives": {"total": len(report.objectives), "breached": breached},
        "waived": sum(finding.waived is not None for finding in report.findings),
        "unknowns": len(report.unknowns),
        "assumptions": len(report.assumptions),
        "stale_facts": report.stale_facts,
    }


def plain_cut_sets(one: CutSets) -> dict[str, Any]:
    """The cut sets of one service at one level; `counts` by order, null where they were not counted."""
    return {
        **one._asdict(),
        "sets": list(map(list, one.sets)),
        "unknown_sets": list(map(list, one.unknown_sets)),
        "counts": None if one.counts is None else {str(order): number for order, number in one.counts},
    }


def plain_verdict(verdict: Verdict) -> dict[str, Any]:
    """One verdict, times in hours."""
    return {
        "service": verdict.service,
        "cutoff": verdict.cutoff,
        "kind": verdict.kind,
        "foreign": verdict.foreign,
        "states": {str(day): state for day, state in verdict.states},
        "breach": verdict.breach,
        "baseline": verdict.baseline,
        "first_down_h": None if verdict.first_down is None else hours(verdict.first_down),
        "outages": [_span(outage) for outage in verdict.outages],
        "short_interruptions": [_span(outage) for outage in verdict.short_interruptions],
        "interruption_hours": None if verdict.interruption is None else hours(verdict.interruption),
        "path": list(verdict.path),
        "path_notes": list(verdict.path_notes),
        "reasons": [list(reason) for reason in verdict.reasons],
        "assumed": list(verdict.assumed),
        "decided_by": list(verdict.decided_by),
        "basis": verdict.basis,
        "left": [list(one) for one in verdict.left],
        **_exact(
            first_down=verdict.first_down, interruption=verdict.interruption,
            outages=verdict.outages, short_interruptions=verdict.short_interruptions,
        ),
    }  # fmt: skip


def _exact(**times: int | tuple[Outage, ...] | None) -> dict[str, Any]:
    """Under `seconds` the times that do not survive two decimals of an hour; nothing where all do."""
    lost = {name: list(map(list, value)) if isinstance(value, tuple) else value
            for name, value in times.items() if value and not _survives(value)}  # fmt: skip
    return {"seconds": lost} if lost else {}


def _survives(value: int | tuple[Outage, ...] | None) -> bool:
    if isinstance(value, tuple):
        return all(_survives(second) for span in value for second in span)
    return not value or value % HUNDREDTH == 0


def _place(position: Position | None) -> dict[str, Any] | None:
    """A place in a file; line and column are None where only the file is known."""
    if position is None:
        return None
    return {"path": position.path, "line": position.line or None, "column": position.column or None}


def _span(outage: Outage) -> list[float | int | None]:
    return [hours(outage.start), None if outage.end is None else hours(outage.end)]


def _objective(result: ObjectiveResult) -> dict[str, Any]:
    declared = result.objective
    return {
        "services": list(declared.services),
        "survive": list(declared.survive),
        "within_h": None if declared.within is None else hours(declared.within),
        "at_least": declared.at_least,
        "for_h": None if declared.span is None else hours(declared.span),
        "breached": result.breached,
        "by": [list(pair) for pair in (*result.by, *result.unknown_by)],
        "unknown_by": [list(pair) for pair in result.unknown_by],
        "not_assessed": list(result.not_assessed),
        "cuts": [list(pair) for pair in result.cuts],
        "location": _place(declared.position),
        **_exact(within=declared.within, span=declared.span),
    }


def plain_picture(picture: "Picture") -> dict[str, Any]:
    """The graph with every node's state under every cut; nodes, edges and cutoffs are named by their numbers."""
    return {
        "horizons": list(picture.horizons),
        "nodes": [node._asdict() for node in picture.nodes],
        "edges": [edge._asdict() for edge in picture.edges],
        "cuts": [cut._asdict() for cut in picture.cuts],
        "singles": [{str(node): digits for node, digits in one.items()} for one in picture.singles],
        "paired": list(picture.paired),
        "pairs": [pair._asdict() for pair in picture.pairs],
    }


def plain_history(history: History) -> dict[str, Any]:
    """Past events on this stack, late switches, and lawful access (which is in no score). Times in hours."""
    return {
        "played": history.played,
        "stopped": [one._asdict() for one in history.stopped],
        "outages_h": [hours(one) for one in history.outages],
        "median_notice_h": hours(history.median_notice),
        "late": [{"gate": one.gate, "option": one.option, "switch_h": hours(one.switch), "missed": one.missed}
                 for one in history.late],
        "lawful_access": [one._asdict() for one in history.access],
    }  # fmt: skip


def plain_chain(chain: Chain) -> dict[str, Any]:
    """One ordered fallback; `switch` in seconds, `switch_h` in hours."""
    links = [{**link._asdict(), "switch_h": hours(link.switch)} for link in chain.links]
    return {**chain._asdict(), "links": links, "position": chain.position._asdict()}


def plain_finding(finding: Finding) -> dict[str, Any]:
    """One finding."""
    waiver, remedy = finding.waived, finding.remedy
    return {
        "id": f"{finding.rule}-{finding.fingerprint}",
        "rule": finding.rule,
        "name": finding.name,
        "severity": str(finding.severity),
        "confidence": finding.confidence,
        "subject": finding.subject,
        "cutoff": finding.cutoff,
        "message": finding.message,
        "location": _place(finding.location),
        "path": list(finding.path),
        "path_notes": list(finding.path_notes),
        "evidence": list(finding.evidence),
        "facts": list(finding.facts),
        "remedy": remedy.text if remedy else None,
        "patch": remedy.patch if remedy else "",
        "references": list(finding.references),
        "fingerprint": finding.fingerprint,
        "path_mark": finding.path_mark,
        "standing": finding.standing,
        "note": finding.note,
        "known": finding.known,
        "waived": None if waiver is None else plain_acceptance(waiver),
    }


def plain_acceptance(waiver: Waiver) -> dict[str, Any]:
    """A waiver as it was written."""
    return {
        "rule": waiver.rule,
        "subject": waiver.subject,
        "cut": waiver.cut,
        "reason": waiver.reason,
        "owner": waiver.owner,
        "expires": waiver.expires.isoformat() if waiver.expires else None,
        "severity": None if waiver.severity is None else str(waiver.severity),
        "path": waiver.path,
        "origin": waiver.origin,
        "place": _place(waiver.place),
        "location": _place(waiver.position),
    }


def plain_waiver(use: WaiverUse) -> dict[str, Any]:
    """A waiver and what became of it."""
    return {
        **plain_acceptance(use.waiver),
        "state": use.state,
        "covers": list(use.covers),
        "lost": list(use.lost),
        "days": use.days,
        "duplicate": use.duplicate,
        "unknown_rule": use.unknown_rule,
        "worst": use.severity,
    }
