"""Replicas fall together.

## What it finds
Groups of replicas (`k_of_n`) of which one foreign state, vendor or model takes so many that too few are left.

## Why it matters
Drone strikes took out AWS zones in the United Arab Emirates and Bahrain on 1 March 2026: replicas across zones of one
operator in one place are one thing. So are three deployments of one vendor.

## Example
    - {id: pool, k_of_n: {k: 1, of: [azure-east, azure-west, azure-north]}}

## Severity
Medium under a critical service, low otherwise. High confidence: it was simulated.

## Remedy
Give the group a member that this cut does not reach.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, GateFacts, Remedy, Rule, Severity, rule

KINDS = ("model", "vendor", "layer", "jurisdiction")


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per group of replicas that a single foreign cut leaves too small."""
    for gate in assessment.gates:
        if gate.kind == "k_of_n" and len(gate.members) > 1 and gate.falls_under:
            yield _finding(own, gate)


def _finding(own: Rule, gate: GateFacts) -> Finding:
    cuts = sorted(gate.falls_under, key=lambda cut: (KINDS.index(cut[1]), cut[0]))
    more = f" and {len(cuts) - 4} more" if len(cuts) > 4 else ""
    return own.finding(
        gate.id,
        Severity.MEDIUM if gate.critical else Severity.LOW,
        f"one {cuts[0][1]} ({cuts[0][0]}) leaves fewer than {gate.needed} of {len(gate.members)} in {gate.id}",
        at=gate.position,
        evidence=(
            "replicas: " + ", ".join(gate.members[:8]),
            "fall under: " + ", ".join(name for name, _ in cuts[:4]) + more,
        ),
        remedy=Remedy(f"add a member to {gate.id} that {cuts[0][0]} does not reach"),
    )


RULE = rule(
    "DA014",
    "replicas-under-one-lever",
    precedents=("aws-gulf-kinetic-2026",),
    since="0.1.0",
    frameworks=(("eu-dora-28-29", "29(1)(b)"),),
)(check)
