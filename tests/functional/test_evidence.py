"""`evidence`: the archive holds what it says it holds, under names of its own, and nothing that is secret."""

import csv
import hashlib
import io
import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from depaudit.cli.group import run

SECRET = "hunter2-hunter2"
MAIN = f"""\
depaudit: 1
organisation: {{jurisdiction: CA}}
services:
- {{id: s, criticality: critical, rto: 4h, requires: [a]}}
- {{id: t, criticality: low, requires: [b]}}
objectives:
- {{services: critical, survive: [US], within: 2h}}
- {{services: t, survive: [any-jurisdiction]}}
include: [shared/inventory.yaml, parts/inventory.yaml]
x-notes: {{api_key: {{
  deep: "{SECRET}" }} }}
"""
SHARED = f"""\
depaudit: 1
components:
- id: a
  provider: {{name: Alpha, jurisdiction: US}}
  x-token: |
    {SECRET}
"""
PART = "depaudit: 1\ncomponents:\n- {id: b, provider: {own: true}, region: CA}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {"main/inventory.yaml": MAIN, "main/shared/inventory.yaml": SHARED, "main/parts/inventory.yaml": PART}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "main")
    return tmp_path / "main"


def pack(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_files_of_one_name_are_all_there_masked_and_listed(folder: Path) -> None:
    assert run(["evidence", "inventory.yaml", "-o", "one.zip", "--as-of", "2026-11-24", "--include-source"]) == 0
    files = pack(folder / "one.zip")
    kept = {name for name in files if name.startswith("source/")}
    assert kept == {"source/inventory.yaml", "source/shared/inventory.yaml", "source/parts/inventory.yaml"}
    assert not any(b"hunter2" in content for content in files.values())
    assert b"id: a" in files["source/shared/inventory.yaml"]
    assert b"id: b" in files["source/parts/inventory.yaml"]
    manifest = json.loads(files["manifest.json"])
    assert {one["text"] for one in manifest["inputs"]} == kept
    for name, digest in manifest["files"].items():
        assert hashlib.sha256(files[name]).hexdigest() == digest
    assert set(manifest["files"]) == set(files) - {"manifest.json"}
    assert len(manifest["catalog"]["sha256"]) == 64


def test_names_lead_nowhere_else(folder: Path) -> None:
    full = str(folder / "inventory.yaml")
    assert run(["evidence", full, "-o", "one.zip", "--include-source"]) == 0
    for name in pack(folder / "one.zip"):
        assert not name.startswith("/")
        assert ".." not in name.split("/")
        assert ":" not in name


def test_without_the_option_no_text_is_there(folder: Path) -> None:
    assert run(["evidence", "inventory.yaml", "-o", "one.zip"]) == 0
    files = pack(folder / "one.zip")
    assert not any(name.startswith("source/") for name in files)
    assert not any("text" in one or "left_out" in one for one in json.loads(files["manifest.json"])["inputs"])


def test_tolerances_have_a_row_for_each_service_and_cut(folder: Path) -> None:
    assert run(["evidence", "inventory.yaml", "-o", "one.zip", "--as-of", "2026-11-24"]) == 0
    files = pack(folder / "one.zip")
    rows = list(csv.DictReader(io.StringIO(files["tolerances.csv"].decode())))
    found = {(row["objective"], row["service"], row["cut"]): row for row in rows}
    assert found["1", "s", "US"]["result"] == "breached"
    assert found["1", "s", "US"]["tolerated"] == "2 h"
    assert found["1", "s", "US"]["longest_interruption"] == "open-ended"
    assert found["2", "t", "US"]["result"] == "holds"
    assert {row["service"] for row in rows if row["objective"] == "1"} == {"s"}
    page = files["tolerances.md"].decode()
    assert "critical survive US within 2 h: **breached**" in page
    assert "| 1 | s | US | 2 h |" in page


def test_an_inventory_without_objectives_says_so(folder: Path) -> None:
    (folder / "inventory.yaml").write_text(PART, encoding="utf-8")
    assert run(["evidence", "inventory.yaml", "-o", "one.zip"]) == 0
    assert b"declares no objectives" in pack(folder / "one.zip")["tolerances.md"]


def test_redacted_evidence_names_nothing(folder: Path) -> None:
    (folder / "inventory.yaml").write_text(MAIN.replace("id: s,", "id: secret-desk,"), encoding="utf-8")
    assert run(["evidence", "inventory.yaml", "-o", "one.zip", "--redact-names"]) == 0
    files = pack(folder / "one.zip")
    assert not any(b"secret-desk" in content for content in files.values())
    assert b"service-1" in files["tolerances.csv"]
    assert b"file-1" in files["manifest.json"]
    assert b"inventory.yaml" not in files["manifest.json"]
    assert run(["evidence", "inventory.yaml", "-o", "one.zip", "--redact-names", "--include-source"]) == 2


def test_a_redacted_scan_gates_alike_and_names_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "inventory.yaml").write_text(MAIN.replace("id: s,", "id: secret-desk,"), encoding="utf-8")
    assert run(["scan", "inventory.yaml"]) == 1
    assert "secret-desk" in capsys.readouterr().out
    assert run(["scan", "inventory.yaml", "--redact-names", "-o", "out.md"]) == 1
    said = capsys.readouterr()
    for shown in (said.out, said.err, (folder / "out.md").read_text(encoding="utf-8")):
        assert "secret-desk" not in shown
        assert "inventory.yaml" not in shown
    assert "service-1" in said.out
