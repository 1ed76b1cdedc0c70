"""A gateway's file claims a place for a model, and the claim says nothing about control.

## What it finds
Entries of a gateway's file that say where a model is hosted or where data rests (`hosted_in: EU`) in words of their
own, which the gateway does not act on.

## Why it matters
Such words are read as sovereignty. In July 2025 Microsoft suspended an Indian refiner because a list of the EU named
it. That was an order about a name, and not about a place.

## Example
    model_info: {hosted_in: EU}

## Severity
Information: the claim may be true of the data. The cut itself is simulated, and other rules say what stops.

## Remedy
Count the claim for privacy and not for survival. Say the region to the operator (`aws_region_name`,
`vertex_location`), and put an option behind it that no foreign state can order.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Remedy, Rule, Severity, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per claim of residency in a gateway's file."""
    for notice in assessment.inventory.notices:
        if notice.code == "residency-claim":
            yield own.finding(
                notice.subject,
                Severity.INFO,
                notice.text,
                cutoff=notice.text,
                at=notice.position,
                remedy=Remedy("count it for privacy, and not for survival"),
            )


RULE = rule(
    "DA054",
    "residency-claimed",
    precedents=("eu-microsoft-nayara-2025",),
    since="0.1.0",
)(check)
