"""The installed command on the bundled examples: verdicts, exit codes, formats, errors."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
CASES = EXAMPLES / "cases"


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "depaudit", *map(str, arguments)]
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("DEPAUDIT_", "COV_CORE"))}
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT,
                          env={**clean, **environment})  # fmt: skip


def report_of(path: Path, *more: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("scan", path, "--format", "json", "--as-of", "2026-11-24", *more).stdout)
    return found


def text_of(report: dict[str, Any]) -> str:
    return json.dumps(report["findings"])


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("one-us-api", 1),
        ("eu-fallback", 0),
        ("fallback-same-cloud", 1),
        ("fallback-same-login", 1),
        ("cluster-operated-by-us", 1),
        ("cluster-operated-at-home", 0),
    ],
)
def test_cases_have_the_verdict_that_they_are_there_for(name: str, code: int) -> None:
    done = run("scan", CASES / f"{name}.yaml", "--as-of", "2026-11-24")
    assert done.returncode == code, done.stdout
    assert "Traceback" not in done.stderr


def test_one_api_falls_with_one_model() -> None:
    report = report_of(CASES / "one-us-api.yaml")
    assert report["ladder"][0]["rung"] == "model"
    assert "one model" in report["summary"]["headline"]


def test_a_fallback_on_the_same_cloud_names_the_cloud() -> None:
    assert "google" in text_of(report_of(CASES / "fallback-same-cloud.yaml"))


def test_a_fallback_behind_the_same_login_names_the_login() -> None:
    findings = report_of(CASES / "fallback-same-login.yaml")["findings"]
    assert any("login" in name for finding in findings for name in (*finding["path"], *finding["evidence"]))


def test_who_operates_the_cluster_decides() -> None:
    def states(name: str) -> dict[str, str]:
        rows = report_of(CASES / f"cluster-operated-{name}.yaml")["survival"]
        found: dict[str, str] = next(row["states"] for row in rows if row["cutoff"] == "US")
        return found

    assert states("by-us")["0"] == "down"
    assert states("at-home")["0"] == "up"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_example_is_assessed_and_repeats_itself(path: Path) -> None:
    first = run("scan", path, "-f", "json", "--as-of", "2026-11-24", PYTHONHASHSEED="1")
    second = run("scan", path, "-f", "json", "--as-of", "2026-11-24", PYTHONHASHSEED="2")
    assert first.returncode in (0, 1)
    assert first.stdout == second.stdout
    report = json.loads(first.stdout)
    assert report["schema"] == "depaudit.report/1"
    services = {row["id"] for row in report["inventory"]["services"]}
    cutoffs = {(row["kind"], row["cutoff"]) for row in report["survival"]}
    assert len(report["survival"]) == len(services) * len(cutoffs)


@pytest.mark.parametrize("form", ["text", "concise", "markdown"])
def test_formats_carry_the_same_findings(form: str) -> None:
    done = run("scan", CASES / "fallback-same-login.yaml", "-f", form, "--as-of", "2026-11-24")
    assert done.returncode == 1
    assert "DA001" in done.stdout
    assert "\x1b[" not in done.stdout


def test_simulate_tells_states_and_path() -> None:
    done = run("simulate", CASES / "one-us-api.yaml", "--cut", "US")
    assert done.returncode == 0
    assert "day 0 down" in done.stdout
    assert "->" in done.stdout
    (verdict,) = json.loads(run("simulate", CASES / "one-us-api.yaml", "--cut", "US", "-f", "json").stdout)
    assert verdict["states"] == {"0": "down", "30": "down", "365": "down"}


def test_a_file_is_written_whole_and_only_where_it_was_named(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    run("scan", CASES / "eu-fallback.yaml", "-q", "-o", target, "-o", f"text={tmp_path / 'report'}")
    assert json.loads(target.read_text(encoding="utf-8"))["schema"] == "depaudit.report/1"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report", "report.json"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["scan", "missing.yaml"], 2, "no such file"),
        (["scan"], 2, "Missing argument"),
        (["scan", CASES / "eu-fallback.yaml", "--home", "Narnia"], 2, "not a jurisdiction"),
        (["scan", CASES / "eu-fallback.yaml", "--as-of", "soon"], 2, "not a date"),
        (["scan", CASES / "eu-fallback.yaml", "--select", "DA999"], 2, "no rule"),
        (["scan", CASES / "eu-fallback.yaml", "-o", "report.exe"], 2, "no format"),
        (["simulate", CASES / "eu-fallback.yaml", "--cut", "vendor:nobody-at-all"], 2, "no vendor"),
        (["explain", "DA999"], 2, "no rule"),
        (["import", "litellm", CASES / "eu-fallback.yaml"], 2, "not a litellm"),
        (["catalog", "show", "no-such-entry-anywhere"], 2, "does not know"),
        (["nonsense"], 2, "No such command"),
    ],
)
def test_wrong_use_gets_one_clear_message(arguments: list[object], code: int, said: str) -> None:
    done = run(*arguments)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_to_assess_is_not_all_clear(tmp_path: Path) -> None:
    empty = tmp_path / "empty.yaml"
    empty.write_text("depaudit: 1\n", encoding="utf-8")
    assert run("scan", empty).returncode == 3


def test_settings_come_from_the_nearest_file_and_the_command_line_wins(tmp_path: Path) -> None:
    inventory = tmp_path / "inventory.yaml"
    inventory.write_text((CASES / "one-us-api.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "depaudit.toml").write_text('fail-on = "never"\n', encoding="utf-8")
    assert run("scan", inventory, "-q").returncode == 0
    assert run("scan", inventory, "-q", "--fail-on", "high").returncode == 1
    assert run("scan", inventory, "-q", DEPAUDIT_SCAN_FAIL_ON="high").returncode == 1
    (tmp_path / "depaudit.toml").write_text('fail-no = "never"\n', encoding="utf-8")
    wrong = run("scan", inventory, "-q")
    assert wrong.returncode == 2
    assert "fail-on" in wrong.stderr


@pytest.mark.parametrize(
    "command",
    [
        ["--help"],
        ["--version"],
        ["scan", "--help"],
        ["rules", "list"],
        ["rules", "list", "-f", "json"],
        ["schema", "inventory"],
        ["explain", "DA003"],
        ["catalog", "search", "mistral"],
        ["catalog", "show", "mistral-api"],
        ["catalog", "show", "nvidia-h100", "-f", "json"],
    ],
)
def test_reading_commands_answer(command: list[str]) -> None:
    done = run(*command)
    assert done.returncode == 0, done.stderr
    assert done.stdout


GATEWAY = """\
model_list:
  - model_name: chat
    litellm_params: {model: azure/gpt-5, api_key: sk-do-not-show-this-1234567890}
  - model_name: backup
    litellm_params: {model: anthropic/claude-opus-4-5, api_key: os.environ/KEY}
