"""A gateway's fallback does not fire on the error that a withdrawn model shows.

## What it finds
Fallbacks in a gateway's file that serve one kind of error (a prompt that is too long, a filter that objects, a rate
limit) and nothing else, where no other fallback stands.

## Why it matters
On 12 June 2026 two models answered with HTTP 404 from one hour to the next. Chains that fire on 429 and 503, or on a
full context window, stood still.

## Example
    litellm_settings: {context_window_fallbacks: [{chat: [chat-long]}]}    # and no fallbacks for chat

## Severity
Medium: the chain exists and misses the case. High confidence for formats whose router was tried with that error.

## Remedy
Give the name a fallback that fires on 404 and 403 too, and try it by asking for a model that does not exist.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Remedy, Rule, Severity, rule

CODES = ("error-only-fallback", "silent-fallback")


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per chain that a withdrawal does not set off."""
    for notice in assessment.inventory.notices:
        if notice.code in CODES:
            yield own.finding(
                notice.subject,
                Severity.MEDIUM,
                notice.text,
                cutoff=notice.code,
                at=notice.position,
                remedy=Remedy(
                    "add a fallback that fires on 404 and 403, and try it with a model that does not exist"
                ),
            )


RULE = rule(
    "DA051",
    "fallback-silent-on-withdrawal",
    references=("https://github.com/BerriAI/litellm/issues/21377, 2026-02",),
    since="0.1.0",
)(check)
