"""Open weights are used, and no copy of them is kept.

## What it finds
Models that the organisation runs itself whose copy is none (pulled at each start), local (on the one disk that it
runs from), or not stated.

## Why it matters
Runway deleted its organisation on a model hub on 29 August 2024, Stable Diffusion 1.5 included; whoever pulled it at
each start stood still. Open weights are free to keep for as long as they can be had.

## Example
    - {id: llama, uses: llama-3.3-70b-instruct, deployment: self-hosted, copy: none}

## Severity
Medium where it is pulled at each start under a critical service, low otherwise. High confidence where a copy is
stated, medium where nothing is said.

## Remedy
Keep a copy that does not depend on the hub, verify its digest, and write `copy: {state: mirrored, verified: DATE}`.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Part, Remedy, Rule, Severity, rule

SAID = {
    "none": "is pulled at each start",
    "local": "is held on the disk that it runs from and nowhere else",
    "": "does not say whether a copy is kept",
}


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per self-run model without a kept copy."""
    for part in assessment.parts:
        if part.model and not part.hosted and not part.own and part.copy in SAID:
            yield _finding(own, part)


def _finding(own: Rule, part: Part) -> Finding:
    severe = part.copy == "none" and part.critical
    return own.finding(
        part.id,
        Severity.MEDIUM if severe else Severity.LOW,
        f"{part.id} ({part.model}) {SAID[part.copy]}",
        confidence="high" if part.copy else "medium",
        at=part.position,
        evidence=("under " + ", ".join(part.services[:6]),),
        remedy=Remedy(
            "mirror the weights and verify them",
            patch=f"- id: {part.id}\n  copy: {{state: mirrored, verified: {'YYYY-MM-DD'}}}",
        ),
    )


RULE = rule(
    "DA013",
    "weights-not-mirrored",
    precedents=("runway-sd15-2024",),
    since="0.1.0",
    frameworks=(
        ("de-bsi-c3a", "SOV-4-05"),
        ("eu-oss-strategy", "OSS-3"),
    ),
)(check)
