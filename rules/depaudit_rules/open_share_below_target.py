"""Less of the model use rests on open weights than the organisation wants.

## What it finds
The share of model use (tokens a month where every use states them, else components) that runs on weights which can
be held, compared with the target that was set.

## Why it matters
Held weights survive the cut that takes an interface away: of 54 events where a copy could exist, 48 left it working
on the first day. A target turns that into something that a pull request can miss.

## Example
    depaudit scan inventory.yaml --min-open-share 0.5

## Severity
Medium. Without a target the rule is silent: no supervisor publishes one, and none of ours would fit everybody.

## Remedy
Move the largest use first: `depaudit alternatives` names open models that fit, with evidence and effort.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Remedy, Rule, Severity, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding where the open share is below the target."""
    target, uses = assessment.thresholds.min_open_share, assessment.models
    if target is None or not uses:
        return
    by_tokens = all(use.tokens is not None for use in uses)
    weight = [float(use.tokens or 0) if by_tokens else 1.0 for use in uses]
    total = sum(weight)
    share = (
        sum(part for part, use in zip(weight, uses, strict=True) if use.weights != "closed") / total if total else 1
    )
    if share < target:
        largest = max(
            (pair for pair in zip(weight, uses, strict=True) if pair[1].weights == "closed"),
            key=lambda pair: (pair[0], pair[1].component),
        )[1]
        yield own.finding(
            assessment.subject.organisation or "organisation",
            Severity.MEDIUM,
            f"{share:.0%} of model use rests on open weights, by {'tokens' if by_tokens else 'components'}; "
            f"the target is {target:.0%}",
            at=largest.position,
            evidence=tuple(f"{use.component}: {use.model} ({use.weights})" for use in uses[:8]),
            remedy=Remedy(f"start with {largest.component}: depaudit alternatives {largest.model}"),
        )


RULE = rule(
    "DA071",
    "open-share-below-target",
    since="0.1.0",
    frameworks=(("eu-cada", "Art.41"),),
)(check)
