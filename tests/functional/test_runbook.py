"""The runbook through the installed command, on the bundled examples and on wrong input."""

import json
from pathlib import Path
from typing import Any

import pytest

from functional.test_command_line import EXAMPLES, run

JUNE = "us-anthropic-fable5-mythos5-2026"
DAY = ("--as-of", "2026-11-24")
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))


def plain(*arguments: object) -> dict[str, Any]:
    done = run("runbook", *arguments, "--format", "json", *DAY)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_june_directive_on_the_startup() -> None:
    """It arrived as 404; the gate knows that error, an older model takes over; the coding tool has none."""
    found = plain("examples/startup-one-llm.yaml", "--scenario", JUNE)
    there, back = found["steps"]
    assert (there["option"], there["at_h"], there["until_h"]) == ("older-model-same-vendor", 0.08, 18 * 24)
    assert (there["fires"], there["drill"]) == (True, "never")
    assert back["back"]
    assert [one["service"] for one in found["nothing_ready"]] == ["coding-agent"]
    assert [one["id"] for one in found["lost_tools"]] == ["coding-tool"]
    assert found["callers_see"] == [{"scenario": JUNE, "error": "not_found", "known": True}]


def test_without_its_end_nobody_goes_back() -> None:
    found = plain("examples/startup-one-llm.yaml", "--scenario", JUNE, "--unlifted")
    assert [(one["option"], one["until_h"]) for one in found["steps"]] == [("older-model-same-vendor", None)]
    assert found["nothing_ready"][0]["end_h"] is None


def test_the_ministry_loses_the_login_that_opens_its_way_out() -> None:
    """Le Chat stands ready, and cannot be reached: the directory is the primary's."""
    found = plain("examples/ministry.yaml", "--scenario", "us-sanctions-listing")
    assert not found["steps"]
    assert {one["service"] for one in found["nothing_ready"]} == {"mail", "drafting", "translation"}
    assert "login" in {one["id"] for one in found["lost_tools"]}


def test_the_ministry_has_an_old_drill() -> None:
    """Microsoft's cloud alone: Le Chat takes over after a day; its drill of 12 May is 196 days old."""
    told = run("runbook", "examples/ministry.yaml", "--scenario", "eu-ms-cloud-russia-2024", *DAY).stdout
    assert "1. after 1 d: assistant on le-chat, in place of copilot" in told
    assert "last done on 2026-05-12, more than 90 days ago" in told
    fresh = run("runbook", "examples/ministry.yaml", "--scenario", "eu-ms-cloud-russia-2024", "--as-of",
                "2026-06-01").stdout  # fmt: skip
    assert "Drills due" not in fresh


def test_markdown_is_a_list_of_tasks() -> None:
    done = run("runbook", "examples/startup-one-llm.yaml", "--scenario", JUNE, "--format", "markdown", *DAY)
    assert done.stdout.startswith(f"# Runbook for {JUNE}\n")
    assert "1. [ ] after 5 min: frontier-model on older-model-same-vendor" in done.stdout


@pytest.mark.parametrize("name", NAMES)
def test_every_example_has_a_runbook_that_is_the_same_each_time(name: str) -> None:
    arguments = ("runbook", EXAMPLES / f"{name}.yaml", "--scenario", "us-sanctions-listing", *DAY)
    first, second = (run(*arguments, PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout


def test_an_inventory_without_services_is_nothing_to_assess(tmp_path: Path) -> None:
    path = tmp_path / "empty.yaml"
    path.write_text("depaudit: 1\ncomponents: [{id: a, uses: auth0}]\n", encoding="utf-8")
    done = run("runbook", path, "--scenario", "us-sanctions-listing", *DAY)
    assert done.returncode == 3
    assert "nothing to assess" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("examples/quickstart.yaml",), "--scenario"),
        (("examples/quickstart.yaml", "--scenario", "no-such-thing"), "there is no scenario 'no-such-thing'"),
        (("examples/quickstart.yaml", "--scenario", "us-vendor-direktive"), "us-vendor-directive"),
        (("examples/quickstart.yaml", "--scenario", "no-such-file.yaml"), "no-such-file.yaml"),
        (("no-such-inventory.yaml", "--scenario", JUNE), "no-such-inventory.yaml"),
        (("examples/quickstart.yaml", "--scenario", JUNE, "--as-of", "today"), "is not a date"),
        (("examples/quickstart.yaml", "--scenario", JUNE, "--format", "html"), "html"),
        (("examples/quickstart.yaml", "--scenario", JUNE, "--scenario", "cn-buyer-side-ban"), "not one cutoff"),
    ],
)
def test_wrong_input_is_said(arguments: tuple[str, ...], said: str) -> None:
    done = run("runbook", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not done.stdout


def test_help_has_examples() -> None:
    assert "depaudit runbook inventory.yaml --scenario" in run("runbook", "--help").stdout
