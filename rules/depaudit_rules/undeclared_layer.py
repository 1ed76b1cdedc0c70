"""A layer that everything stands on was not declared.

## What it finds
Components on which services rest without a word on where they run, who keeps their copy or their registry; services
without a word on the login and the key store. Each is an assumption in the verdicts.

## Why it matters
An open model on a foreign cluster is a foreign service. In May 2025 a prosecutor lost a mailbox, not a model: the
identity layer is where cuts of persons land.

## Example
    - {id: llama, uses: llama-3.3-70b-instruct, deployment: self-hosted}    # on whose machines?

## Severity
Medium where a critical service runs on a host that nobody named; else low for hosts and things of which nothing is
said, and information for the rest.

## Remedy
Declare the layer: `requires: [cluster]`, `region: CA`, a login, a registry, a key store.
"""

from collections import defaultdict
from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Gap, Remedy, Rule, Severity, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per component or service with the layers that are missing."""
    missing: defaultdict[str, list[Gap]] = defaultdict(list)
    for gap in assessment.gaps:
        missing[gap.component].append(gap)
    critical = {service.id for service in assessment.services if service.criticality == "critical"}
    for component, gaps in missing.items():
        layers = [gap.layer for gap in gaps]
        said = "nothing is said about it" if "says-nothing" in layers else "not declared: " + ", ".join(layers)
        yield own.finding(
            component,
            _severity(gaps, critical),
            f"{component} ({gaps[0].role}): {said}",
            at=gaps[0].position,
            evidence=("under " + ", ".join(gaps[0].services[:6]),),
            remedy=Remedy("declare it: requires: [...], region: ..., copy: ..."),
        )


def _severity(gaps: list[Gap], critical: set[str]) -> Severity:
    layers = {gap.layer for gap in gaps}
    if layers & {"host", "says-nothing"}:
        return Severity.MEDIUM if any(not critical.isdisjoint(gap.services) for gap in gaps) else Severity.LOW
    return Severity.INFO


RULE = rule(
    "DA008",
    "undeclared-layer",
    since="0.1.0",
    frameworks=(
        ("ca-osfi-e21", "P6"),
        ("au-cps230", "27"),
        ("us-nist-ai-rmf", "MAP 4.1"),
    ),
)(check)
