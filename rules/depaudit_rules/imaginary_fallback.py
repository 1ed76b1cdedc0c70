"""A gateway's file names a fallback that the gateway will never use.

## What it finds
Fallbacks under keys that the gateway ignores, fallbacks that do not exist, lead back to where they began, name the
thing that they should protect, lie beyond the number of hops that the gateway follows, or are an empty list.

## Why it matters
They look like resilience in a review and are none at run time. After the withdrawal of 12 June 2026 configured
fallbacks never engaged in one widely used gateway (openclaw issue 97564, 28 June 2026).

## Example
    router_settings: {fallbacks: [{chat: [chat-backup]}]}    # and no chat-backup in model_list

## Severity
Medium: somebody relies on it. What stops for want of it, the other rules say. High confidence: the file says so.

## Remedy
Write the fallback where the gateway looks for it, towards a name that exists, and try it.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Notice, Remedy, Rule, Severity, rule

WAYS_OUT = {
    "imaginary-fallback": "move it to the key that the gateway reads (router_settings.fallbacks for LiteLLM)",
    "dangling-fallback": "add the missing name to the file, or take the fallback out",
    "self-fallback": "name something else as the fallback",
    "cyclic-fallback": "let the last one of the loop fall back to something outside it",
    "empty-fallback": "name a fallback, or take the empty list out",
    "unreachable-fallback": "list the fallbacks under the first name, side by side, instead of in a chain",
}


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per illusion in a gateway's file."""
    for notice in assessment.inventory.notices:
        if notice.code in WAYS_OUT:
            yield _finding(own, notice)


def _finding(own: Rule, notice: Notice) -> Finding:
    return own.finding(
        notice.subject,
        Severity.MEDIUM,
        notice.text,
        cutoff=f"{notice.code}: {notice.text}",
        at=notice.position,
        remedy=Remedy(WAYS_OUT[notice.code]),
    )


RULE = rule(
    "DA050",
    "imaginary-fallback",
    references=("https://github.com/openclaw/openclaw/issues/97564, 2026-06-28",),
    since="0.1.0",
)(check)
