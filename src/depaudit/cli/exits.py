"""Exit codes: the one place that knows them. When several apply: 2, 4, 3, 1, 0 in that order."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from depaudit.audit.gate import GateResult
    from depaudit.model.report import Report

PASSED: Final = 0
GATED: Final = 1
WRONG_INPUT: Final = 2
NOTHING: Final = 3
INCOMPLETE: Final = 4


def exit_code(report: "Report", gate: "GateResult") -> int:
    """The exit code of a scan that came to an end."""
    if gate.incomplete:
        return INCOMPLETE
    if not report.subject.services or not report.subject.components:
        return NOTHING
    return GATED if gate.failed else PASSED
