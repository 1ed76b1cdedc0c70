"""`depaudit diff` and `explain` of a finding: on files, reports and git revisions."""

import json
import subprocess
from pathlib import Path

import pytest

from depaudit.cli.group import run

ROOT = Path(__file__).parents[2]
OLD = """\
depaudit: 1
organisation: {jurisdiction: CA}
services: [{id: s, criticality: critical, requires: [a]}]
objectives: [{services: critical, survive: [US]}]
components: [{id: a, provider: {name: Vendor Home Zero, jurisdiction: CA}}]
"""
NEW = OLD.replace("name: Vendor Home Zero, jurisdiction: CA", "name: Vendor Alpha Zero, jurisdiction: US")
WAIVER = "waivers:\n  - {rule: DA001, subject: s, reason: accepted, owner: cto, expires: 2027-03-01}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "old.yaml").write_text(OLD, encoding="utf-8")
    (tmp_path / "new.yaml").write_text(NEW, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def diff(*arguments: str) -> int:
    return run(["diff", *arguments, "--as-of", "2026-11-24"])


def test_worse_gates_and_says_what(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert diff("old.yaml", "new.yaml") == 1
    shown = capsys.readouterr()
    assert "worse: s under jurisdiction US" in shown.out
    assert "holds -> breached" in shown.out
    assert "survival is worse" in shown.err


def test_the_same_and_the_other_way_round_pass(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert diff("new.yaml", "new.yaml") == 0
    assert capsys.readouterr().out.startswith("No worse: 0 verdicts worse, 0 better")
    assert diff("new.yaml", "old.yaml") == 0
    assert capsys.readouterr().out.startswith("Better")


def test_reports_are_compared_like_what_they_came_from(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("old", "new"):
        run(["scan", f"{name}.yaml", "-q", "-o", f"{name}.json", "--as-of", "2026-11-24"])
    assert diff("old.json", "new.json", "-f", "json") == 1
    from_reports = json.loads(capsys.readouterr().out)
    assert diff("old.yaml", "new.yaml", "-f", "json") == 1
    from_files = json.loads(capsys.readouterr().out)
    assert from_reports["verdicts"] == from_files["verdicts"]
    assert from_reports["worse"]


def test_new_waivers_are_shown_and_may_gate(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "waived.yaml").write_text(NEW + WAIVER, encoding="utf-8")
    assert diff("new.yaml", "waived.yaml") == 0
    assert "DA001 on s until 2027-03-01" in capsys.readouterr().out
    assert diff("new.yaml", "waived.yaml", "--no-new-waivers") == 1


def git(*arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false",
                    *arguments], check=True, capture_output=True)  # fmt: skip


def test_revisions(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "sub").mkdir()
    inventory = folder / "sub" / "inventory.yaml"
    inventory.write_text(OLD + "include: more.yaml\n", encoding="utf-8")
    (folder / "sub" / "more.yaml").write_text("depaudit: 1\n", encoding="utf-8")
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "old")
    inventory.write_text(NEW, encoding="utf-8")
    assert diff("HEAD", "sub/inventory.yaml", "-f", "markdown") == 1
    assert "survive" in capsys.readouterr().out
    assert diff("HEAD:sub/inventory.yaml", "old.yaml") == 0
    capsys.readouterr()
    for wrong in ("no-such-revision", "--output=pwned", "HEAD:nothing.yaml"):
        assert run(["diff", "--", wrong, "sub/inventory.yaml"]) == 2
        assert "error:" in capsys.readouterr().err
    assert not (folder / "pwned").exists()


def test_a_finding_is_explained_in_full(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["scan", "new.yaml", "-q", "-o", "report.json", "--as-of", "2026-11-24", "--select", "DA001"])
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    finding = next(one for one in report["findings"] if one["cutoff"] == "US")
    capsys.readouterr()
    assert run(["explain", finding["fingerprint"], "--report", "report.json"]) == 0
    shown = capsys.readouterr().out
    assert "stopped: s 8 = 8" in shown
    assert "the score is 100" in shown
    assert finding["path_mark"] in shown
    assert run(["explain", "0000", "--report", "report.json"]) == 2


def test_an_event_of_the_catalog_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "us-anthropic-fable5-mythos5-2026", "DA003"]) == 0
    shown = capsys.readouterr().out
    assert "us-anthropic-fable5-mythos5-2026" in shown
    assert "## What it finds" in shown
    assert run(["explain", "DA00l"]) == 2
    assert "did you mean" in capsys.readouterr().err


def test_a_waiver_in_a_comment_at_an_objective_is_the_same_at_a_revision(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    comment = "objectives:  # none\n  # depaudit: allow DA002 until 2027-03-01 because agreed\n  -"
    text = NEW.replace("objectives: [", f"{comment} ").replace("[US]}]", "[US]}")
    (folder / "new.yaml").write_text(text, encoding="utf-8")
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "one")
    assert diff("HEAD", "new.yaml", "--no-new-waivers") == 0
    assert "Waivers" not in capsys.readouterr().out


def test_a_revision_whose_sources_lie_above_the_inventory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "depaudit: 1\norganisation: {jurisdiction: CA}\nsources: [{litellm: ../config.yaml}]\n"
    (tmp_path / "audit").mkdir()
    path = tmp_path / "audit" / "inventory.yaml"
    path.write_text(text + "services: [{id: s, criticality: critical, requires: [chat]}]\n", encoding="utf-8")
    config = "model_list: [{model_name: chat, litellm_params: {model: %s}}]\n"
    (tmp_path / "config.yaml").write_text(config % "ollama/llama3", encoding="utf-8")
    who = ["-c", "user.name=n", "-c", "user.email=n@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "first"]):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True, capture_output=True)
    monkeypatch.chdir(tmp_path)
    assert diff("HEAD", "audit/inventory.yaml", "--root", ".") == 0
    (tmp_path / "config.yaml").write_text(config % "openai/gpt-5", encoding="utf-8")
    assert diff("HEAD", "audit/inventory.yaml", "--root", ".") == 1
    assert diff("HEAD", "audit/inventory.yaml") == 2
