"""The verdict in words and counts, before any number (docs/pages/scores.md)."""

from collections.abc import Sequence

from depaudit.analysis.assessment import ServiceFacts
from depaudit.model.duration import DAY
from depaudit.model.lever import OTHER_STATE
from depaudit.model.results import Exposure, Rung
from depaudit.model.verdict import Verdict

RUNG_WORDS = {
    "model": "one model",
    "vendor": "one vendor",
    "layer": "one layer of a state",
    "jurisdiction": "one state",
}


def headline(
    services: Sequence[ServiceFacts],
    verdicts: Sequence[Verdict],
    exposure: Sequence[Exposure],
    ladder: Sequence[Rung],
) -> str:
    """One line: what the worst foreign state stops and when; the smallest cut that stops the weightiest service."""
    if not services:
        return "no service is declared, so nothing can be said to stop"
    stopping = {v.cutoff for v in verdicts if v.kind == "jurisdiction" and v.foreign and v.gates}
    foreign = [one for one in exposure if one.kind == "jurisdiction" and one.cutoff in stopping]
    if not foreign:
        what = f"any of the {len(services)} services" if len(services) > 1 else "the one service"
        return f"no single foreign jurisdiction stops {what}{_smallest(services, ladder)}"
    worst = foreign[0].cutoff
    hits = [v for v in verdicts if v.kind == "jurisdiction" and v.cutoff == worst and v.gates]
    who = "Some unnamed state" if worst == OTHER_STATE else f"{worst} cut"
    return f"{who}: {_stops(services, hits)}{_smallest(services, ladder)}"


def _stops(services: Sequence[ServiceFacts], hits: Sequence[Verdict]) -> str:
    critical = {service.id for service in services if service.criticality == "critical"}
    chosen = [verdict for verdict in hits if verdict.service in critical]
    group, total = ("critical service", len(critical)) if chosen else ("service", len(services))
    counted = chosen or list(hits)
    sure = [verdict for verdict in counted if verdict.breach]
    at_once = [verdict for verdict in sure if not verdict.begins]
    later = [verdict for verdict in sure if verdict.begins]
    parts = []
    if at_once:
        parts.append(f"{len(at_once)} of {_count(total, group)} {_verb(at_once, 'stop')} at once")
    if later:
        day = -(-max(verdict.begins or 0 for verdict in later) // DAY)
        lead = f"{len(later)} more" if at_once else f"{len(later)} of {_count(total, group)} {_verb(later, 'stop')}"
        parts.append(f"{lead} by day {day}")
    if unsure := len(counted) - len(sure):
        lead = f"{unsure} more" if parts else f"{unsure} of {_count(total, group)}"
        parts.append(f"{lead} may stop, for facts that are not known")
    return ", ".join(parts)


def _smallest(services: Sequence[ServiceFacts], ladder: Sequence[Rung]) -> str:
    for service in sorted(services, key=lambda one: -one.weight):
        for rung in ladder:
            if rung.service == service.id:
                home = "" if rung.foreign else ", home"
                return f"; smallest cut that stops {rung.service}: {RUNG_WORDS[rung.rung]} ({rung.cutoff}{home})"
    return ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _verb(things: Sequence[object], verb: str) -> str:
    return verb + "s" if len(things) == 1 else verb
