"""A fallback falls with what it protects.

## What it finds
Options behind the first of an `any_of` that a single foreign cut takes down together with it, and what the two share:
a model, an operator, a parent company, a jurisdiction, an upstream, a gateway, a login.

## Why it matters
In eight public gateway configurations, 41 of the 47 fallback chains that start at a US-operated model had only
US-operated targets. Such a chain survives an outage of one vendor and no order of one state.

## Example
    components:
      - {id: chat, any_of: [gpt, claude], switch: {mode: automatic}}
      - {id: gpt, uses: openai-api/gpt-5}
      - {id: claude, uses: anthropic-api/claude-opus-4-5}

## Severity
That of the outage where the whole gate falls (high for critical and high services, else medium); medium where the
fallback is lost and another one holds.

## Remedy
Replace the fallback, or add one, that shares none of what is named.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, FallbackPair, Finding, Remedy, Rule, Severity, rule

NAMES = {"operator": "operator", "parent": "parent company", "jurisdiction": "jurisdiction", "upstream": "upstream",
         "gateway": "gateway", "identity": "login", "model": "model", "component": "component"}  # fmt: skip


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per fallback that falls with its primary."""
    for pair in assessment.fallbacks:
        if pair.kills:
            yield _finding(own, pair, assessment)


def _finding(own: Rule, pair: FallbackPair, assessment: Assessment) -> Finding:
    worst = pair.kills[-1][0]
    whole = bool(pair.falls_entirely)
    heavy = any(assessment.service(name).criticality in ("critical", "high") for name in pair.services)
    shared = [f"{NAMES[kind]} {name}" for kind, name in pair.shared]
    cuts = ", ".join(name for name, _ in pair.kills[:5])
    evidence = ["they share: " + ", ".join(shared[:8])] if shared else []
    evidence.append(f"both fall under: {cuts}" + (f" and {len(pair.kills) - 5} more" if len(pair.kills) > 5 else ""))
    end = "and nothing is left" if whole else "and another option holds"
    return own.finding(
        pair.gate,
        Severity.HIGH if whole and heavy else Severity.MEDIUM,
        f"{pair.option} falls with {pair.primary}, which it protects, {end}",
        cutoff=pair.option,
        at=pair.position,
        path=(pair.gate, pair.primary, worst),
        path_notes=("ordered fallback", "first choice", "takes both"),
        evidence=tuple(evidence),
        remedy=Remedy(f"replace {pair.option}, or add an option, that shares none of this"),
    )


RULE = rule(
    "DA003",
    "correlated-fallback",
    since="0.1.0",
    frameworks=(
        ("us-nist-ai-rmf", "GOVERN 6.2"),
        ("eu-dora-28-29", "29(1)(b)"),
    ),
)(check)
