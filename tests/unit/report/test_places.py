"""Where CI systems show a finding: a file of the repository, and never a path of this machine."""

from pathlib import Path

import pytest

from depaudit import load, scan
from depaudit.errors import Position
from depaudit.model.report import Report
from depaudit.report.places import Place, place_of, relative

INVENTORY = """\
depaudit: 1
organisation: {jurisdiction: CA}
services: [{id: s, criticality: critical, requires: [a]}]
components: [{id: a, provider: {name: Alpha, jurisdiction: US}}]
"""


@pytest.fixture
def report(tmp_path: Path) -> Report:
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    path = tmp_path / "repository" / "stack" / "inventory.yaml"
    path.parent.mkdir()
    path.write_text(INVENTORY, encoding="utf-8")
    return scan(load(path))


def test_a_finding_is_shown_at_its_place_below_the_root_of_the_repository(report: Report) -> None:
    finding = next(one for one in report.findings if one.rule == "DA001")
    assert place_of(finding, report) == Place("stack/inventory.yaml", 3, 13)


def test_a_finding_without_a_place_is_shown_at_the_top_of_the_first_file(report: Report) -> None:
    nowhere = report.findings[0]._replace(location=Position(""))
    assert place_of(nowhere, report) == Place("stack/inventory.yaml", 1, 1)
    from_memory = report._replace(subject=report.subject._replace(paths=()))
    assert place_of(nowhere, from_memory) == Place("inventory.yaml", 1, 1)


def test_a_file_outside_keeps_its_name_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert relative(str(tmp_path / "here" / "below" / "a.yaml")) == "below/a.yaml"
    assert relative(str(tmp_path / "elsewhere" / "b.yaml")) == "b.yaml"


def test_a_folder_that_was_removed_under_our_feet_is_no_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert relative("of-a-folder-that-is-gone.yaml") == "inventory.yaml"
