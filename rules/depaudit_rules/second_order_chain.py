"""A supplier runs on somebody whom another state can order.

## What it finds
Hosted components whose operator stands on a cloud, an edge network, a login or a model that a foreign state can
order, while nobody at the operator's own address is under that state.

## Why it matters
On 10 January 2021 AWS stopped hosting Parler: a company under nobody's order but its host's was off line for weeks. A
European name on a US cloud falls with the cloud.

## Example
    - {id: translate, uses: deepl-api}      # a German company with a US host among its processors

## Severity
Medium under a critical service, low otherwise. Medium confidence: sub-processor lists change, and a listed host is
not always a needed one. Where nobody knows whether it is needed, low confidence.

## Remedy
Ask the operator which of these the service needs to run, and for a region that stands on none of them.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Behind, Finding, Part, Remedy, Rule, Severity, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per component with a chain that its operator's name does not show."""
    for part in assessment.parts:
        if part.hosted and not part.own and part.control:
            hidden = [one for one in part.behind if set(assessment.abroad(one.states)) - set(part.control)]
            if hidden:
                yield _finding(own, part, hidden, assessment)


def _finding(own: Rule, part: Part, hidden: list[Behind], assessment: Assessment) -> Finding:
    names = ", ".join(dict.fromkeys(f"{one.name} ({one.relation})" for one in hidden[:4]))
    states = sorted({state for one in hidden for state in assessment.abroad(one.states)} - set(part.control))
    return own.finding(
        part.id,
        Severity.MEDIUM if part.critical and part.role == "primary" else Severity.LOW,
        f"{part.vendor_name} ({', '.join(part.control)}) runs {part.id} on {names}; {', '.join(states)} can order it",
        confidence="medium" if any(one.sure for one in hidden) else "low",
        at=part.position,
        path=(part.id, hidden[0].id),
        path_notes=(f"operated by {part.vendor_name}", f"can be ordered by {', '.join(hidden[0].states)}"),
        evidence=("under " + ", ".join(part.services[:6]),),
        remedy=Remedy(
            f"ask {part.vendor_name} what {part.id} needs to run, and for a region without {hidden[0].name}"
        ),
    )


RULE = rule(
    "DA009",
    "second-order-chain",
    precedents=("aws-parler-2021",),
    since="0.1.0",
    confidence="medium",
    frameworks=(
        ("eu-dora-28-29", "29(2)"),
        ("au-cps230", "48"),
        ("ca-osfi-b10", "P5"),
        ("eu-dora-roi", "B_05.02.0050"),
    ),
)(check)
