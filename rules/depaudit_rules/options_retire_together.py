"""A fallback ends when the thing that it protects ends.

## What it finds
Gates whose options all have a retirement date, with less than 30 days (`days-apart`) between the first and
the last.

## Why it matters
Claude Opus 4 and Sonnet 4, a common pair of primary and fallback, were retired on the same day, 15 June 2026.

## Example
    - {id: chat, any_of: [opus-4, sonnet-4]}      # both end on 2026-06-15

## Severity
Medium under a critical service, low otherwise.

## Remedy
Choose a fallback with a life of its own: another vendor, or open weights that nobody can retire.
"""

from collections.abc import Iterator
from datetime import date

from depaudit.rulekit import Assessment, Finding, GateFacts, Remedy, Rule, Severity, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per gate whose options end within a month of each other."""
    ends = {part.id: part.retires_on for part in assessment.parts if part.hosted and len(part.retires_on) == 10}
    apart = own.option("days-apart")
    for gate in assessment.gates:
        days = [date.fromisoformat(ends[member]) for member in gate.members if member in ends]
        if len(gate.members) > 1 and len(days) == len(gate.members) and (max(days) - min(days)).days < apart:
            yield _finding(own, gate, max(days))


def _finding(own: Rule, gate: GateFacts, last: date) -> Finding:
    apart = own.option("days-apart")
    return own.finding(
        gate.id,
        Severity.MEDIUM if gate.critical else Severity.LOW,
        f"all {len(gate.members)} options of {gate.id} retire within {apart} days, the last on {last.isoformat()}",
        confidence="medium",
        at=gate.position,
        evidence=("options: " + ", ".join(gate.members[:8]),),
        remedy=Remedy("choose a fallback of another vendor, or open weights that nobody can retire"),
    )


RULE = rule(
    "DA017",
    "options-retire-together",
    precedents=("anthropic-opus4-sonnet4-retirement-2026",),
    since="0.1.0",
    options={"days-apart": 30},
    confidence="medium",
    frameworks=(("us-nist-ai-rmf", "MANAGE 3.2"),),
)(check)
