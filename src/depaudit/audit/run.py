"""Run rules, each on its own: one that crashes is reported and takes nothing else along."""

from collections.abc import Iterable, Sequence

from depaudit.analysis.assessment import Assessment
from depaudit.errors import SelectorError
from depaudit.inventory.nearest import did_you_mean
from depaudit.model.finding import Finding, Remedy, RuleFailure
from depaudit.model.severity import Severity
from depaudit.rulekit.declare import Rule


def choose(rules: Sequence[Rule], select: Iterable[str], ignore: Iterable[str]) -> tuple[Rule, ...]:
    """The rules that are asked for, by id or name. Raises SelectorError for one that does not exist."""
    known = {name: rule.id for rule in rules for name in (rule.id, rule.id.lower(), rule.name)}
    wanted, unwanted = ({_known(name, known) for name in names} for names in (select, ignore))
    return tuple(rule for rule in rules if (not wanted or rule.id in wanted) and rule.id not in unwanted)


def known_rule(name: str, rules: Sequence[Rule]) -> Rule:
    """The rule of this id or name. Raises SelectorError for one that does not exist."""
    known = {name: rule.id for rule in rules for name in (rule.id, rule.id.lower(), rule.name)}
    identifier = _known(name, known)
    return next(rule for rule in rules if rule.id == identifier)


def _known(name: str, known: dict[str, str]) -> str:
    if name not in known:
        hint = did_you_mean(
            name, [one for one in known if one != one.lower() or "-" in one]
        ) or "rules: " + ", ".join(sorted({*known.values()}))
        raise SelectorError(f"there is no rule {name!r}", hint=hint)
    return known[name]


def run_rules(rules: Iterable[Rule], assessment: Assessment) -> tuple[tuple[Finding, ...], tuple[RuleFailure, ...]]:
    """All findings, worst first and one per fingerprint, and the rules that could not run."""
    found: dict[str, Finding] = {}
    failures = []
    for rule in rules:
        try:
            results = [_sound(finding) for finding in rule.check(rule, assessment)]
        except Exception as error:  # a rule is somebody else's code: whatever it raises must not stop the others
            failures.append(
                RuleFailure(
                    rule.id, f"{type(error).__name__}: {str(error).splitlines()[0][:200] if str(error) else ''}"
                )
            )
            continue
        for finding in results:
            known = found.get(finding.fingerprint)
            if known is None or known.severity < finding.severity:
                found[finding.fingerprint] = finding
    return tuple(sorted(found.values(), key=_worst_first)), tuple(failures)


def _sound(finding: Finding) -> Finding:
    """The finding as it is. Raises TypeError for one that no report could write: a rule is somebody else's code."""
    texts = (finding.subject, finding.message, finding.cutoff, finding.note, *finding.path, *finding.path_notes,
             *finding.evidence, *finding.facts, *finding.references)  # fmt: skip
    try:
        "".join(texts)  # the quickest way to ask whether all of them are texts
    except TypeError:
        odd = next(text for text in texts if not isinstance(text, str))
        raise TypeError(f"a finding holds {odd!r} where a text belongs") from None
    if not isinstance(finding.severity, Severity):
        raise TypeError(f"the severity of a finding is a Severity, not {finding.severity!r}")
    if finding.remedy is not None and not isinstance(finding.remedy, Remedy):
        raise TypeError(f"the remedy of a finding is a Remedy, not {finding.remedy!r}")
    return finding


def with_severities(
    findings: Iterable[Finding], wanted: Iterable[tuple[str, Severity]], rules: Sequence[Rule]
) -> tuple[Finding, ...]:
    """Findings with the severity that the user gives to their rule. Raises SelectorError for a rule not there."""
    known = {name: rule.id for rule in rules for name in (rule.id, rule.id.lower(), rule.name)}
    levels = {_known(name, known): severity for name, severity in wanted}
    changed = (finding._replace(severity=levels.get(finding.rule, finding.severity)) for finding in findings)
    return tuple(sorted(changed, key=_worst_first))


def _worst_first(finding: Finding) -> tuple[int, str, str, str]:
    return -finding.severity, finding.rule, finding.subject, finding.cutoff
