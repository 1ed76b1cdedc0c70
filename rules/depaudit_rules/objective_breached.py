"""A declared tolerance does not hold.

## What it finds
Every objective of the inventory that some cut breaches: an interruption longer than `within`, or a state poorer than
`at_least`, within the span `for`.

## Why it matters
OSFI E-21, DORA and CPS 230 ask an organisation to set tolerances for disruption and to show that it stays within
them. A tolerance that a single letter breaks is known to be broken before the letter comes.

## Example
    objectives: [{services: critical, survive: [any-vendor, US], within: 4h}]

## Severity
High; critical where a critical service is concerned. Medium confidence where the breach hangs on unknown facts.

## Remedy
Change what the proof path names, or declare the tolerance that is really meant.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Confidence, Finding, ObjectiveResult, Remedy, Rule, Severity, rule

SHOWN = 6


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per breached objective."""
    for result in assessment.objectives:
        if result.breached:
            yield _finding(own, result, assessment)


def _finding(own: Rule, result: ObjectiveResult, assessment: Assessment) -> Finding:
    pairs = result.by or result.unknown_by
    services = sorted({service for service, _ in pairs})
    critical = any(assessment.service(name).criticality == "critical" for name in services)
    confidence: Confidence = "high" if result.by else "low"
    name = str(result.objective)
    listed = [f"{service} under {cutoff}" for service, cutoff in pairs[:SHOWN]]
    more = f" and {len(pairs) - SHOWN} more" if len(pairs) > SHOWN else ""
    first = next(one for one in assessment.survival if (one.service, one.cutoff) == pairs[0])
    return own.finding(
        services[0],
        Severity.CRITICAL if critical else Severity.HIGH,
        f"objective breached: {name}",
        cutoff=name,
        confidence=confidence,
        at=result.objective.position,
        path=first.path,
        path_notes=first.path_notes,
        evidence=("breached by " + ", ".join(listed) + more,),
        remedy=Remedy("change what the path names, or declare the tolerance that is meant"),
    )


RULE = rule(
    "DA002",
    "objective-breached",
    references=("https://www.osfi-bsif.gc.ca/en/guidance/guidance-library, 2024-08",),
    since="0.1.0",
    frameworks=(
        ("ca-osfi-e21", "P7"),
        ("ca-osfi-e21", "P8"),
        ("au-cps230", "38"),
    ),
)(check)
