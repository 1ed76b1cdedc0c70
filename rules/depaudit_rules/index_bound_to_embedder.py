"""An index can be read only with an embedding model that others hold.

## What it finds
Hosted embedding models with closed weights under a service: when they go, every vector that was made with them is
dead.

## Why it matters
A chat model is exchanged in a day. Vectors are not: all documents must be embedded anew with another model, at the
time when everybody does the same. OpenAI refused API traffic from unsupported countries from 9 July 2024 on.

## Example
    - {id: embedder, uses: openai-api/text-embedding-3-large}

## Severity
Medium under a critical service, low otherwise. Medium confidence: whether the index can be rebuilt is not known here.

## Remedy
Embed with open weights that are held here, or keep a second index made with them.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Part, Remedy, Rule, Severity, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per embedding model that cannot be held."""
    options = {member: gate.id for gate in assessment.gates for member in gate.members if len(gate.members) > 1}
    for part in assessment.parts:
        if part.hosted and "embedding" in part.task and part.weights == "closed" and assessment.abroad(part.control):
            yield _finding(own, part, options.get(part.id, ""))


def _finding(own: Rule, part: Part, gate: str) -> Finding:
    also = f"; the other options of {gate} cannot read its vectors" if gate else ""
    return own.finding(
        part.id,
        Severity.MEDIUM if part.critical else Severity.LOW,
        f"an index made with {part.id} ({part.model}) cannot be read without it{also}",
        confidence="medium",
        at=part.position,
        evidence=("under " + ", ".join(part.services[:6]),),
        remedy=Remedy("embed with open weights that are held here, or keep a second index made with them"),
    )


RULE = rule(
    "DA024",
    "index-bound-to-embedder",
    precedents=("openai-unsupported-regions-2024",),
    since="0.1.0",
    confidence="medium",
)(check)
