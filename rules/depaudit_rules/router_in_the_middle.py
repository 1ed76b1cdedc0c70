"""A third party stands between the organisation and its model.

## What it finds
Components that reach a model through somebody else's router: three companies can now say no, the maker, the operator
and the router.

## Why it matters
On 12 February 2026 Google restricted subscribers who had come through another company's tool. Gateways withdrew the
two models of June 2026 themselves, the same night, some with an error of their own.

## Example
    - {id: chat, uses: openrouter-api/claude-opus-4.5}

## Severity
Low: the cut itself is simulated, and other rules say what stops.

## Remedy
Keep a direct account at one operator of the model, and a switch that goes round the router.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Part, Remedy, Rule, Severity, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per model that is reached through a router abroad."""
    for part in assessment.parts:
        routed = part.router or (part.vendor_name if part.layer == "gateway" and part.hosted and part.model else "")
        if routed and not part.own and assessment.abroad(part.control):
            yield _finding(own, part, routed)


def _finding(own: Rule, part: Part, router: str) -> Finding:
    return own.finding(
        part.id,
        Severity.LOW,
        f"{part.id} reaches {part.model or part.uses} through {router}, which can refuse on its own account",
        at=part.position,
        evidence=("under " + ", ".join(part.services[:6]),),
        remedy=Remedy(f"keep a direct account at an operator of the model, and a switch that goes round {router}"),
    )


RULE = rule(
    "DA027",
    "router-in-the-middle",
    precedents=("google-gemini-harness-bans-2026",),
    since="0.1.0",
    frameworks=(
        ("eu-dora-28-29", "29(2)"),
        ("ca-osfi-b10", "P5"),
    ),
)(check)
