"""A model has a date on which it ends.

## What it finds
Models whose retirement is announced within a year of the day of the scan, or is past.

## Why it matters
Claude Opus 4 and Sonnet 4 were retired on 15 June 2026, three days after two other models of the same maker had been
withdrawn: the nearest fallback ended in the same week.

## Example
    - {id: chat, uses: azure-openai/gpt-4o, retires_on: 2026-12-31}

## Severity
Medium where it is past, or within 90 days under a critical service; low otherwise. High confidence where the
inventory states the date, medium where the catalog does.

## Remedy
Move to a successor before that day; have the move tested before the last fallback is retired.
"""

from collections.abc import Iterator
from datetime import date

from depaudit.rulekit import Assessment, Finding, Part, Remedy, Rule, Severity, rule

SOON, AHEAD = 90, 365


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per part that ends within a year."""
    today = date.fromisoformat(assessment.as_of)
    for part in assessment.parts:
        try:
            days = (date.fromisoformat(part.retires_on) - today).days
        except ValueError:
            continue
        if part.hosted and days <= AHEAD:
            yield _finding(own, part, days)


def _finding(own: Rule, part: Part, days: int) -> Finding:
    when = f"in {days} days" if days > 0 else f"{-days} days ago" if days else "today"
    what = f" ({part.model or part.uses})" if part.model or part.uses else ""
    urgent = days <= 0 or (days <= SOON and part.critical)
    return own.finding(
        part.id,
        Severity.MEDIUM if urgent else Severity.LOW,
        f"{part.id}{what} retires on {part.retires_on}, {when}",
        confidence="medium",
        at=part.position,
        evidence=("under " + ", ".join(part.services[:6]),),
        remedy=Remedy("move to a successor, and test it before that day"),
    )


RULE = rule(
    "DA016",
    "retirement-announced",
    precedents=("anthropic-opus4-sonnet4-retirement-2026",),
    since="0.1.0",
    confidence="medium",
    frameworks=(("us-nist-ai-rmf", "MANAGE 3.2"),),
)(check)
