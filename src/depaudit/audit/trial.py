"""The tests that stand in a policy file."""

from typing import NamedTuple

from depaudit.audit.options import ScanOptions
from depaudit.audit.policy import Policy, read_policies
from depaudit.errors import DepauditError

FIXED_DAY = "2026-01-01"
"""The day on which tests are judged, so that they pass tomorrow as well."""


class Trial(NamedTuple):
    """One test of one rule: `kind` is fires or silent, `number` counts the tests of the rule."""

    rule: str
    kind: str
    number: int
    passed: bool
    reason: str = ""


def trials(path: str) -> tuple[Trial, ...]:
    """Every test in a policy file, run. Raises ConfigError for a file that cannot be read."""
    policies = read_policies(path)
    return tuple(_trial(policy, number, path) for policy in policies for number in range(len(policy.tests)))


def _trial(policy: Policy, number: int, path: str) -> Trial:
    from depaudit.audit.scan import scan_inventory
    from depaudit.inventory import load

    kind, plain = policy.tests[number]
    rule = policy.rule.id
    try:
        options = ScanOptions(as_of=FIXED_DAY, select=(rule,), rule_files=(path,), ways_out=False)
        report = scan_inventory(load(plain), options=options)
    except DepauditError as error:
        return Trial(rule, kind, number + 1, passed=False, reason=str(error))
    if report.failures:
        return Trial(rule, kind, number + 1, passed=False, reason=report.failures[0].reason)
    fired = bool(report.findings)
    reason = (
        "" if fired == (kind == "fires") else "it stayed silent" if kind == "fires" else report.findings[0].message
    )
    return Trial(rule, kind, number + 1, fired == (kind == "fires"), reason)
