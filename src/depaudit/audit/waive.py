"""Waivers: accepted findings, with a reason and an end. What a waiver no longer covers comes back and says why."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from depaudit.inventory.nearest import did_you_mean
from depaudit.model.finding import Finding
from depaudit.model.inventory import NOWHERE, Waiver
from depaudit.model.waiver import WaiverUse

SOON = timedelta(days=30)
LONGEST = timedelta(days=366)
BROAD = 1


class Judged(NamedTuple):
    """Findings with what waivers make of them, what became of each waiver, and what is odd about them."""

    findings: tuple[Finding, ...]
    uses: tuple[WaiverUse, ...]
    notices: tuple[str, ...]


def apply_waivers(
    findings: Sequence[Finding],
    waivers: Sequence[Waiver],
    as_of: str,
    *,
    installed: Collection[str] | None = None,
    ran: Collection[str] | None = None,
) -> Judged:
    """Mark what is waived on the day `as_of` (ISO date; the last day of a waiver counts).

    `installed` and `ran` hold ids and names of rules: a waiver of a rule that did not run is not called unused. None
    stands for all that waivers name.
    """
    today = date.fromisoformat(as_of)
    marked = list(findings)
    uses: list[WaiverUse] = []
    seen: set[tuple[object, ...]] = set()
    for waiver in waivers:
        hits = [number for number, finding in enumerate(findings) if _matches(waiver, finding)]
        use = _use(waiver, [findings[number] for number in hits], today)
        key = (waiver.rule, waiver.subject, waiver.cut, waiver.place)
        known = installed is None or waiver.rule in installed
        idle = ran is not None and known and waiver.rule not in ran
        if idle:
            use = use._replace(state="in force")
        uses.append(use._replace(duplicate=key in seen, unknown_rule=not known))
        seen.add(key)
        for number in hits:
            marked[number] = _marked(marked[number], use)
    notices = tuple(notice for use in uses for notice in _notices(use, installed or ()))
    return Judged(tuple(marked), tuple(uses), notices)


def _matches(waiver: Waiver, finding: Finding) -> bool:
    if waiver.rule not in (finding.rule, finding.name) or waiver.cut not in (None, finding.cutoff):
        return False
    if waiver.place != NOWHERE:
        return waiver.place == finding.location
    return waiver.subject == finding.subject


def _use(waiver: Waiver, hits: Sequence[Finding], today: date) -> WaiverUse:
    days = None if waiver.expires is None else (waiver.expires - today).days
    everything = tuple(finding.fingerprint for finding in hits)
    worst = str(max((finding.severity for finding in hits), default=""))
    if not hits:
        return WaiverUse(waiver, "unused", days=days)
    if days is not None and days < 0:
        return WaiverUse(waiver, "expired", lost=everything, days=days, severity=worst)
    if days is not None and days > LONGEST.days:
        return WaiverUse(waiver, "too long", lost=everything, days=days, severity=worst)
    lost = tuple(finding.fingerprint for finding in hits if outgrown(waiver, finding))
    covers = tuple(name for name in everything if name not in lost)
    soon = days is not None and days <= SOON.days
    return WaiverUse(waiver, "outgrown" if lost else "expiring" if soon else "in force", covers, lost, days,
                     severity=worst)  # fmt: skip


def outgrown(waiver: Waiver, finding: Finding) -> str:
    """Why a finding is worse than what was accepted; empty where it is not, or nothing was recorded of it."""
    if waiver.severity is not None and finding.severity > waiver.severity:
        return f"worsened since accepted: it was {waiver.severity}"
    if waiver.path and waiver.path != finding.path_mark:
        return "worsened since accepted: it takes another path"
    return ""


def _marked(finding: Finding, use: WaiverUse) -> Finding:
    """A finding after one waiver; one that covers wins over any that does not."""
    if finding.waived is not None:
        return finding
    if finding.fingerprint in use.covers:
        return finding._replace(waived=use.waiver, standing="waived", note="")
    if use.state == "expired":
        return finding._replace(standing="expired", note=f"it ended on {use.waiver.expires}")
    if use.state == "too long":
        return finding._replace(
            note=f"its waiver ends on {use.waiver.expires}, in more than a year: it does not hold"
        )
    return finding._replace(standing="worsened", note=outgrown(use.waiver, finding))


def _notices(use: WaiverUse, installed: Collection[str]) -> Iterator[str]:
    waiver = use.waiver
    name = f"{waiver.position}: waiver of {waiver.rule} on {waiver.subject or 'this place'}"
    if use.unknown_rule:
        hint = did_you_mean(waiver.rule, installed)
        yield f"{name}: no such rule is installed" + (f"; {hint}" if hint else "")
    elif use.state == "unused":
        yield f"{name} matches no finding"
    elif use.state == "expired":
        yield f"{name} ran out on {waiver.expires}: the finding is back"
    elif use.state == "too long":
        yield f"{name} ends on {waiver.expires}: a waiver may run for a year, so this one does not hold"
    elif use.state == "outgrown":
        yield f"{name} no longer covers {len(use.lost)} of its findings: worse than what was accepted"
    elif use.state == "expiring":
        yield f"{name} runs out on {waiver.expires}"
    if use.duplicate:
        yield f"{name} is there twice"
    if len(use.covers) > BROAD and waiver.cut is None:
        yield f"{name} silences {len(use.covers)} findings: name a cut"
    if use.covers and waiver.expires is None:
        yield f"{name} has no end"
    if use.covers and not waiver.owner:
        yield f"{name} has no owner"
