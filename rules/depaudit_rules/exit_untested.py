"""There is no way out on paper, or nobody has tried it.

## What it finds
Foreign-controlled parts under critical services whose contract says that there is no exit plan, or whose plan was
never tested or last tested more than a year ago (`max-age-days`).

## Why it matters
The International Criminal Court began to move its office software in 2025 after its prosecutor had lost a mailbox.
DORA (article 28) asks for exit plans that are tested; OSFI B-10 asks for exit strategies.

## Example
    contract: {exit_plan: true}      # and no exit_tested

## Severity
Medium without a plan, low with one that is not tested. High confidence: the inventory says so.

## Remedy
Walk the plan once with real data, and write `exit_tested: DATE`.
"""

from collections.abc import Iterator
from datetime import date

from depaudit.rulekit import Assessment, Finding, Part, Remedy, Rule, Severity, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per exit that is missing or not tried."""
    today = date.fromisoformat(assessment.as_of)
    for part in assessment.parts:
        contract = part.contract
        if contract is None or not part.critical or not assessment.abroad(part.control):
            continue
        if contract.exit_plan is False:
            yield _finding(own, part, Severity.MEDIUM, f"{part.id} has no exit plan")
        elif contract.exit_tested is None:
            yield _finding(own, part, Severity.LOW, f"the exit from {part.id} was never tested")
        elif (today - contract.exit_tested).days > own.option("max-age-days"):
            said = f"the exit from {part.id} was last tested on {contract.exit_tested.isoformat()}"
            yield _finding(own, part, Severity.LOW, said)


def _finding(own: Rule, part: Part, severity: Severity, said: str) -> Finding:
    return own.finding(
        part.id,
        severity,
        said,
        at=part.position,
        evidence=("under " + ", ".join(part.services[:6]),),
        remedy=Remedy("walk the plan once with real data, and write exit_tested: with the date"),
    )


RULE = rule(
    "DA020",
    "exit-untested",
    precedents=("us-icc-microsoft-khan-2025",),
    since="0.1.0",
    options={"max-age-days": 365},
    frameworks=(
        ("eu-dora-28-29", "28(8)"),
        ("ca-osfi-b10", "P9/2.3.5"),
        ("de-zendis", "Z-exit"),
        ("int-bcbs-tpr", "exit"),
    ),
)(check)
