"""How states and times are put into words, the same in every format."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from depaudit.model.duration import format_duration
from depaudit.model.finding import Finding
from depaudit.model.lever import OTHER_STATE
from depaudit.model.report import Report
from depaudit.model.verdict import Verdict


def cell(verdict: Verdict, rto: int) -> str:
    """A verdict in one cell: the states over the horizons, or the outage that no horizon shows.

    `down, degraded by 30d` is down on day 0 and degraded on day 30.
    """
    if verdict.baseline:
        return "down (baseline)"
    if all(state in ("up", "degraded") for _, state in verdict.states) and verdict.outages:
        outage = verdict.outages[0]
        end = "on" if outage.end is None else f"- {format_duration(outage.end)}"
        return f"down {format_duration(outage.start)} {end} (RTO {format_duration(rto)})"
    changes = [f"{state} by {day}d" for (_, before), (day, state) in pairwise(verdict.states) if state != before]
    return ", ".join((verdict.states[0][1], *changes))


def column(cutoff: str, kind: str, *, foreign: bool) -> str:
    """The head of a column: the cutoff, marked if it is one's own."""
    name = "other" if cutoff == OTHER_STATE else cutoff
    return name if foreign else f"{name} (home)"


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 finding`, `2 findings`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def cited(note: str) -> tuple[str, str]:
    """The words of a step of a path, and the source with its date that stands behind them; empty where none does."""
    words, bracket, source = note.rpartition(" [")
    return (words, source.removesuffix("]")) if bracket and note.endswith("]") else (note, "")


def orders(counts: Iterable[tuple[int, int]]) -> str:
    """Counts of cut sets by order: `1 single point, 12 pairs, 3 sets of 4`."""
    names = {1: "single point", 2: "pair", 3: "triple"}
    return ", ".join(
        counted(number, names[order]) if order in names else counted(number, f"set of {order}", f"sets of {order}")
        for order, number in counts
    )


def status(finding: Finding) -> str:
    """What waivers and the baseline make of a finding, in words; empty where nothing was said of it."""
    if (waiver := finding.waived) is not None:
        until = f" until {waiver.expires}" if waiver.expires else ", without end"
        owner = f" by {waiver.owner}" if waiver.owner else ""
        return f"waived{until}{owner}: {waiver.reason}"
    words = {"open": "", "known": "known from the baseline", "expired": "waiver ran out"}
    said = words.get(finding.standing, finding.standing)
    return f"{said}: {finding.note}" if said and finding.note else said or finding.note


def closing(report: Report) -> str:
    """The last sentence: what was assessed, what was assumed, what is not known, what was not assessed."""
    cutoffs = len({(verdict.kind, verdict.cutoff) for verdict in report.survival})
    services = counted(len(report.subject.services), "service")
    components = counted(report.subject.components, "component")
    parts = [
        f"Assessed {services} on {components} under {counted(cutoffs, 'cutoff')}",
        f"{counted(len(report.assumptions), 'assumption')} of ours",
        f"{counted(len(report.unknowns), 'unknown fact')} that decide" + ("s" if len(report.unknowns) == 1 else ""),
        f"{counted(sum(finding.waived is not None for finding in report.findings), 'finding')} waived",
    ]
    if report.compared is not None:
        known = sum(finding.known for finding in report.findings)
        parts.append(f"{known} known from the baseline of {report.compared.as_of}")
    silent = [*report.not_assessed, *(f"rule {failure.rule}: {failure.reason}" for failure in report.failures)]
    tail = "Not assessed: " + "; ".join(silent) if silent else "Nothing was left out"
    return ", ".join(parts) + f". {tail}."


def matrix_rows(report: Report, kinds: Sequence[str], most: int) -> tuple[list[tuple[str, str]], int]:
    """The cutoffs to show as columns, the worst first, and how many more leave everything up."""
    hurt: dict[tuple[str, str], float] = {}
    weight = {name: share for name, share, _ in report.subject.services}
    rank = {"up": 0.0, "degraded": 0.1, "unknown": 0.9, "down": 1.0}
    for verdict in report.survival:
        if verdict.kind in kinds:
            key = (verdict.kind, verdict.cutoff)
            pain = rank[verdict.worst_state] + (0.5 if verdict.gates else 0)
            hurt[key] = hurt.get(key, 0.0) + weight[verdict.service] * pain
    felt = sorted(
        (key for key, pain in hurt.items() if pain), key=lambda key: (-hurt[key], kinds.index(key[0]), key[1])
    )
    return felt[:most], len(hurt) - len(felt[:most])
