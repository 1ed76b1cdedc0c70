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
Put a fallback behind the component that is enough to stop the service (the first one of the path where it takes
several), from a vendor that the same jurisdiction cannot order, and test the switch within the RTO. Where the service
comes back by itself, make the switch quicker.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from depaudit.rulekit import (
    Assessment,
    Finding,
    Remedy,
    Rule,
    ServiceFacts,
    Verdict,
    format_duration,
    members,
    name_of,
    outage_severity,
    rule,
)

Made = Mapping[str, tuple[str, ...]]
LADDER = ("model", "vendor", "layer", "jurisdiction")
LETTER = (
    "https://labs.cloudsecurityalliance.org/research/ai-model-export-controls-fable-mythos-regulatory-precedent-v/"
)


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per service and jurisdiction that stops it."""
    hits: defaultdict[str, list[Verdict]] = defaultdict(list)
    made_in = {part.id: part.made_in for part in assessment.parts}
    components = {component.id for component in assessment.inventory.components}
    for verdict in assessment.survival:
        if verdict.gates and verdict.breach:
            hits[verdict.service].append(verdict)
    for service in assessment.services:
        stops = hits[service.id]
        states = [one for one in stops if one.kind == "jurisdiction" and one.foreign]
        for verdict in states:
            yield _finding(own, service, verdict, _rungs(stops, verdict, assessment, made_in), components)
        others = [one for one in stops if one.kind in LADDER and one.kind != "jurisdiction"]
        if not states and others:
            smallest = min(others, key=_rung)
            yield _finding(own, service, smallest, [smallest], components)


def _rung(verdict: Verdict, shown: str = "") -> tuple[int, bool, int, int, bool]:
    """Smallest first; among equals the nearest, and of these the one at the end of the path that is `shown`."""
    kind, end = LADDER.index(verdict.kind), verdict.path[-1:]
    return kind, not verdict.foreign, verdict.begins or 0, len(verdict.path), end != (shown,)


def _rungs(stops: list[Verdict], state: Verdict, assessment: Assessment, made_in: Made) -> list[Verdict]:
    """The smaller cuts that the state can order and that stop the service too, smallest first; then its own."""
    who = members(state.cutoff)
    inside = []
    for one in stops:
        if one.kind == "layer":
            reach: Iterable[str] = (one.cutoff.rpartition("@")[2],)
        elif one.kind == "vendor":
            reach = assessment.controllers.get(one.cutoff, ())
        else:
            reach = made_in.get(one.path[-1], ()) if one.kind == "model" and one.path else ()
        if one.foreign and not who.isdisjoint(reach):
            inside.append(one)
    return [*sorted(inside, key=lambda one: _rung(one, state.path[-1])), state]


def _finding(
    own: Rule, service: ServiceFacts, verdict: Verdict, rungs: list[Verdict], components: set[str]
) -> Finding:
    smallest = rungs[0]
    severity = max(
        outage_severity(service.criticality, one.kind, one.begins or 0, foreign=one.foreign) for one in rungs
    )
    enough = "" if smallest is verdict else f": one {smallest.kind} ({smallest.cutoff}) is enough"
    first = verdict.outages[0]
    when = "at once" if not first.start else f"after {format_duration(first.start)}"
    evidence = [f"{service.id} {_lasts(verdict)}; RTO {format_duration(service.rto)}"]
    if verdict.reasons:
        evidence.append("enough to stop it: " + "; or ".join(" + ".join(names) for names in verdict.reasons[:3]))
    return own.finding(
        service.id,
        severity,
        f"{service.id} stops {when} if {_happens(verdict)}{enough}",
        cutoff=verdict.cutoff,
        at=service.position,
        path=verdict.path,
        path_notes=verdict.path_notes,
        evidence=tuple(evidence),
        remedy=Remedy(_remedy(verdict, components)),
    )


def _happens(verdict: Verdict) -> str:
    if verdict.kind == "jurisdiction":
        return f"{name_of(verdict.cutoff)} cuts it off"
    if verdict.kind == "vendor":
        return f"vendor {verdict.cutoff} cuts it off"
    return f"{verdict.kind} {verdict.cutoff} is cut"


def _lasts(verdict: Verdict) -> str:
    """How the down time goes on, all of it: a first end is no all-clear where another outage follows."""
    first, *others = verdict.outages
    if not others:
        return "stays down" if first.end is None else f"is back after {format_duration(first.end)}"
    spans = [f"from {format_duration(one.start) if one.start else 'the start'}"
             + (" on, without end" if one.end is None else f" to {format_duration(one.end)}")
             for one in verdict.outages]  # fmt: skip
    return f"is down {' and '.join(spans)}"


def _remedy(verdict: Verdict, components: set[str]) -> str:
    """A quicker switch where the service comes back by itself, else a fallback behind what is enough to stop it."""
    choice = next((name for name, note in zip(verdict.path, verdict.path_notes, strict=False)
                   if note == "first choice"), verdict.service)  # fmt: skip
    if all(one.end is not None for one in verdict.outages):
        gate = choice.partition("#")[0]
        return f"make the switch behind {gate} quicker, so that the gap stays within the RTO, and test it"
    beyond = {"vendor": "cannot take away", "jurisdiction": "cannot order"}.get(verdict.kind, "does not hold")
    who = name_of(verdict.cutoff) if verdict.kind == "jurisdiction" else f"{verdict.kind} {verdict.cutoff}"
    behind = " and ".join(_weak_places(verdict, components))
    return f"put a fallback behind {behind} that {who} {beyond}, and test the switch within the RTO"


def _weak_places(verdict: Verdict, components: set[str]) -> list[str]:
    """The component next to what is enough to stop the service; the first of the path where only several are."""
    single = [names[0] for names in verdict.reasons if len(names) == 1]
    on_the_way = [name for name in verdict.path[1:] if name in components] or [verdict.service]
    own = [name for name in single if name in components]
    if len(verdict.outages) > 1 and own:
        return own[:3]
    return on_the_way[-1:] if verdict.path[-1] in single else on_the_way[:1]


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
