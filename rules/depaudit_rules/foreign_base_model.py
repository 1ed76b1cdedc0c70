"""A model of one's own country was made from another country's weights.

## What it finds
Models whose base model was made by somebody whom a foreign state can order, while their own maker is not under it.

## Why it matters
From 25 September 2024 the licences of multimodal Llama models exclude companies of the EU: what is built on them
inherits the clause. A ban on an origin reaches what is derived from it as well.

## Example
    - {id: court-llm, provider: {own: true}, model: court-llm, base_model: llama-3.3-70b-instruct}

## Severity
Information: the weights that are held keep working. Medium confidence: lineage is what its makers say.

## Remedy
Read the licence of the base, and know which successor base would do.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Part, Remedy, Rule, Severity, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per model with a base from elsewhere."""
    for part in assessment.parts:
        foreign = sorted(set(assessment.abroad(part.base_from)) - set(part.made_in))
        if part.base_model and foreign:
            yield _finding(own, part, foreign)


def _finding(own: Rule, part: Part, foreign: list[str]) -> Finding:
    return own.finding(
        part.id,
        Severity.INFO,
        f"{part.id} was made from {part.base_model}, which comes from {', '.join(foreign)}",
        confidence="medium",
        at=part.position,
        remedy=Remedy(f"read the licence of {part.base_model}, and know which other base would do"),
    )


RULE = rule(
    "DA022",
    "foreign-base-model",
    precedents=("meta-llama-eu-exclusion-2024",),
    since="0.1.0",
    confidence="medium",
    frameworks=(("kr-sovereign-fm", "KR-1"),),
)(check)
