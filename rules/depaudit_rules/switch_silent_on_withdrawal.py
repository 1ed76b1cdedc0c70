"""A switch does not fire on the error that a withdrawn model shows.

## What it finds
Automatic fallbacks whose `fires_on` lacks `not_found`: they wait for a person, so the engine counts a day for them.

## Why it matters
On 12 June 2026 two models answered with HTTP 404 from one hour to the next. Chains that fire on rate limits, time-
outs and server errors stood still, in front of backups that were in good health.

## Example
    switch: {mode: automatic, time: 1m, fires_on: [rate_limit, server_error]}

## Severity
Medium: the fallback is real and comes a day late. High confidence where the errors are stated.

## Remedy
Let it fire on 404 and 403 too, try it by asking for a model that does not exist, and write `not_found` into
`fires_on`.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Remedy, Rule, Severity, format_duration, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per option whose switch a withdrawal does not set off."""
    for pair in assessment.fallbacks:
        if pair.silent:
            yield own.finding(
                pair.gate,
                Severity.MEDIUM,
                f"{pair.option} does not step in for {pair.primary} on a withdrawal: it fires on other errors",
                cutoff=pair.option,
                at=pair.position,
                path=(pair.gate, pair.option),
                path_notes=("ordered fallback", f"by hand, after {format_duration(pair.switch)}"),
                remedy=Remedy("let the switch fire on 404 and 403 too, and add not_found to fires_on"),
            )


RULE = rule(
    "DA060",
    "switch-silent-on-withdrawal",
    precedents=("us-anthropic-fable5-mythos5-2026",),
    since="0.1.0",
    frameworks=(("us-nist-ai-rmf", "GOVERN 6.2"),),
)(check)
