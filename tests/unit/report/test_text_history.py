"""The text report says what it leaves out of history."""

from depaudit import load, scan
from depaudit.cli.output import Look
from depaudit.model.history import History
from depaudit.report import renderer


def test_a_report_without_past_cutoffs_says_so() -> None:
    report = scan(load({"depaudit": 1, "services": [{"id": "s", "requires": ["a"]}],
                        "components": [{"id": "a", "uses": "openai-api/gpt-5"}]}))  # fmt: skip
    text, plain = renderer("text"), Look(100, color=False)
    assert "not replayed" not in text(report, plain)
    assert "Past cutoffs were not replayed" in text(report._replace(history=History()), plain)
