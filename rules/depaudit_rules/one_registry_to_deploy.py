"""Everything that is deployed comes from one place abroad.

## What it finds
Hubs, package indexes and container registries that services need to deploy, that a foreign state can order, and that
are not one option of several.

## Why it matters
Docker Hub refused Russian addresses from 30 May to 3 June 2024: what ran kept running, and nobody could roll out a
repair. Restarts and scaling are deployments too.

## Example
    - {id: app, provider: {own: true}, requires: [{id: docker, for: deploy}]}

## Severity
Low: it is felt after weeks, and stops nothing by itself.

## Remedy
Mirror what is deployed into a registry that is held at home, and deploy from there.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Part, Remedy, Rule, Severity, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per foreign registry in a path of deployment."""
    options = {member for gate in assessment.gates for member in gate.members}
    for part in assessment.parts:
        states = assessment.abroad(part.control)
        if (
            states
            and part.hosted
            and part.layer == "registry"
            and "deploy" in part.purposes
            and part.id not in options
        ):
            yield _finding(own, part, states)


def _finding(own: Rule, part: Part, states: tuple[str, ...]) -> Finding:
    return own.finding(
        part.id,
        Severity.LOW,
        f"{part.id} is the only place to deploy from, and {', '.join(dict.fromkeys(states))} can close it",
        at=part.position,
        evidence=("under " + ", ".join(part.services[:6]),),
        remedy=Remedy(f"mirror what comes from {part.id} into a registry at home, and make it the second option"),
    )


RULE = rule(
    "DA012",
    "one-registry-to-deploy",
    precedents=("docker-hub-russia-2024",),
    since="0.1.0",
    frameworks=(
        ("de-bsi-c3a", "SOV-6-03"),
        ("eu-csf", "SOV-5.c"),
    ),
)(check)
