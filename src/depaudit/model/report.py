"""The report: everything one scan says. Reporters render it and decide nothing."""

from typing import TYPE_CHECKING, Any, NamedTuple

from depaudit.model.chains import Chain, Illusion
from depaudit.model.finding import Finding, RuleCard, RuleFailure
from depaudit.model.history import History
from depaudit.model.inventory import Coverage
from depaudit.model.overlaid import Overlaid
from depaudit.model.results import (
    Alternative,
    Assumption,
    Concentration,
    CutSets,
    Exposure,
    ObjectiveResult,
    Rung,
    Score,
    Unknown,
)
from depaudit.model.severity import Severity
from depaudit.model.verdict import Verdict
from depaudit.model.waiver import WaiverUse

if TYPE_CHECKING:
    from depaudit.model.picture import Picture


class Subject(NamedTuple):
    """What was assessed. `home` is empty when nobody said it; `services` are (id, weight, RTO in seconds)."""

    organisation: str
    jurisdiction: str | None
    home: tuple[str, ...]
    paths: tuple[str, ...]
    digest: str
    services: tuple[tuple[str, float, int], ...]
    components: int
    warnings: tuple[str, ...] = ()


class Compared(NamedTuple):
    """The report that findings were compared with. `gone` are the ids and messages of findings that it alone has.

    `remarks` say what makes the comparison less than exact: other rules, another catalog, another version.
    """

    path: str
    as_of: str
    tool_version: str
    catalog_version: str
    score: float
    gone: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()


class Report(NamedTuple):
    """One scan. `depaudit schema report` describes its plain form; the same input and `as_of` give the same value.

    `picture` is there only where it was asked for: the graph with every node's state under every cut. `rules` are
    those that ran, `compared` is the baseline, where there was one.
    """

    tool_version: str
    as_of: str
    horizons: tuple[int, ...]
    subject: Subject
    catalog_version: str
    catalog_as_of: str
    headline: str
    score: Score
    survival: tuple[Verdict, ...]
    ladder: tuple[Rung, ...]
    objectives: tuple[ObjectiveResult, ...]
    exposure: tuple[Exposure, ...]
    cut_sets: tuple[CutSets, ...]
    concentration: tuple[Concentration, ...]
    findings: tuple[Finding, ...]
    assumptions: tuple[Assumption, ...]
    unknowns: tuple[Unknown, ...]
    not_assessed: tuple[str, ...] = ()
    failures: tuple[RuleFailure, ...] = ()
    stale_facts: int = 0
    alternatives: tuple[Alternative, ...] = ()
    picture: "Picture | None" = None
    overlaid: Overlaid = Overlaid()
    coverage: tuple[Coverage, ...] = ()
    history: History = History()
    chains: tuple[Chain, ...] = ()
    illusions: tuple[Illusion, ...] = ()
    rules: tuple[RuleCard, ...] = ()
    waivers: tuple[WaiverUse, ...] = ()
    compared: Compared | None = None

    @property
    def severity(self) -> Severity | None:
        """The worst severity among findings that are not waived; None when there is none."""
        return max((finding.severity for finding in self.findings if not finding.waived), default=None)

    def count(self, severity: Severity) -> int:
        """How many findings of one severity are not waived."""
        return sum(finding.severity is severity and not finding.waived for finding in self.findings)

    def to_dict(self) -> dict[str, Any]:
        """The report as plain data: `depaudit.report/1`, as `depaudit schema report` describes it."""
        from depaudit.model.plain import plain_report

        return plain_report(self)
