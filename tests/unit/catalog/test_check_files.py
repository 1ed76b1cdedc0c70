"""`depaudit catalog check`: overlays and sources, all problems together."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from depaudit.catalog import check_files
from depaudit.cli.catalog import command
from depaudit.errors import CatalogError

GOOD = "catalog: {vendors: {mistral: {obeys: [US], reason: read, source: file 1, expires: 2026-01-01}}}\n"
BAD = "catalog: {vendors: {mistral: {obeyz: [US], reason: read}}}\n"


def test_a_sound_overlay_passes_and_an_expired_entry_is_noted(tmp_path: Path) -> None:
    path = tmp_path / "overlay.yaml"
    path.write_text(GOOD, encoding="utf-8")
    problems, notes = check_files.check_overlays([path])
    assert problems == []
    assert notes == (f"{path}: vendors mistral has expired",)
    assert check_files.check_overlays([path], "2025-01-01") == ([], ())
    result = CliRunner().invoke(command, ["check", str(path)], standalone_mode=False)
    assert result.exception is None
    assert "has expired" in result.output


def test_all_problems_of_all_files_come_together(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(BAD, encoding="utf-8")
    (tmp_path / "b.yaml").write_text("catalog: {}\n", encoding="utf-8")
    problems, _ = check_files.check_overlays([tmp_path / "a.yaml", tmp_path / "b.yaml", tmp_path / "missing.yaml"])
    text = "\n".join(map(str, problems))
    for part in ("obeyz", "source is missing", "no `catalog:`", "cannot read"):
        assert part in text
    result = CliRunner().invoke(command, ["check", str(tmp_path / "a.yaml")], standalone_mode=False)
    assert isinstance(result.exception, CatalogError)


def test_the_sources_are_checked_where_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_files.check_sources() == []
    monkeypatch.setattr("depaudit.catalog.sources.DATA", tmp_path)
    with pytest.raises(CatalogError, match="compiled catalog only"):
        check_files.check_sources()
