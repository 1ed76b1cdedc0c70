"""It runs at home, and somebody abroad can still switch it off.

## What it finds
Hosted components whose every stated region is home, and whose operator a foreign state can order.

## Why it matters
Microsoft suspended an Indian refiner's services in July 2025 because a list of the EU named it; they came back on 30
July 2025. Where data rests says nothing about who can stop the service.

## Example
    - {id: chat, uses: azure-openai/gpt-5, region: CA}      # in a Canadian file

## Severity
Medium under a critical service, low otherwise. High confidence: control and place are both stated.

## Remedy
Count the region for privacy and not for survival. Put an operator behind it that only home states can order.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Part, Remedy, Rule, Severity, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per component that is at home in place and abroad in control."""
    for part in assessment.parts:
        at_home = bool(part.places) and not assessment.abroad(part.places)
        if part.hosted and not part.own and at_home and assessment.abroad(part.control):
            yield _finding(own, part, assessment)


def _finding(own: Rule, part: Part, assessment: Assessment) -> Finding:
    states = ", ".join(assessment.abroad(part.control))
    return own.finding(
        part.id,
        Severity.MEDIUM if part.critical and part.role == "primary" else Severity.LOW,
        f"{part.id} runs in {', '.join(part.places)}, and {states} can order {part.vendor_name} to stop it",
        at=part.position,
        evidence=("under " + ", ".join(part.services[:6]),),
        remedy=Remedy(f"put an option behind {part.id} whose operator no foreign state can order"),
    )


RULE = rule(
    "DA010",
    "residency-without-control",
    precedents=("eu-microsoft-nayara-2025",),
    since="0.1.0",
    frameworks=(
        ("ca-gc-digital-sovereignty", "GC-legal"),
        ("eu-csf", "SOV-2.b"),
        ("de-bsi-c3a", "SOV-2-01"),
    ),
)(check)
