"""Too much service weight has no way around one jurisdiction or one vendor.

## What it finds
Jurisdictions and vendors under whose cut services go down and do not come back within a year, where the weight of
those services exceeds a share of all weight (`--max-concentration`, 0.5 unless set). This is the gate of high
concentration risk. It is a simulated share, not an index of market concentration.

## Why it matters
No supervisor publishes a firm-level limit; the threshold is ours and yours to set. What supervisors do ask (OSFI
B-10, DORA article 29) is that the concentration is known.

## Example
    services: [{id: a, criticality: critical, requires: [gpt]}, {id: b, criticality: low, requires: [own-model]}]

## Severity
High for a foreign jurisdiction or vendor, medium for a supplier whose controlling states are all home.

## Remedy
Begin with the weightiest service that is named: a way around for it lowers the share most.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Remedy, Rule, Severity, Stranglehold, name_of, rule

SHOWN = 6


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per jurisdiction or vendor above the threshold, and one for all that may be."""
    limit = assessment.thresholds.max_concentration
    seen: set[tuple[str, tuple[str, ...]]] = set()
    unsure: list[Stranglehold] = []
    for hold in assessment.strangleholds:
        group = (hold.kind, hold.services)
        if hold.share > limit and (hold.kind == "vendor" or hold.foreign) and group not in seen:
            seen.add(group if hold.kind == "vendor" else (hold.cutoff, ()))
            if hold.low > limit:
                yield _finding(own, hold, limit, assessment)
            else:
                unsure.append(hold)
    if unsure:
        yield _unsure(own, unsure, limit, assessment)


def _unsure(own: Rule, holds: list[Stranglehold], limit: float, assessment: Assessment) -> Finding:
    """What may be, for facts that nobody knows: one finding, however many states the same gap leaves open."""
    names = ["an unnamed state" if one.cutoff == "ZZ" else one.cutoff for one in holds]
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    worst = max(holds, key=lambda one: one.share)
    finding = _finding(own, worst, limit, assessment)
    return own.finding(
        worst.services[0],
        finding.severity,
        f"up to {worst.share:.0%} of service weight may have no way around {', '.join(names[:SHOWN])}{more}: "
        f"facts are missing; the threshold is {limit:.0%}",
        cutoff="unknown",
        confidence="low",
        at=finding.location,
        path=finding.path,
        path_notes=finding.path_notes,
        evidence=finding.evidence,
        remedy=Remedy("settle what is not known first: the findings of deciding-unknown name the facts"),
    )


def _finding(own: Rule, hold: Stranglehold, limit: float, assessment: Assessment) -> Finding:
    who = name_of(hold.cutoff) if hold.kind == "jurisdiction" else f"vendor {hold.cutoff}"
    heaviest = max(hold.services, key=lambda name: (assessment.service(name).weight, name))
    sure = "" if hold.low == hold.share else f" ({hold.low:.0%} by what is known for certain)"
    verdict = next(one for one in assessment.survival if (one.service, one.cutoff) == (heaviest, hold.cutoff))
    position = assessment.service(heaviest).position
    return own.finding(
        hold.cutoff,
        Severity.HIGH if hold.foreign else Severity.MEDIUM,
        f"{hold.share:.0%} of service weight has no way around {who}{sure}; the threshold is {limit:.0%}",
        cutoff=hold.cutoff,
        at=position,
        path=verdict.path,
        path_notes=verdict.path_notes,
        evidence=("services: " + ", ".join(hold.services[:8]), *_alike(hold, assessment)),
        remedy=Remedy(f"find a way around {who} for {heaviest} first"),
    )


def _alike(hold: Stranglehold, assessment: Assessment) -> Iterator[str]:
    """Other vendors with the same hold: owners of this one, or others without whom nothing works either."""
    vendors = [one for one in assessment.strangleholds if one.kind == hold.kind == "vendor"]
    same = [one for one in vendors if one.services == hold.services and one.cutoff != hold.cutoff]
    sure = [one.cutoff for one in same if one.low == hold.low]
    unsure = [one.cutoff for one in same if one.low < hold.low]
    if sure:
        yield "so does each of: " + ", ".join(sure[:8])
    if unsure:
        yield "if unknown facts are bad, so does each of: " + ", ".join(unsure[:8])


RULE = rule(
    "DA005",
    "concentration",
    references=("https://eur-lex.europa.eu/eli/reg/2022/2554/oj, 2022-12-14",),
    since="0.1.0",
    frameworks=(
        ("eu-dora-28-29", "3(29)"),
        ("eu-dora-28-29", "29(1)(b)"),
        ("ca-osfi-b10", "2.2.3.1"),
        ("int-bcbs-tpr", "conc"),
    ),
)(check)
