"""One component stops services, whoever takes it away.

## What it finds
Components whose loss alone stops a service for good, because no option and no replica stands in for them.

## Why it matters
Shared tools fail together: on 18 November 2025 an outage at one network provider darkened services whose own
components were sound for about three hours.

## Example
    services: [{id: portal, requires: [model, login]}]

## Severity
Low: what matters is who can take the component away, which the other rules say. Medium where it carries more than
one service.

## Remedy
Give it a second way: a fallback, a replica, a copy that is held here.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Remedy, Rule, Severity, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per component that stops services alone."""
    for point in assessment.single_points:
        count = len(point.services)
        who = f"; {', '.join(point.foreign)} can order it" if point.foreign else ""
        yield own.finding(
            point.component,
            Severity.MEDIUM if count > 1 else Severity.LOW,
            f"{point.component} alone stops {count} service{'s' * (count > 1)}: {', '.join(point.services[:5])}{who}",
            at=point.position,
            path=point.path,
            path_notes=("stands on it", "nothing stands in for it"),
            remedy=Remedy(f"give {point.component} a second way: a fallback, a replica or a copy that is held here"),
        )


RULE = rule(
    "DA004",
    "single-point-of-failure",
    since="0.1.0",
    frameworks=(
        ("eu-dora-28-29", "29(1)(a)"),
        ("int-bcbs-tpr", "sub"),
        ("us-nist-800-161", "SCRI-8"),
    ),
)(check)
