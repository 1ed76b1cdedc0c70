"""Two reports compared: what the change did to survival, and what was declared along with it."""

from collections.abc import Iterable

from depaudit.audit.baseline import compare
from depaudit.model.change import Change, VerdictChange
from depaudit.model.duration import format_duration
from depaudit.model.report import Report
from depaudit.model.verdict import Verdict

Key = tuple[str, str, str]


def diff(old: Report, new: Report, names: tuple[str, str]) -> Change:
    """What differs. Both should come from one catalog; where they do not, the remarks say so."""
    compared = compare(new, old, names[0])
    was, now = _services(old), _services(new)
    gone = {finding.fingerprint for finding in old.findings} - {finding.fingerprint for finding in new.findings}
    said = compared.compared.remarks if compared.compared else ()
    return Change(
        *names,
        score=(old.score.value, new.score.value),
        verdicts=tuple(_verdicts(old, new)),
        services_added=_minus(now, was),
        services_removed=_minus(was, now),
        ladder=_changed(_ladder(old), _ladder(new)),
        cut_sets=_changed(_cut_sets(old), _cut_sets(new)),
        objectives=_changed(_objectives(old), _objectives(new)),
        new_findings=tuple(one for one in compared.findings if one.standing == "new"),
        worse_findings=tuple(one for one in compared.findings if one.standing == "worsened"),
        gone_findings=tuple(one for one in old.findings if one.fingerprint in gone),
        waivers_added=_minus(_waivers(new), _waivers(old)),
        waivers_removed=_minus(_waivers(old), _waivers(new)),
        overlays_added=_minus(new.overlaid.records, old.overlaid.records),
        overlays_removed=_minus(old.overlaid.records, new.overlaid.records),
        remarks=said,
    )


def _minus(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    left_out = set(other)
    return tuple(dict.fromkeys(name for name in one if name not in left_out))


def _services(report: Report) -> list[str]:
    return [name for name, _, _ in report.subject.services]


def _verdicts(old: Report, new: Report) -> Iterable[VerdictChange]:
    """Verdicts of services that stand on both sides. A cutoff that one side does not know takes nothing there."""
    was, now = _by_key(old), _by_key(new)
    both = set(_services(old)) & set(_services(new))
    accepted = {(one.subject, one.cutoff) for one in new.findings if one.waived is not None}
    for key in sorted({*was, *now}):
        before, after = was.get(key), now.get(key)
        if key[0] not in both or _rank(before) == _rank(after):
            continue
        some = after or before
        assert some is not None
        yield VerdictChange(some.service, some.cutoff, some.kind, _words(before), _words(after),
                            _rank(after) > _rank(before), _rank(after) < _rank(before),
                            (some.service, some.cutoff) in accepted)  # fmt: skip


def _by_key(report: Report) -> dict[Key, Verdict]:
    return {(one.service, one.kind, one.cutoff): one for one in report.survival if one.foreign}


def _rank(verdict: Verdict | None) -> tuple[float, ...]:
    """How bad a verdict is, the most important first: breach, time down, how soon, states."""
    if verdict is None:
        return (0, 0, 0, *(0,) * 3)
    breach = {True: 2, None: 1, False: 0}[verdict.breach]
    lost = float("inf") if verdict.interruption is None else verdict.interruption
    soon = 0 if verdict.first_down is None else 1 / (1 + verdict.first_down)
    order = ("up", "degraded", "unknown", "down")
    return (breach, lost, soon, *(order.index(state) for _, state in verdict.states))


def _words(verdict: Verdict | None) -> str:
    if verdict is None:
        return "up"
    states = ", ".join(f"day {day} {state}" for day, state in verdict.states)
    if not verdict.outages:
        return states
    return f"{states}, outage from {format_duration(verdict.outages[0].start)}"


def _changed(was: dict[str, str], now: dict[str, str]) -> tuple[tuple[str, str, str], ...]:
    return tuple((name, was.get(name, "none"), now.get(name, "none")) for name in dict.fromkeys((*was, *now))
                 if was.get(name) != now.get(name))  # fmt: skip


def _ladder(report: Report) -> dict[str, str]:
    found: dict[str, str] = {}
    for rung in report.ladder:
        if rung.foreign:
            found.setdefault(rung.service, f"one {rung.rung} ({rung.cutoff})")
    return found


def _cut_sets(report: Report) -> dict[str, str]:
    return {f"{one.service} by {one.level}": "; ".join(" + ".join(names) for names in one.sets[:6]) or "none"
            for one in report.cut_sets}  # fmt: skip


def _objectives(report: Report) -> dict[str, str]:
    return {str(one.objective): "breached" if one.breached else "holds" for one in report.objectives}


def _waivers(report: Report) -> list[str]:
    """Waivers in words; one at an objective is told by its reason, since lines and folders move."""
    found = []
    for use in report.waivers:
        waiver = use.waiver
        about = waiver.subject or f"an objective ({waiver.reason})"
        cut = f" under {waiver.cut}" if waiver.cut else ""
        found.append(f"{waiver.rule} on {about}{cut} until {waiver.expires or 'no end'}")
    return found
