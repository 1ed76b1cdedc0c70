"""Reading values back: every kind that reports hold, and one clear error for a value of another."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

import pytest

from depaudit.errors import Position
from depaudit.model.decode import decode
from depaudit.model.finding import RuleFailure
from depaudit.model.severity import Severity


@pytest.mark.parametrize(
    ("kind", "plain", "value"),
    [
        (str, "a", "a"),
        (int, 3, 3),
        (float, 3, 3),
        (bool, True, True),
        (date, "2026-11-24", date(2026, 11, 24)),
        (Severity, "high", Severity.HIGH),
        (str | None, None, None),
        (int | str, "a", "a"),
        (tuple[str, ...], ["a", "b"], ("a", "b")),
        (tuple[str, int], ["a", 1], ("a", 1)),
        (Literal["a", "b"], "b", "b"),
        (Mapping[int, str], {"1": "a"}, {1: "a"}),
        (Mapping[str, Any], {"a": [1]}, {"a": [1]}),
        (Position, {"path": "f", "line": 2, "column": None}, Position("f", 2)),
        (RuleFailure, {"rule": "r", "reason": "s", "later": 1}, RuleFailure("r", "s")),
    ],
)
def test_values_come_back(kind: Any, plain: Any, value: Any) -> None:
    assert decode(kind, plain) == value


@pytest.mark.parametrize(
    ("kind", "plain"),
    [
        (str, 1),
        (int, True),
        (int, "1"),
        (bool, 1),
        (date, "soon"),
        (Severity, "bad"),
        (tuple[str, ...], "ab"),
        (tuple[str, int], ["a"]),
        (Literal["a"], "c"),
        (Mapping[str, str], []),
        (Position, "f:2"),
        (RuleFailure, []),
        (RuleFailure, {"rule": "r"}),
        (int | None, "x"),
    ],
)
def test_others_are_refused(kind: Any, plain: Any) -> None:
    with pytest.raises(ValueError, match=r".+"):
        decode(kind, plain)


def test_a_kind_that_no_report_holds() -> None:
    with pytest.raises(TypeError):
        decode(set, [])
