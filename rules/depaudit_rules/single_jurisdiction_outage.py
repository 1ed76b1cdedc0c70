"""A service stops when one vendor, layer or jurisdiction cuts it off.

## What it finds
Every service that has an outage longer than its RTO under a single cut. One finding per jurisdiction that stops it,
and one for a supplier of one's own country; each names the smallest rung on the ladder (model, vendor, layer,
jurisdiction) that is enough.

## Why it matters
On 12 June 2026 a letter of the US Bureau of Industry and Security took two models offline for everybody within
hours; access came back about 18 days later (Cloud Security Alliance, June 2026).

## Example
    services: [{id: advice, criticality: critical, requires: [llm]}]
    components: [{id: llm, uses: openai-api/gpt-5}]

## Severity
A critical service that a model, vendor or layer cut stops: critical; that a whole jurisdiction stops: high. Services
of high, medium and low criticality: high, medium, low. One step lower where the outage begins after day 30, two
where every state that controls the supplier is home.

## Remedy
Put a fallback behind the first component of the path, from a vendor that the same jurisdiction cannot order, and
test the switch within the RTO.
"""

from collections import defaultdict
from collections.abc import Iterator

from depaudit.rulekit import (
    Assessment,
    Finding,
    Remedy,
    Rule,
    ServiceFacts,
    Verdict,
    format_duration,
    name_of,
    outage_severity,
    rule,
)

LADDER = ("model", "vendor", "layer", "jurisdiction")
LETTER = (
    "https://labs.cloudsecurityalliance.org/research/ai-model-export-controls-fable-mythos-regulatory-precedent-v/"
)


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per service and jurisdiction that stops it."""
    hits: defaultdict[str, list[Verdict]] = defaultdict(list)
    for verdict in assessment.survival:
        if verdict.gates and verdict.breach:
            hits[verdict.service].append(verdict)
    for service in assessment.services:
        stops = hits[service.id]
        states = [one for one in stops if one.kind == "jurisdiction" and one.foreign]
        for verdict in states:
            yield _finding(own, service, verdict, _rungs(stops, verdict), assessment)
        others = [one for one in stops if one.kind in LADDER and one.kind != "jurisdiction"]
        if not states and others:
            smallest = min(others, key=_rung)
            yield _finding(own, service, smallest, [smallest], assessment)


def _rung(verdict: Verdict) -> tuple[int, bool, int]:
    return LADDER.index(verdict.kind), not verdict.foreign, verdict.first_down or 0


def _rungs(stops: list[Verdict], state: Verdict) -> list[Verdict]:
    """The smaller cuts that end at the same place as the cut of the whole state, smallest first, and that one."""
    same = [one for one in stops if one.kind in LADDER and one.path and one.path[-1] == state.path[-1]]
    same = [one for one in same if one.kind != "layer" or one.cutoff.endswith(f"@{state.cutoff}")]
    smaller = [one for one in same if one.kind != "jurisdiction"]
    return [*sorted(smaller, key=_rung), state]


def _finding(
    own: Rule, service: ServiceFacts, verdict: Verdict, rungs: list[Verdict], assessment: Assessment
) -> Finding:
    smallest = rungs[0]
    severity = max(
        outage_severity(service.criticality, one.kind, one.first_down or 0, foreign=one.foreign) for one in rungs
    )
    who = name_of(verdict.cutoff) if verdict.kind == "jurisdiction" else f"{verdict.kind} {verdict.cutoff}"
    enough = "" if smallest is verdict else f": one {smallest.kind} ({smallest.cutoff}) is enough"
    first = verdict.outages[0]
    when = "at once" if not first.start else f"after {format_duration(first.start)}"
    lasts = "stays down" if first.end is None else f"is back after {format_duration(first.end)}"
    evidence = [f"{service.id} {lasts}; RTO {format_duration(service.rto)}"]
    if verdict.reasons:
        evidence.append("enough to stop it: " + "; or ".join(" + ".join(names) for names in verdict.reasons[:3]))
    position = next(one.position for one in assessment.inventory.services if one.id == service.id)
    target = next((name for name in verdict.path[1:] if "#" not in name), service.id)
    return own.finding(
        service.id,
        severity,
        f"{service.id} stops {when} if {who} cuts it off{enough}",
        cutoff=verdict.cutoff,
        at=position,
        path=verdict.path,
        path_notes=verdict.path_notes,
        evidence=tuple(evidence),
        remedy=Remedy(f"put a fallback behind {target} that {who} cannot order, and test the switch within the RTO"),
    )


RULE = rule(
    "DA001",
    "single-jurisdiction-outage",
    references=(f"{LETTER}, 2026-06",),
    since="0.1.0",
    frameworks=(
        ("ca-osfi-e21", "P8"),
        ("de-bsi-c3a", "SOV-4-09"),
        ("eu-csf", "SOV-1.f"),
    ),
)(check)
