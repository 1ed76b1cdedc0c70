"""A cut by nationality would reach the people of a service.

## What it finds
Services with stated `persons` that rest on an operator under a foreign state, and whose users or operators belong to
another nationality than that state's own: the people whom a nationality-scoped order of that state reaches.

## Why it matters
The order of 12 June 2026 sorted people by citizenship: all but US persons. The executor could not tell them apart, so
everybody lost access. Where it can, a part of the people is enough to degrade a service, and all of them to stop it.

## Example
    organisation: {jurisdiction: CA, persons: {users: [CA, IN], operators: [CA]}}

## Severity
Information; low where all users or all operators of a critical service would be reached. Medium confidence: such
orders are rare, and what they exempt differs.

## Remedy
Keep an option that no order of that state reaches. Do not record the nationality of single persons.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from depaudit.rulekit import Assessment, Finding, Remedy, Rule, Severity, name_of, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per service and foreign state whose order would reach people of the service."""
    states = _states(assessment)
    for service in assessment.inventory.services:
        persons = service.persons or assessment.inventory.organisation.persons
        groups = [group for group in (persons.users, persons.operators) if group]
        for state in sorted(states[service.id]):
            reached = sorted({one for group in groups for one in group if one != state})
            if reached:
                whole = any(state not in group for group in groups)
                heavy = whole and assessment.service(service.id).criticality == "critical"
                said = "all of a group" if whole else "a part of them"
                yield own.finding(
                    service.id,
                    Severity.LOW if heavy else Severity.INFO,
                    f"an order of {name_of(state)} by nationality would reach {', '.join(reached)} people of "
                    f"{service.id}: {said}",
                    cutoff=state,
                    at=service.position,
                    remedy=Remedy(f"keep an option that no order of {name_of(state)} reaches"),
                )


def _states(assessment: Assessment) -> Mapping[str, set[str]]:
    """For each service the foreign states that control an operator which it rests on."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for part in assessment.parts:
        if part.hosted and (abroad := assessment.abroad(part.control)):
            for service in part.services:
                found[service].update(abroad)
    return found


RULE = rule(
    "DA062",
    "persons-reached",
    precedents=("us-anthropic-fable5-mythos5-2026",),
    since="0.1.0",
    confidence="medium",
)(check)
