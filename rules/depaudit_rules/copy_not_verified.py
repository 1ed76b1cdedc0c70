"""A copy is kept, and nobody has looked whether it is whole.

## What it finds
Mirrored copies without a date of verification, or verified more than a year before the day of the scan
(`max-age-days`).

## Why it matters
Bitnami moved its free images away and deleted them from 28 August 2025 on. Whoever had a mirror found out on that day
whether it held what was needed.

## Example
    copy: mirrored      # and no verified:

## Severity
Information; low under a critical service. High confidence: the inventory says so.

## Remedy
Restore from the copy once, compare digests, and write `verified: DATE`.
"""

from collections.abc import Iterator
from datetime import date

from depaudit.rulekit import Assessment, Finding, Part, Remedy, Rule, Severity, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per mirrored copy that was not verified within a year."""
    today = date.fromisoformat(assessment.as_of)
    for part in assessment.parts:
        if part.copy == "mirrored" and not part.hosted:
            if not part.verified:
                yield _finding(own, part, "was never verified")
            elif (today - date.fromisoformat(part.verified)).days > own.option("max-age-days"):
                yield _finding(own, part, f"was last verified on {part.verified}")


def _finding(own: Rule, part: Part, said: str) -> Finding:
    return own.finding(
        part.id,
        Severity.LOW if part.critical else Severity.INFO,
        f"the copy of {part.id} {said}",
        at=part.position,
        remedy=Remedy("restore from it once, compare digests, and write verified: with the date"),
    )


RULE = rule(
    "DA025",
    "copy-not-verified",
    precedents=("bitnami-catalog-2025",),
    since="0.1.0",
    options={"max-age-days": 365},
)(check)
