"""Where the output goes does not change the exit code, and an output that fails is said."""

import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "depaudit"]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An inventory whose report is far larger than a pipe."""
    target = tmp_path_factory.mktemp("streams") / "inventory.yaml"
    services = "".join(f"  - {{id: s{n}, criticality: critical, requires: [a{n}]}}\n" for n in range(150))
    parts = "".join(f"  - {{id: a{n}, provider: {{name: Alpha Zero {n}, jurisdiction: US}}}}\n" for n in range(150))
    head = "depaudit: 1\norganisation: {jurisdiction: CA}\n"
    target.write_text(f"{head}services:\n{services}components:\n{parts}", encoding="utf-8")
    return target


def test_a_reader_that_leaves_does_not_turn_the_gate_green(path: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "scan", str(path), "-f", "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(1)
        running.stdout.close()
        said = running.stderr.read()
    assert running.returncode == 1
    assert b"gate:" in said
    assert b"Traceback" not in said


@pytest.mark.skipif(sys.platform == "win32", reason="no shell that closes streams")
@pytest.mark.parametrize(("streams", "code"), [(">&-", 1), (">&- 2>&-", 1), ("2>&-", 1)])
def test_a_stream_that_was_never_open_is_no_crash(path: Path, streams: str, code: int) -> None:
    done = subprocess.run(
        f'"{sys.executable}" -m depaudit scan "{path}" {streams}', shell=True, capture_output=True, check=False
    )
    assert done.returncode == code
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [["scan"], ["simulate", "--cut", "US"]])
def test_an_output_that_cannot_be_written_is_an_error(path: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run([*COMMAND, *arguments, str(path)], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert b"the result cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr


def test_standard_input_has_a_name(capfd: pytest.CaptureFixture[str]) -> None:
    assert subprocess.run([*COMMAND, "scan", "-"], check=False).returncode == 2
    assert "/dev/stdin" in capfd.readouterr().err
