"""Most of the software that is run here is maintained under one state.

## What it finds
At least three (`least-parts`) self-run frameworks, engines and packages under services whose makers one foreign state
can order, and no more than one from elsewhere.

## Why it matters
About a dozen maintainers were removed from the Linux kernel's list on 18 October 2024, on the ground of sanctions.
What is installed keeps running; fixes are what stops.

## Example
    vLLM, LangChain and LiteLLM, all from one country

## Severity
Information: it is felt after a year. Medium confidence: open source can be forked, and who would is not known.

## Remedy
Know who would maintain a fork, and keep the means to build it.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Part, Remedy, Rule, Severity, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding where one foreign state can stop the upkeep of most of the software."""
    software = [part for part in assessment.parts
                if not part.hosted and not part.own and not part.model and part.layer != "hardware"
                and part.frozen_by]  # fmt: skip
    counts: dict[str, list[Part]] = {}
    for part in software:
        for state in assessment.abroad(part.frozen_by):
            counts.setdefault(state, []).append(part)
    for state, parts in sorted(counts.items(), key=lambda one: (-len(one[1]), one[0]))[:1]:
        if len(parts) >= own.option("least-parts") and len(software) - len(parts) <= 1:
            yield _finding(own, state, parts, len(software))


def _finding(own: Rule, state: str, parts: list[Part], total: int) -> Finding:
    return own.finding(
        parts[0].id,
        Severity.INFO,
        f"{len(parts)} of {total} pieces of self-run software are maintained under {state}",
        cutoff=state,
        confidence="medium",
        at=parts[0].position,
        evidence=("software: " + ", ".join(part.id for part in parts[:8]),),
        remedy=Remedy("know who would maintain a fork, and keep the means to build it"),
    )


RULE = rule(
    "DA026",
    "maintained-under-one-state",
    precedents=("linux-maintainers-russia-2024",),
    since="0.1.0",
    options={"least-parts": 3},
    confidence="medium",
    frameworks=(("eu-csf", "SOV-5.d"),),
)(check)
