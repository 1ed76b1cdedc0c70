"""`alternatives` and `plan` as commands: text, JSON, files, wrong input; every example has a plan."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
AS_OF = ("--as-of", "2026-11-24")


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "depaudit", *map(str, arguments)]
    clean = {key: value for key, value in os.environ.items() if not key.startswith("DEPAUDIT_")}
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=clean)


def test_alternatives_for_a_model_as_text_and_json() -> None:
    text = run("alternatives", "gpt-5.5", "--home", "CA", "--exclude-origin", "CN", "--why", *AS_OF)
    assert text.returncode == 0
    for words in ("to run yourself", "as a service", "evidence D", "person-days", "proof: score 100 -> 0",
                  "ruled out", "run your own evaluation"):  # fmt: skip
        assert words in text.stdout
    (answer,) = json.loads(run("alternatives", "gpt-5.5", "--home", "CA", "-f", "json", *AS_OF).stdout)
    assert answer["cut"] == ["US"]
    assert answer["offered"][0]["proof"]["score_after"] == 0
    assert all(one["reasons"] for one in answer["excluded"])


def test_alternatives_in_an_inventory_and_for_a_task() -> None:
    one = run("alternatives", "examples/quickstart.yaml", "-c", "gpt", "--show-correlated", *AS_OF)
    assert "Instead of gpt (now gpt-5)" in one.stdout
    task = run("alternatives", "--task", "ocr", "--home", "DE", "--vram", "0", "--bits", "4", *AS_OF)
    assert "For ocr" in task.stdout
    quiet = run("alternatives", "examples/cases/eu-fallback.yaml", *AS_OF)
    assert quiet.returncode == 0


def test_options_mean_what_they_say() -> None:
    options = ("--context", "1000", "--tools", "--structured", "--language", "fr", "--input", "text", "--gives",
               "text", "--require-origin", "EU", "--territory", "FR", "--revenue", "1e6", "--users", "10", "--osi",
               "--no-copyleft", "--no-hosted", "--domicile", "FR")  # fmt: skip
    (answer,) = json.loads(run("alternatives", "gpt-5.5", *options, "-f", "json", *AS_OF).stdout)
    assert answer["offered"]
    for offer in answer["offered"]:
        assert set(offer["origins"]) <= {"FR", "DE", "ES", "PT", "IT", "NL"}
        assert not offer["hosted"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("alternatives", "no-such-model"),
        ("alternatives", "gpt-5.5", "--exclude-origin", "Mars"),
        ("alternatives", "--task", "juggling"),
        ("alternatives", "examples/quickstart.yaml", "-c", "nobody"),
        ("plan", "examples/quickstart.yaml", "--survive", "Mars"),
        ("plan", "examples/quickstart.yaml", "--services", "nobody"),
        ("plan", "examples/quickstart.yaml", "--scenario", "no-such-file.yaml"),
        ("plan", "examples/quickstart.yaml", "--scenario", "us-vendor-directive+cn-buyer-side-ban"),
        ("plan", "examples/quickstart.yaml", "--apply"),
        ("plan", "examples/quickstart.yaml", "-o", "x.yaml"),
        ("plan", "examples/quickstart.yaml", "--horizon", "soon"),
        ("plan", "examples/maple-bank.yaml", "--apply", "-o", "new.yaml"),
        ("plan", "no-such-file.yaml"),
    ],
)
def test_wrong_input_is_one_clear_message(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr


def test_a_horizon_and_no_target() -> None:
    path = "examples/quickstart.yaml"
    assert "1 of 1 targets" in run("plan", path, "--survive", "US", "--horizon", "30", *AS_OF).stdout
    assert "No target" in run("plan", path, "--survive", "US", "--services", "low", *AS_OF).stdout


def test_a_plan_for_scenarios_goes_with_services_a_horizon_and_a_budget(tmp_path: Path) -> None:
    path = "examples/startup-one-llm.yaml"
    own = tmp_path / "own.yaml"
    own.write_text("depaudit-scenario: 1\nid: own\ntakes:\n  - select: {vendor: openai}\n", encoding="utf-8")
    options = ("--scenario", "us-vendor-directive", "--scenario", own, "-f", "json", *AS_OF)
    whole = json.loads(run("plan", path, *options, "--services", "all").stdout)
    assert whole["reached"]
    assert whole["optimal"]
    assert {cut for _, cut in whole["failing"]} == {"us-vendor-directive", "own"}
    small = json.loads(run("plan", path, *options, "--services", "support-bot", "--budget", "1",
                           "--horizon", "30").stdout)  # fmt: skip
    assert {service for service, _ in small["failing"]} == {"support-bot"}
    assert small["over_budget"]
    assert small["effort_days"]["low"] + small["effort_days"]["high"] <= 2
    target = tmp_path / "new.yaml"
    run("plan", path, "--scenario", "us-vendor-directive", "--services", "all", "--apply", "-o", target, *AS_OF)
    after = json.loads(run("simulate", target, "--scenario", "us-vendor-directive", "-f", "json").stdout)
    assert not any(row["breach"] for row in after["survival"])


def test_a_mistyped_scenario_names_the_nearest() -> None:
    done = run("plan", "examples/quickstart.yaml", "--scenario", "us-vendor-directve")
    assert done.returncode == 2
    assert "did you mean us-vendor-directive" in done.stderr


def test_a_plan_as_text_and_json_is_the_same_every_time() -> None:
    path = ROOT / "examples/startup-one-llm.yaml"
    first, second = (run("plan", path, *AS_OF).stdout for _ in range(2))
    assert first == second
    assert "Proved: simulated" in first
    assert "secures nothing" in first
    plain = json.loads(run("plan", path, "-f", "json", *AS_OF).stdout)
    assert plain["reached"]
    assert plain["optimal"]
    assert plain["effort_days"]["low"] < plain["effort_days"]["high"]
    cheap = json.loads(run("plan", path, "-f", "json", "--budget", "50", *AS_OF).stdout)
    assert cheap["over_budget"]
    assert "Within the budget" in run("plan", path, "--budget", "50", *AS_OF).stdout


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_has_a_plan_that_mends_it_or_says_why_not(path: Path, tmp_path: Path) -> None:
    if path.stem == "maple-bank":
        shutil.copytree(path.parent / "maple-bank", tmp_path / "maple-bank")
    target = tmp_path / "new.yaml"
    options = ("--any-single-jurisdiction", "--services", "all", *AS_OF)
    done = run("plan", path, *options, "--apply", "-o", target)
    assert done.returncode == 0, done.stderr
    assert "not confirm" not in done.stdout
    comments = [line.strip() for line in path.read_text().splitlines() if line.strip().startswith("#")]
    assert all(comment in target.read_text() for comment in comments)
    after = run("scan", target, "--fail-on", "high", "-q", *AS_OF)
    assert after.returncode == 0 or "out of reach" in done.stdout
    assert path.stem == "int-court" or after.returncode == 0
