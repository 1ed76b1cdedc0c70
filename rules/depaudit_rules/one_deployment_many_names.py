"""Several public names of a gateway are one deployment.

## What it finds
Public model names in a gateway's file whose deployments are the same model at the same address.

## Why it matters
Six names look like six models, and stand and fall together: when two models were withdrawn on 12 June 2026, every
public name that stood for them went too.

## Example
    model_list:
      - {model_name: fast, litellm_params: {model: openai/gpt-5}}
      - {model_name: smart, litellm_params: {model: openai/gpt-5}}

## Severity
Information: it is a way to count, not a fault. High confidence: the file says so.

## Remedy
Count them as one. If one is to stand in for another, give it a deployment of its own.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Remedy, Rule, Severity, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per deployment with several names."""
    for notice in assessment.inventory.notices:
        if notice.code == "same-deployment":
            yield own.finding(
                notice.subject,
                Severity.INFO,
                notice.text,
                at=notice.position,
                remedy=Remedy("count them as one; a name that stands in for another needs a deployment of its own"),
            )


RULE = rule(
    "DA052",
    "one-deployment-many-names",
    since="0.1.0",
)(check)
