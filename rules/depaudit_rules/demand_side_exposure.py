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

SHOWN = 4


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding for all services that past bans would stop, were they made at home."""
    bans = [one for one in assessment.history.stopped if one.side == "demand" and one.services]
    hit = {name for one in bans for name in one.services}
    services = sorted((one for one in assessment.services if one.id in hit), key=lambda one: -one.weight)
    if services:
        names = [one.id for one in services]
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        position = assessment.service(names[0]).position
        yield own.finding(
            names[0],
            Severity.LOW,
            f"a ban like {bans[0].event}, made at home, would stop {', '.join(names[:SHOWN])}{more}",
            confidence="medium",
            at=position,
            evidence=tuple(f"{one.date}: {one.title}" for one in bans[:SHOWN]),
            remedy=Remedy("keep an option of another origin: depaudit alternatives --exclude-origin"),
        )


RULE = rule(
    "DA061",
    "demand-side-exposure",
    precedents=("deepseek-government-device-bans-2025",),
    since="0.1.0",
    confidence="medium",
)(check)
