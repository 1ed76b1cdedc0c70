"""How a rule is declared: an id, a name, a manual page, and a function from the assessment to findings."""

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Literal, NamedTuple

from depaudit.analysis.assessment import Assessment
from depaudit.errors import Position
from depaudit.model.digest import sha256
from depaudit.model.finding import Finding
from depaudit.model.inventory import NOWHERE
from depaudit.model.severity import Confidence, Severity

VERSION: Final = "1.1"
"""The version of the rule kit. Within one major number it only grows: what a pack uses today stays."""

OptionValue = bool | int | float | str
Check = Callable[["Rule", Assessment], Iterable[Finding]]


class Rule(NamedTuple):
    """A rule: `doc` is its manual page, `check` yields its findings.

    `precedents` are ids of events in the catalog, which holds their dates and sources. `since` is the version of the
    pack in which the rule appeared, `confidence` that of its findings unless one says otherwise. `frameworks` are
    pairs of a framework of the catalog and the article of it that speaks of what the rule finds. `options` are names
    and defaults of what users may set, `values` what they did set.
    """

    id: str
    name: str
    check: Check
    doc: str
    references: tuple[str, ...] = ()
    stability: Literal["stable", "preview"] = "stable"
    precedents: tuple[str, ...] = ()
    since: str = ""
    confidence: Confidence = "high"
    frameworks: tuple[tuple[str, str], ...] = ()
    options: tuple[tuple[str, OptionValue], ...] = ()
    values: tuple[tuple[str, OptionValue], ...] = ()

    def option(self, name: str) -> Any:
        """What the user set for an option, else its default; of the default's type. Raises KeyError."""
        return {**dict(self.options), **dict(self.values)}[name]

    @property
    def summary(self) -> str:
        """The first line of the manual page."""
        return self.doc.strip().partition("\n")[0]

    def finding(
        self,
        subject: str,
        severity: Severity,
        message: str,
        *,
        cutoff: str = "",
        confidence: Confidence | None = None,
        at: Position = NOWHERE,
        **more: Any,
    ) -> Finding:
        """A finding of this rule; its fingerprint is made of rule, subject and cutoff and of nothing that moves."""
        references = more.pop("references", self.references)
        return Finding(self.id, self.name, severity, confidence or self.confidence, subject, message, cutoff, at,
                       references=references, fingerprint=fingerprint(self.id, subject, cutoff), **more)  # fmt: skip


def rule(
    rule_id: str,
    name: str,
    *,
    references: Iterable[str] = (),
    precedents: Iterable[str] = (),
    stability: Literal["stable", "preview"] = "stable",
    since: str = "",
    confidence: Confidence = "high",
    frameworks: Iterable[tuple[str, str]] = (),
    options: Mapping[str, OptionValue] | None = None,
) -> Callable[[Check], Rule]:
    """Declare a rule over its check; the docstring of the module it stands in is the manual page."""

    def declare(check: Check) -> Rule:
        doc = sys.modules[check.__module__].__doc__ or check.__doc__ or ""
        return Rule(rule_id, name, check, doc, tuple(references), stability, tuple(precedents), since, confidence,
                    tuple(frameworks), tuple((options or {}).items()))  # fmt: skip

    return declare


def fingerprint(rule_id: str, subject: str, cutoff: str) -> str:
    """A short stable name of a finding: the first 16 hex digits of a SHA-256."""
    return sha256("\0".join((rule_id, subject, cutoff)).encode("utf-8", "surrogatepass")).hexdigest()[:16]
