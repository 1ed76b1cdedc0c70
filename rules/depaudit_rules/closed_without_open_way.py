"""A closed model for which no open one is known that could stand in.

## What it finds
Components under a service that run a model with closed weights, where the catalog holds no open model that does the
same task and that this organisation may use.

## Why it matters
Access to closed weights ends when somebody else ends it. On 12 June 2026 two models went dark for everybody within
hours and came back after eighteen days; whoever had an open model that did the job had a way out, the others waited.

## Example
    - {id: voice, uses: vendor-api/closed-realtime-voice}    # no open model of that task under a licence that fits

## Severity
Medium where a critical service rests on it, low elsewhere. It says nothing about quality: `depaudit alternatives`
ranks what there is by evidence.

## Remedy
Plan for the loss of the function, not of the model: a simpler function, people, or an older process behind it.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Remedy, Rule, Severity, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per component whose closed model nothing open can replace."""
    for use in assessment.models:
        if use.weights == "closed" and not use.stand_in:
            critical = any(assessment.service(name).criticality == "critical" for name in use.services)
            yield own.finding(
                use.component,
                Severity.MEDIUM if critical else Severity.LOW,
                f"{use.component} runs {use.model}, whose weights are closed, and no open model is known that fits",
                at=use.position,
                confidence="medium",
                evidence=("under " + ", ".join(use.services[:6]),),
                remedy=Remedy(f"see what was ruled out, and why: depaudit alternatives {use.model} --why"),
            )


RULE = rule(
    "DA070",
    "closed-without-open-way",
    since="0.1.0",
    confidence="medium",
    frameworks=(
        ("ca-osfi-b10", "2.1.1"),
        ("us-nist-800-161", "SCRI-7"),
    ),
)(check)
