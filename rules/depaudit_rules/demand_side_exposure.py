"""Your own side may forbid what nobody refuses you.

## What it finds
Past bans by a regulator or a customer (of an origin, a vendor, a model) which, were they made at home, would stop
services here. A demand-side ban reaches weights that are held as well.

## Why it matters
More than a dozen governments took DeepSeek off their devices in the weeks after January 2025; the weights were open
and at hand. A way out of one cut must not be the next ban.

## Example
    - {id: llm, uses: deepseek-v3, deployment: self-hosted}

## Severity
Low: it is decided at home, and is in no cutoff score. Medium confidence: whether one's own state does the same is
open.

## Remedy
Keep an option of another origin, and ask the supervisor before the model is in the critical path.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Remedy, Rule, Severity, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per service that a past ban would stop, were it made at home."""
    for service in assessment.inventory.services:
        bans = [one for one in assessment.history.stopped if one.side == "demand" and service.id in one.services]
        if bans:
            yield own.finding(
                service.id,
                Severity.LOW,
                f"a ban like {bans[0].event}, made at home, would stop {service.id}",
                confidence="medium",
                at=service.position,
                evidence=tuple(f"{one.date}: {one.title}" for one in bans[:4]),
                remedy=Remedy("keep an option of another origin: depaudit alternatives --exclude-origin"),
            )


RULE = rule("DA061", "demand-side-exposure", precedents=("deepseek-government-device-bans-2025",))(check)
