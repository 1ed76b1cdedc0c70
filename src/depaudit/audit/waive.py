"""Waivers: accepted findings, with a reason and an end. One that matches nothing, or ran out, is said so."""

from collections.abc import Sequence
from datetime import date, timedelta

from depaudit.model.finding import Finding
from depaudit.model.inventory import Waiver

SOON = timedelta(days=30)


def apply_waivers(
    findings: Sequence[Finding], waivers: Sequence[Waiver], as_of: str
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Mark what is waived on the day `as_of` (ISO date), and say what is odd about the waivers."""
    today = date.fromisoformat(as_of)
    notices = []
    waived: dict[int, Waiver] = {}
    for waiver in waivers:
        hits = [number for number, finding in enumerate(findings) if _matches(waiver, finding)]
        name = f"{waiver.position}: waiver of {waiver.rule} on {waiver.subject}"
        if not hits:
            notices.append(f"{name} matches no finding")
        elif waiver.expires is not None and waiver.expires < today:
            notices.append(f"{name} ran out on {waiver.expires}: the finding is back")
        else:
            waived.update(dict.fromkeys(hits, waiver))
            if waiver.expires is None:
                notices.append(f"{name} has no end")
            elif waiver.expires - today <= SOON:
                notices.append(f"{name} runs out on {waiver.expires}")
    marked = (finding._replace(waived=waived.get(number)) for number, finding in enumerate(findings))
    return tuple(marked), tuple(notices)


def _matches(waiver: Waiver, finding: Finding) -> bool:
    same_rule = waiver.rule in (finding.rule, finding.name)
    return same_rule and waiver.subject == finding.subject and waiver.cut in (None, finding.cutoff)
