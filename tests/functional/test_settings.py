"""`config show`, severities, waivers of a file, `init` and `evidence`."""

import json
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from depaudit.cli.group import run

INVENTORY = """\
depaudit: 1
organisation: {jurisdiction: CA}
services: [{id: s, criticality: critical, requires: [a]}]
objectives: [{services: critical, survive: [US]}]
components: [{id: a, provider: {name: Vendor Alpha Zero, jurisdiction: US}, x-api_key: sk-123456789012345}]
"""
WAIVERS = """\
depaudit: 1
waivers: [{rule: DA001, subject: s, cut: US, reason: accepted, owner: cto, expires: 2027-03-01}]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "inventory.yaml").write_text(INVENTORY, encoding="utf-8")
    (tmp_path / "waivers.yaml").write_text(WAIVERS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_each_setting_names_its_origin(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "depaudit.toml").write_text('trust = "high"\n[severity]\nDA001 = "low"\n', encoding="utf-8")
    monkeypatch.setenv("DEPAUDIT_SCAN_UNKNOWN", "warn")
    assert run(["config", "show", "inventory.yaml", "--fail-on", "critical"]) == 0
    rows = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    assert rows["fail-on"].endswith("command line")
    assert rows["unknown"].endswith("environment DEPAUDIT_SCAN_UNKNOWN")
    assert "file" in rows["trust"]
    assert "depaudit.toml" in rows["trust"]
    assert "DA001=low" in rows["severity"]
    assert rows["max-score"].endswith("default")


def test_a_severity_of_the_users_own(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = ["scan", "inventory.yaml", "-f", "concise", "--select", "DA001"]
    assert run(base) == 1
    assert run([*base, "--severity", "DA001=low"]) == 0
    assert "low DA001" in capsys.readouterr().out
    (folder / "depaudit.toml").write_text('[severity]\nsingle-jurisdiction-outage = "info"\n', encoding="utf-8")
    assert run(base) == 0
    for wrong in ("DA001=bad", "DA00l=low"):
        assert run([*base, "--severity", wrong]) == 2
    assert "did you mean" in capsys.readouterr().err


def test_waivers_of_a_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["scan", "inventory.yaml", "-f", "json", "--waivers", "waivers.yaml", "--as-of", "2026-11-24"])
    report = json.loads(capsys.readouterr().out)
    (waiver,) = report["waivers"]
    assert waiver["origin"] == "file"
    assert waiver["covers"]


def test_the_starter_can_be_scanned_and_is_never_overwritten(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["init", "starter.yaml", "--home", "NL"]) == 0
    assert run(["scan", "starter.yaml", "-q"]) in (0, 1)
    assert run(["init", "starter.yaml"]) == 2
    assert "already" in capsys.readouterr().err


def test_the_starter_takes_in_a_gateway_beside_it(folder: Path) -> None:
    gateway = "model_list:\n  - {model_name: chat, litellm_params: {model: azure/gpt-5}}\n"
    (folder / "litellm_config.yaml").write_text(gateway, encoding="utf-8")
    assert run(["init", "starter.yaml"]) == 0
    assert "litellm: litellm_config.yaml" in (folder / "starter.yaml").read_text(encoding="utf-8")
    assert run(["scan", "starter.yaml", "-q"]) in (0, 1)


def test_the_starter_in_a_directory_names_all_public_groups_and_what_to_do_next(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ("chat", "embed", "gpt: 4", "yes/no")
    entries = [{"model_name": name, "litellm_params": {"model": "azure/gpt-5"}} for name in names]
    (folder / "new").mkdir()
    (folder / "new" / "litellm_config.yaml").write_text(json.dumps({"model_list": entries}), encoding="utf-8")
    assert run(["init", "new"]) == 0
    said = capsys.readouterr().err
    assert "depaudit scan new/inventory.yaml\n  depaudit plan new/inventory.yaml\n" in said
    text = (folder / "new" / "inventory.yaml").read_text(encoding="utf-8")
    assert 'chat, embed, "gpt: 4", "yes/no"' in text
    assert run(["scan", "new/inventory.yaml", "-q"]) in (0, 1)
    assert run(["init", "new"]) == 2


def test_the_evidence_is_the_same_to_the_byte_and_holds_no_secret(folder: Path) -> None:
    for name in ("one.zip", "two.zip"):
        assert run(["evidence", "inventory.yaml", "-o", name, "--as-of", "2026-11-24", "--include-source"]) == 0
    assert (folder / "one.zip").read_bytes() == (folder / "two.zip").read_bytes()
    with ZipFile(folder / "one.zip") as archive:
        names = set(archive.namelist())
        assert {"manifest.json", "report.json", "report.html", "tolerances.csv", "waivers.csv"} <= names
        assert b"breached" in archive.read("tolerances.csv")
        assert not any(b"sk-123456789012345" in archive.read(name) for name in names)
        manifest = json.loads(archive.read("manifest.json"))
        assert set(manifest["files"]) == names - {"manifest.json"}
        assert len(manifest["inputs"][0]["sha256"]) == 64
    assert run(["evidence", "inventory.yaml", "-o", "bare.zip"]) == 0
    with ZipFile(folder / "bare.zip") as archive:
        assert not any(name.startswith("source/") for name in archive.namelist())


def test_the_shell_completes_commands(folder: Path) -> None:
    environment = {"_DEPAUDIT_COMPLETE": "bash_complete", "COMP_WORDS": "depaudit expl", "COMP_CWORD": "1"}
    done = subprocess.run([sys.executable, "-m", "depaudit"], capture_output=True, text=True, check=False,
                          env={**os.environ, **environment})  # fmt: skip
    assert done.stdout.strip() == "plain,explain"


def test_a_file_that_is_named_is_read_in_place_of_the_nearest(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "depaudit.toml").write_text('trust = "high"\n', encoding="utf-8")
    (folder / "other").mkdir()
    (folder / "other" / "pyproject.toml").write_text('[tool.depaudit]\nfail-on = "low"\n', encoding="utf-8")
    assert run(["config", "show", "inventory.yaml", "--config", "other/pyproject.toml"]) == 0
    rows = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    assert "other/pyproject.toml" in rows["fail-on"]
    assert rows["trust"].endswith("default")


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "cannot be read: No such file"), (b"trust = high\n", "not valid TOML"), (b"# \xff\n", "not valid TOML")],
)
def test_settings_that_cannot_be_read_are_one_clear_message(
    content: bytes | None, said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (folder / "own.toml").write_bytes(content)
    assert run(["scan", "inventory.yaml", "--config", "own.toml"]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "own.toml" in error
