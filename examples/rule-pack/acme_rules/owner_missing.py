"""A critical service has no owner.

## What it finds
Services of criticality critical without `owner`.

## Why it matters
When access went in the evening of 12 June 2026, the first question was whom to call.

## Example
    services: [{id: portal, criticality: critical, requires: [login]}]

## Severity
Low: nothing stops for want of a name.

## Remedy
Write `owner:` with a role that answers the telephone.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Remedy, Rule, Severity, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per critical service that nobody owns."""
    for service in assessment.inventory.services:
        if service.criticality == "critical" and not service.owner:
            yield own.finding(
                service.id,
                Severity.LOW,
                f"{service.id} is critical and has no owner",
                at=service.position,
                remedy=Remedy("write owner: with a role that answers the telephone"),
            )


RULE = rule("ACME001", "owner-missing", precedents=("us-anthropic-fable5-mythos5-2026",), since="1.0.0")(check)