router_settings:
  fallbacks: [{chat: [backup, ghost]}]
"""


def test_a_gateway_file_stands_in_for_an_inventory(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(GATEWAY, encoding="utf-8")
    done = run("scan", path, "--home", "CA")
    assert done.returncode == 1
    assert "sk-do-not-show" not in done.stdout
    assert "ghost" in done.stdout
    drafted = tmp_path / "inventory.yaml"
    drafted.write_text(run("import", "litellm", path, "--home", "CA").stdout, encoding="utf-8")
    assert "sk-do-not-show" not in drafted.read_text(encoding="utf-8")
    direct, imported = (report_of(one, "--home", "CA")["survival"] for one in (path, drafted))
    assert [row["states"] for row in direct] == [row["states"] for row in imported]


def test_an_inventory_may_point_at_the_live_gateway_file(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(GATEWAY, encoding="utf-8")
    inventory = tmp_path / "inventory.yaml"
    text = "depaudit: 1\norganisation: {jurisdiction: CA}\nsources: [{litellm: config.yaml}]\n"
    inventory.write_text(text + "services: [{id: s, criticality: critical, requires: [chat]}]\n", encoding="utf-8")
    report = report_of(inventory)
    assert report["summary"]["severity"] in ("high", "critical")
    inventory.write_text(text.replace("config.yaml", "../config.yaml"), encoding="utf-8")
    outside = run("scan", inventory)
    assert outside.returncode == 2
    assert "outside" in outside.stderr


def test_components_without_a_service_are_nothing_to_assess(tmp_path: Path) -> None:
    path = tmp_path / "inventory.yaml"
    path.write_text("depaudit: 1\ncomponents: [{id: a, provider: {own: true}}]\n", encoding="utf-8")
    assert run("scan", path).returncode == 3


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_reports_beside_the_examples_are_what_the_command_prints(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "report"
    run("scan", path.relative_to(ROOT), "--as-of", "2026-11-24", "-q", "-o", f"text={target}")
    expected = (EXAMPLES / "reports" / f"{path.stem}.txt").read_text(encoding="utf-8")
    assert target.read_text(encoding="utf-8") == expected
