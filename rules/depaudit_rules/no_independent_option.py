"""Several fallbacks, and none is independent.

## What it finds
Ordered fallbacks with three options or more (`least-options`) that one foreign state takes all at once.

## Why it matters
In eight public gateway files, 41 of the 47 chains that begin with a US-operated model had only US-operated options.
On 12 June 2026 length did not help.

## Example
    - {id: chat, any_of: [azure-gpt, bedrock-claude, vertex-gemini]}

## Severity
Medium: the outage itself is said by other rules; this one says that the length of the chain misleads.

## Remedy
Put one option into the chain that no lever of that state reaches. One such option is worth more than three others.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, GateFacts, Remedy, Rule, Severity, name_of, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per long chain that one foreign state takes whole."""
    for gate in assessment.gates:
        states = [name for name, kind in gate.falls_under if kind == "jurisdiction"]
        if gate.kind == "any_of" and len(gate.members) >= own.option("least-options") and states:
            yield _finding(own, gate, states)


def _finding(own: Rule, gate: GateFacts, states: list[str]) -> Finding:
    return own.finding(
        gate.id,
        Severity.MEDIUM,
        f"{gate.id} has {len(gate.members)} options and none that survives {name_of(states[0])}",
        at=gate.position,
        evidence=("options: " + ", ".join(gate.members[:8]), "all fall under: " + ", ".join(states[:6])),
        remedy=Remedy(f"replace the last option of {gate.id} by one that {name_of(states[0])} cannot order"),
    )


RULE = rule(
    "DA015",
    "no-independent-option",
    precedents=("us-anthropic-fable5-mythos5-2026",),
    since="0.1.0",
    options={"least-options": 3},
    frameworks=(
        ("us-nist-ai-rmf", "GOVERN 6.2"),
        ("eu-dora-28-29", "29(1)(b)"),
    ),
)(check)
