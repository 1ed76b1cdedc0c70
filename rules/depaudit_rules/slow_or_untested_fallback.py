"""A fallback comes too late, or nobody has ever tried it.

## What it finds
Options whose switch takes longer than the RTO of a service that rests on them, whose switch is not stated, or that
were never tested.

## Why it matters
After the withdrawal of June 2026 teams reported backups that answered in another format, three to four times slower
and 2.5 times dearer; a fallback that was never drilled is a hope.

## Example
    - {id: chat, any_of: [gpt, {id: own-llama, switch: {mode: manual, time: 2d}}]}

## Severity
Medium where the switch is slower than the RTO, low where it is untested or not stated.

## Remedy
Shorten the switch, drill it, and write `tested:` with the date.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, FallbackPair, Finding, Remedy, Rule, Severity, format_duration, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per fallback that is slow, unstated or untested."""
    for pair in assessment.fallbacks:
        slow = pair.rto is not None and pair.switch > pair.rto
        faults = list(_faults(pair, slow=slow))
        if faults:
            yield own.finding(
                pair.gate,
                Severity.MEDIUM if slow else Severity.LOW,
                f"fallback {pair.option} of {pair.gate}: {'; '.join(faults)}",
                cutoff=pair.option,
                at=pair.position,
                path=(pair.gate, pair.option),
                path_notes=("ordered fallback", f"in use after {format_duration(pair.switch)}"),
                remedy=Remedy("drill the switch, shorten it below the RTO, and write tested: with the date"),
            )


def _faults(pair: FallbackPair, *, slow: bool) -> Iterator[str]:
    if slow:
        yield f"its switch takes {format_duration(pair.switch)}, the RTO is {format_duration(pair.rto or 0)}"
    if not pair.switch_stated:
        yield "how it is switched is not stated"
    if pair.tested is None:
        yield "it was never tested"


RULE = rule(
    "DA006",
    "slow-or-untested-fallback",
    since="0.1.0",
    frameworks=(
        ("us-nist-ai-rmf", "GOVERN 6.2"),
        ("eu-dora-28-29", "28(8)"),
    ),
)(check)
