"""What a rule says, with enough to trace it: subject, place, proof path, remedy, provenance."""

from typing import Final, Literal, NamedTuple

from depaudit.errors import Position
from depaudit.model.digest import sha256
from depaudit.model.inventory import NOWHERE, Waiver
from depaudit.model.severity import Confidence, Severity

Standing = Literal["open", "new", "worsened", "expired", "known", "waived"]


NO_PATH: Final = "e3b0c44298fc"
"""The mark of a finding without a proof path: the first 12 hex digits of the SHA-256 of nothing."""


class Remedy(NamedTuple):
    """What to do about a finding: one sentence, and where we have one, lines to paste into the inventory."""

    text: str
    patch: str = ""


class Finding(NamedTuple):
    """One result of one rule.

    `subject` is the id of a service or component (or the organisation); `cutoff` is the cut that it is about,
    empty where none is. `path` is the proof: node ids from the subject to what was cut; `path_notes` says of
    each step why it fails. `fingerprint` stays when lines or words move. `evidence` are further lines for the
    reader, `facts` the provenance of the claims in it. `standing` is what waivers and the baseline make of it, `note`
    says why where that needs words.
    """

    rule: str
    name: str
    severity: Severity
    confidence: Confidence
    subject: str
    message: str
    cutoff: str = ""
    location: Position = NOWHERE
    path: tuple[str, ...] = ()
    path_notes: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    remedy: Remedy | None = None
    references: tuple[str, ...] = ()
    fingerprint: str = ""
    waived: Waiver | None = None
    known: bool = False
    standing: Standing = "open"
    note: str = ""

    @property
    def gates(self) -> bool:
        """Whether the finding counts for the gate: neither waived nor known from the baseline."""
        return self.waived is None and not self.known

    @property
    def path_mark(self) -> str:
        """A short stable name of the proof path: what a waiver records of the path that it accepts."""
        if not self.path:
            return NO_PATH
        return sha256("\0".join(self.path).encode("utf-8", "surrogatepass")).hexdigest()[:12]


class RuleCard(NamedTuple):
    """What a report keeps of a rule that ran: enough to explain its findings when the pack is not at hand."""

    id: str
    name: str
    summary: str
    doc: str
    references: tuple[str, ...] = ()
    stability: str = "stable"


class RuleFailure(NamedTuple):
    """A rule that could not run: silence from it must not pass for safety."""

    rule: str
    reason: str
