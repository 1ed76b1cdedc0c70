"""A name that means something else tomorrow.

## What it finds
Models that are named by a floating alias: `latest`, `-preview`, `-exp`.

## Why it matters
OpenAI ended `chatgpt-4o-latest` on 16 February 2026. Behind such a name the model changes without a change in any
file, and a tested fallback is no longer the one that was tested.

## Example
    - {id: chat, uses: mistral-api/mistral-large-latest}

## Severity
Information; low under a critical service. High confidence: the name says it.

## Remedy
Pin a dated version, and move on purpose.
"""

import re
from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Remedy, Rule, Severity, rule

FLOATING = re.compile(r"(?:^|[-_:/@])(latest|preview|exp|experimental|nightly|main)$", re.IGNORECASE)


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per part with a floating name."""
    for part in assessment.parts:
        if found := FLOATING.search(part.uses):
            yield own.finding(
                part.id,
                Severity.LOW if part.critical else Severity.INFO,
                f"{part.id} uses {part.uses}: what {found[1]} means can change without a change here",
                at=part.position,
                remedy=Remedy("pin a dated version"),
            )


RULE = rule(
    "DA018",
    "floating-version",
    precedents=("openai-chatgpt4o-latest-2026",),
    since="0.1.0",
    frameworks=(("us-nist-ai-rmf", "MANAGE 3.2"),),
)(check)
