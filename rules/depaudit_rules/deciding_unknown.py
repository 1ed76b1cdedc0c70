"""A verdict hangs on something that is not known.

## What it finds
Facts that are missing, contested or below the level of trust, and the verdicts that would be one thing if they were
good and another if they were bad. The worse answer gates: silence must not pass for safety.

## Why it matters
An independent check of 69 vendors found the recorded control incomplete for one in five. Who controls a supplier
changes with a signature.

## Example
    - {id: ocr, provider: {name: Some Vendor}}     # no jurisdiction

## Severity
High where a critical or high service may stop, medium otherwise, always with low confidence.

## Remedy
State the jurisdiction in the inventory, or add the fact with its source as an overlay under `catalog:`.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Remedy, Rule, Severity, Unknown, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per fact that decides whether a service stops."""
    unsure = {(one.service, one.cutoff): one for one in assessment.survival if one.breach is None and one.gates}
    for unknown in assessment.unknowns:
        hits = [pair for pair in unknown.verdicts if pair in unsure]
        if hits:
            yield _finding(own, unknown, hits, assessment)


def _finding(own: Rule, unknown: Unknown, hits: list[tuple[str, str]], assessment: Assessment) -> Finding:
    services = sorted({service for service, _ in hits})
    heavy = any(assessment.service(name).criticality in ("critical", "high") for name in services)
    verdict = next(one for one in assessment.survival if (one.service, one.cutoff) == hits[0])
    position = next(one.position for one in assessment.inventory.services if one.id == services[0])
    return own.finding(
        services[0],
        Severity.HIGH if heavy else Severity.MEDIUM,
        f"whether {', '.join(services[:4])} stop{'s' * (len(services) == 1)} is not known: {unknown.text}",
        cutoff=unknown.fact,
        confidence="low",
        at=position,
        path=verdict.path,
        path_notes=verdict.path_notes,
        evidence=(f"decides {len(hits)} verdicts, under {', '.join(sorted({cut for _, cut in hits})[:6])}",),
        facts=(unknown.fact,),
        remedy=Remedy("state the jurisdiction in the inventory, or add the fact with its source under catalog:"),
    )


RULE = rule("DA007", "deciding-unknown")(check)
