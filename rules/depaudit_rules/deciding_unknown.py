"""A verdict hangs on something that is not known.

## What it finds
Services of which nobody can say whether they stop: facts are missing, contested or below the level of trust, and
the verdict would be one thing if they were good and another if they were bad. The worse answer gates: silence must
not pass for safety.

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

from collections import defaultdict
from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Remedy, Rule, Severity, Verdict, rule

SHOWN = 6


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per service whose survival hangs on facts that are not known."""
    texts = {one.fact: one.text for one in assessment.unknowns}
    hanging: defaultdict[str, list[Verdict]] = defaultdict(list)
    for verdict in assessment.survival:
        if verdict.breach is None and verdict.gates:
            hanging[verdict.service].append(verdict)
    for service in assessment.services:
        if unsure := hanging[service.id]:
            heavy = service.criticality in ("critical", "high")
            yield _finding(own, unsure, Severity.HIGH if heavy else Severity.MEDIUM, texts, assessment)


def _finding(
    own: Rule, unsure: list[Verdict], severity: Severity, texts: dict[str, str], assessment: Assessment
) -> Finding:
    first = unsure[0]
    counts: dict[str, int] = {}
    for verdict in unsure:
        for fact in verdict.decided_by:
            counts[fact] = counts.get(fact, 0) + 1
    facts = sorted(counts, key=lambda fact: (-counts[fact], fact))
    cuts = list(dict.fromkeys(verdict.cutoff for verdict in unsure))
    position = assessment.service(first.service).position
    return own.finding(
        first.service,
        severity,
        f"whether {first.service} stops is not known under {_listed(cuts)}",
        confidence="low",
        at=position,
        path=first.path,
        path_notes=first.path_notes,
        evidence=tuple(
            f"hangs on {texts.get(fact, fact)} ({counts[fact]} of {len(unsure)})" for fact in facts[:SHOWN]
        ),
        facts=tuple(facts),
        remedy=Remedy("state in the inventory what is known, or add the fact with its source under catalog:"),
    )


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


RULE = rule(
    "DA007",
    "deciding-unknown",
    since="0.1.0",
    confidence="low",
    frameworks=(
        ("de-bsi-c3a", "SOV-1-03"),
        ("us-nist-800-161", "SCRI-4"),
    ),
)(check)
