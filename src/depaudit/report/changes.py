"""A difference of two reports: as text, Markdown or plain data for JSON."""

from collections.abc import Callable, Iterator
from typing import Any

from depaudit.model.change import Change, VerdictChange
from depaudit.model.plain import plain_finding
from depaudit.report.escape import clip, markdown, terminal

MOST = 30


def plain(change: Change) -> dict[str, Any]:
    """`depaudit.diff/1`."""
    rest = {name: value for name, value in change._asdict().items() if not name.endswith("_findings")}
    return {
        "schema": "depaudit.diff/1",
        "worse": change.worse,
        **rest,
        "verdicts": [one._asdict() for one in change.verdicts],
        "new_findings": [plain_finding(one) for one in change.new_findings],
        "worse_findings": [plain_finding(one) for one in change.worse_findings],
        "gone_findings": [plain_finding(one) for one in change.gone_findings],
    }


def text(change: Change) -> str:
    """For a terminal."""
    return "\n".join(_lines(change, terminal, "")) + "\n"


def as_markdown(change: Change) -> str:
    """For a pull request."""
    return "\n".join(_lines(change, markdown, "### ")) + "\n"


def _lines(change: Change, safe: Callable[[str], str], head: str) -> Iterator[str]:
    worse = sum(one.worse for one in change.verdicts)
    better = sum(one.better for one in change.verdicts)
    said = "Worse" if change.worse else "Better" if better and not worse else "No worse"
    yield f"{head}{said}: {worse} verdicts worse, {better} better; score {change.score[0]:g} -> {change.score[1]:g}"
    yield ""
    for title, lines in (
        ("Services added", change.services_added),
        ("Services removed", change.services_removed),
        ("Survival", tuple(map(_verdict, sorted(change.verdicts, key=lambda one: not one.worse)))),
        ("Smallest cut", tuple(map(_pair, change.ladder))),
        ("Cut sets", tuple(map(_pair, change.cut_sets))),
        ("Objectives", tuple(map(_pair, change.objectives))),
        ("New findings", tuple(f"{one.severity} {one.rule} {one.message}" for one in change.new_findings)),
        ("Worse findings", tuple(f"{one.severity} {one.rule} {one.message}: {one.note}"
                                 for one in change.worse_findings)),
        ("Gone findings", tuple(f"{one.severity} {one.rule} {one.message}" for one in change.gone_findings)),
        ("Waivers added", change.waivers_added),
        ("Waivers removed", change.waivers_removed),
        ("Overlays added", change.overlays_added),
        ("Overlays removed", change.overlays_removed),
        ("To know", change.remarks),
    ):  # fmt: skip
        if lines:
            yield f"{head and '**'}{title}{head and '**'}"
            yield ""
            yield from (f"- {safe(clip(line, 300))}" for line in lines[:MOST])
            if len(lines) > MOST:
                yield f"- and {len(lines) - MOST} more"
            yield ""


def _verdict(one: VerdictChange) -> str:
    word = "worse" if one.worse else "better"
    accepted = " (accepted by a waiver)" if one.accepted and one.worse else ""
    return f"{word}: {one.service} under {one.kind} {one.cutoff}: {one.before} -> {one.after}{accepted}"


def _pair(part: tuple[str, str, str]) -> str:
    return f"{part[0]}: {part[1]} -> {part[2]}"
