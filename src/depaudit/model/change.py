"""What changed between two reports: per service, in findings, in what was declared."""

from typing import NamedTuple

from depaudit.model.finding import Finding
from depaudit.model.verdict import CutKind


class VerdictChange(NamedTuple):
    """One verdict before and after, in words. `worse` and `better` are both false where it only reads otherwise.

    `accepted`: the finding about it is waived.
    """

    service: str
    cutoff: str
    kind: CutKind
    before: str
    after: str
    worse: bool
    better: bool
    accepted: bool = False


class Change(NamedTuple):
    """The difference of two reports. Pairs are (before, after); texts name what was added or removed."""

    old: str
    new: str
    score: tuple[float, float]
    verdicts: tuple[VerdictChange, ...]
    services_added: tuple[str, ...]
    services_removed: tuple[str, ...]
    ladder: tuple[tuple[str, str, str], ...]
    cut_sets: tuple[tuple[str, str, str], ...]
    objectives: tuple[tuple[str, str, str], ...]
    new_findings: tuple[Finding, ...]
    worse_findings: tuple[Finding, ...]
    gone_findings: tuple[Finding, ...]
    waivers_added: tuple[str, ...]
    waivers_removed: tuple[str, ...]
    overlays_added: tuple[str, ...]
    overlays_removed: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    @property
    def worse(self) -> bool:
        """Whether a service survives less and nobody accepted it, or a tolerance is newly broken."""
        broken = any(after == "breached" and before != "breached" for _, before, after in self.objectives)
        return broken or any(one.worse and not one.accepted for one in self.verdicts)
