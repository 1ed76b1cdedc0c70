"""All accelerators come from one place.

## What it finds
Hardware under services that one foreign state can stop the supply of, and no hardware from elsewhere beside it.

## Why it matters
The United States asked for a licence for the H20 on 15 April 2025 and took it back on 15 July. Owned machines ran on;
nobody could add to them.

## Example
    - {id: rack, uses: nvidia-h100, kind: hardware}

## Severity
Low: what runs keeps running, and growth and repair stop. Medium confidence: stock and grey markets are not modelled.

## Remedy
Hold spares for the time that a second source takes, and try the software on one.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Part, Remedy, Rule, Severity, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding if one foreign state can stop the supply of all hardware."""
    machines = [part for part in assessment.parts if part.layer == "hardware" and not part.own and part.frozen_by]
    if not machines:
        return
    shared = set(assessment.abroad(machines[0].frozen_by))
    for part in machines[1:]:
        shared &= set(part.frozen_by)
    for state in sorted(shared)[:1]:
        yield _finding(own, machines, state)


def _finding(own: Rule, machines: list[Part], state: str) -> Finding:
    count = len(machines)
    return own.finding(
        machines[0].id,
        Severity.LOW,
        f"{state} can stop the supply of {'all ' if count > 1 else ''}{count} piece{'s' * (count > 1)} of hardware",
        cutoff=state,
        confidence="medium",
        at=machines[0].position,
        evidence=("hardware: " + ", ".join(part.id for part in machines[:8]),),
        remedy=Remedy("hold spares, and try the software on a second source"),
    )


RULE = rule(
    "DA023",
    "hardware-from-one-state",
    precedents=("us-nvidia-h20-2025",),
    since="0.1.0",
    confidence="medium",
    frameworks=(
        ("de-bsi-c3a", "SOV-5-02"),
        ("eu-csf", "SOV-5.a"),
    ),
)(check)
