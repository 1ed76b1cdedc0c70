"""A gateway's file does not say who answers, or has a part that was not read.

## What it finds
Models and addresses that stand in the environment or in a template, patterns that stand for models which nobody
named, and parts of the file (other files that it includes, models in its database) that were not read.

## Why it matters
What is not in the file is in no verdict. On 12 June 2026 two models went offline within hours. A pattern that passes
such a model through does not name it, so nobody can see in the file what it will cost.

## Example
    - {model_name: chat, litellm_params: {model: os.environ/CHAT_MODEL}}

## Severity
Low where a name or a part of the file is unknown, information for a pattern. High confidence: the file says so.

## Remedy
Give the variables (`--env FILE`), name the models in the file, or say in an inventory what answers.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Remedy, Rule, Severity, rule

WAYS_OUT = {
    "environment": (Severity.LOW, "name the variables with --env FILE, or say in an inventory what answers"),
    "not-read": (Severity.LOW, "scan what was not read too, or say in an inventory what it holds"),
    "wildcard": (Severity.INFO, "name the models that matter, each as an entry of its own"),
}


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per thing that a gateway's file leaves open."""
    for notice in assessment.inventory.notices:
        if notice.code in WAYS_OUT:
            severity, remedy = WAYS_OUT[notice.code]
            yield own.finding(
                notice.subject,
                severity,
                notice.text,
                cutoff=f"{notice.code}: {notice.text}",
                at=notice.position,
                remedy=Remedy(remedy),
            )


RULE = rule(
    "DA053",
    "gateway-file-silent",
    precedents=("us-anthropic-fable5-mythos5-2026",),
    since="0.1.0",
)(check)
