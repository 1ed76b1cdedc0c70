"""The files for CI systems: their commands run here as they stand there, and nothing from outside becomes shell."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
BINARIES = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
EVIL = "inventory.yaml; touch pwned #$(touch pwned)`touch pwned`"


def steps() -> dict[str, dict[str, Any]]:
    return {step["name"]: step for step in ACTION["runs"]["steps"]}


def bash(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    (folder / "temp").mkdir(exist_ok=True)
    given = {"PATH": BINARIES, "RUNNER_TEMP": str(folder / "temp"), "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
             "GITHUB_OUTPUT": str(folder / "output"), "HOME": str(folder), **environment}  # fmt: skip
    return subprocess.run(["bash", "-eo", "pipefail", "-c", script], cwd=folder, env=given, capture_output=True,
                          text=True, check=False)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    text = (ROOT / "examples/quickstart.yaml").read_text(encoding="utf-8")
    (tmp_path / "inventory.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def scan_environment(path: str) -> dict[str, str]:
    return {"INPUT_PATH": path, "INPUT_FAIL_ON": "high", "INPUT_BASELINE": "", "INPUT_SARIF": "depaudit.sarif",
            "INPUT_REPORT": "depaudit.json"}  # fmt: skip


def test_no_expression_stands_inside_a_script() -> None:
    for name, step in steps().items():
        assert "${{" not in step["run"], name
    assert ".html" not in (ROOT / "action.yml").read_text(encoding="utf-8")


def test_the_scan_step_writes_sarif_summary_and_code(folder: Path) -> None:
    done = bash(steps()["Scan"]["run"], folder, **scan_environment("inventory.yaml"))
    assert done.returncode == 0, done.stderr
    assert "::error" in done.stdout
    assert (folder / "depaudit.sarif").is_file()
    assert "US cut" in (folder / "summary.md").read_text(encoding="utf-8")
    assert (folder / "output").read_text(encoding="utf-8") == "code=1\n"
    assert bash(steps()["Gate"]["run"], folder, CODE="1").returncode == 1


def test_a_hostile_path_is_only_a_path(folder: Path) -> None:
    bash(steps()["Scan"]["run"], folder, **scan_environment(EVIL))
    bash(steps()["Compare with the base"]["run"], folder, INPUT_PATH=EVIL, INPUT_BASE="--upload-pack=touch pwned")
    assert not (folder / "pwned").exists()
    assert (folder / "output").read_text(encoding="utf-8") == "code=2\n"


def test_the_gitlab_job_runs(folder: Path) -> None:
    job = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text(encoding="utf-8"))["depaudit"]
    (script,) = [line for line in job["script"] if line.startswith("depaudit")]
    done = bash(script, folder, **job["variables"] | {"DEPAUDIT_INVENTORY": "inventory.yaml"})
    assert done.returncode == 1, done.stderr
    for path in job["artifacts"]["reports"].values():
        assert (folder / path).is_file()


def test_the_hook_runs_on_the_files_that_it_names(folder: Path) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert bash(f"{hook['entry']} inventory.yaml", folder).returncode == 1
