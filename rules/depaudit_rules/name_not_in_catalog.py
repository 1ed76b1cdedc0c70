"""The catalog does not know what a component uses.

## What it finds
`uses:` with an id that resolves to nothing. Every foreign state is then an unknown lever on it, which makes verdicts
unknown and gates like the worse answer.

## Why it matters
A misspelt name must not pass for a safe supplier. On 29 September 2025 a rule of the United States reached companies
through their owners overnight: who somebody is decides, and a name that nobody knows decides nothing.

## Example
    - {id: gateway, uses: litelm}      # did you mean litellm?

## Severity
Medium under a critical service, low otherwise. High confidence: the name is in the file and not in the catalog.

## Remedy
Correct the name (`depaudit catalog search`), or say `provider: {name, jurisdiction}` in the inventory.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Part, Remedy, Rule, Severity, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per id that nobody knows."""
    for part in assessment.parts:
        if part.missing:
            yield _finding(own, part)


def _finding(own: Rule, part: Part) -> Finding:
    near = f"; near: {', '.join(part.near)}" if part.near else ""
    return own.finding(
        part.id,
        Severity.MEDIUM if part.critical else Severity.LOW,
        f"the catalog does not know {part.missing!r}, which {part.id} uses{near}",
        at=part.position,
        evidence=("under " + ", ".join(part.services[:6]),),
        remedy=Remedy(
            "correct the name, or say who provides it",
            patch=f"- id: {part.id}\n  provider: {{name: ..., jurisdiction: ..}}",
        ),
    )


RULE = rule(
    "DA028",
    "name-not-in-catalog",
    precedents=("us-bis-affiliates-rule-2025",),
    since="0.1.0",
)(check)
