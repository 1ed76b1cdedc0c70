"""The supplier may leave faster than the organisation can.

## What it finds
Contracts under critical or high services whose notice is shorter than 90 days (`least-notice-days`), and contracts
that renew within 180 days of the day of the scan (`renewal-ahead-days`): the time to negotiate an exit is now.

## Why it matters
Broadcom ended perpetual VMware licences on 11 December 2023, three weeks after it had bought the company. A migration
takes quarters.

## Example
    contract: {notice: 30d, renewal: 2027-01-31}

## Severity
Low for short notice, information for a renewal. High confidence: the inventory says so.

## Remedy
Ask for a notice that is as long as the migration, or keep a fallback that needs no contract.
"""

from collections.abc import Iterator
from datetime import date

from depaudit.rulekit import Assessment, Finding, Part, Remedy, Rule, Severity, format_duration, rule

DAY = 86_400


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per contract with a short notice, else per renewal that comes near."""
    least, ahead = own.option("least-notice-days") * DAY, own.option("renewal-ahead-days")
    today = date.fromisoformat(assessment.as_of)
    for part in assessment.parts:
        contract = part.contract
        if contract is None:
            continue
        if contract.notice is not None and contract.notice < least and _matters(part, assessment):
            said = f"{part.id} can be ended with {format_duration(contract.notice)} notice, which no migration meets"
            yield _finding(own, part, Severity.LOW, said)
        elif contract.renewal is not None and 0 <= (contract.renewal - today).days <= ahead:
            said = f"the contract of {part.id} renews on {contract.renewal.isoformat()}: settle the exit before"
            yield _finding(own, part, Severity.INFO, said)


def _matters(part: Part, assessment: Assessment) -> bool:
    return any(assessment.service(name).criticality in ("critical", "high") for name in part.services)


def _finding(own: Rule, part: Part, severity: Severity, said: str) -> Finding:
    return own.finding(
        part.id,
        severity,
        said,
        at=part.position,
        evidence=("under " + ", ".join(part.services[:6]),),
        remedy=Remedy("ask for a notice as long as the migration, and for help with the exit"),
    )


RULE = rule(
    "DA019",
    "notice-too-short",
    precedents=("vmware-broadcom-2023",),
    since="0.1.0",
    options={"least-notice-days": 90, "renewal-ahead-days": 180},
    frameworks=(
        ("ca-osfi-b10", "P9/2.3.5"),
        ("au-cps230", "56"),
    ),
)(check)
