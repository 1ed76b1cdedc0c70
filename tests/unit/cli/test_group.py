"""How every command ends: with an exit code, and words for people, whatever happens."""

import io
import sys
from pathlib import Path

import click
import pytest

from depaudit.cli import schema
from depaudit.cli.group import MOST_PROBLEMS, run


def test_of_very_many_problems_the_first_are_told_and_the_others_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "inventory.yaml"
    wrong = "".join(f"  - {{id: s{number}, nmae: x}}\n" for number in range(MOST_PROBLEMS + 2))
    path.write_text(f"depaudit: 1\nservices:\n{wrong}", encoding="utf-8")
    assert run(["scan", str(path)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert sum(line.startswith("error: ") for line in lines) == MOST_PROBLEMS
    assert lines[-1] == "and 2 more problems"


@pytest.mark.parametrize("how", [KeyboardInterrupt, click.Abort])
def test_a_command_that_is_interrupted_says_so_and_ends_like_a_shell_does(
    how: type[BaseException], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(**_: object) -> None:
        raise how

    monkeypatch.setattr(schema.command, "callback", interrupted)
    assert run(["schema", "report"]) == 130
    assert capsys.readouterr().err.strip() == "interrupted"


@pytest.mark.parametrize(("argument", "said"), [("--version", "depaudit "), ("--help", "Exit codes: 0 assessed")])
def test_asking_for_the_version_or_for_help_is_success(
    argument: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([argument]) == 0
    assert said in capsys.readouterr().out


def test_streams_that_cannot_change_their_encoding_are_written_to_as_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A caller may have put its own streams in the place of the terminal's."""
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    assert run(["schema", "rates"]) == 0
    assert out.getvalue().startswith("{")
