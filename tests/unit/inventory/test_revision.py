"""Files as they stood at a revision: what is taken out, and what is said where there is nothing to take."""

import subprocess
from pathlib import Path

import pytest

from depaudit.errors import SelectorError
from depaudit.inventory.revision import checked_out


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=n", "-c", "user.email=n@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    (folder / "part").mkdir(parents=True)
    git(folder, "init", "-q")
    (folder / "part" / "main.yaml").write_text("depaudit: 1\n")
    (folder / "part" / "beside.yaml").write_text("depaudit: 1\n")
    (folder / "part" / "notes.txt").write_text("nothing to read\n")
    (folder / "part" / "link.yaml").symlink_to("beside.yaml")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "first")
    return folder


def test_the_file_and_its_neighbours_are_taken_out_and_nothing_else(repository: Path, tmp_path: Path) -> None:
    path = repository / "part" / "main.yaml"
    path.write_text("depaudit: 2\n")
    found = checked_out("HEAD", path, tmp_path / "old")
    assert found.read_text() == "depaudit: 1\n"
    assert sorted(one.name for one in found.parent.iterdir()) == ["beside.yaml", "main.yaml"]


def test_a_folder_that_is_gone_today_is_found_in_the_past(repository: Path, tmp_path: Path) -> None:
    git(repository, "rm", "-r", "-q", "part")
    git(repository, "commit", "-q", "-m", "second")
    assert not (repository / "part").is_dir()
    found = checked_out("HEAD~1", repository / "part" / "main.yaml", tmp_path / "old")
    assert found.read_text() == "depaudit: 1\n"


def test_what_is_not_there_is_said(repository: Path, tmp_path: Path) -> None:
    path = repository / "part" / "main.yaml"
    with pytest.raises(SelectorError, match="no such revision"):
        checked_out("nowhere", path, tmp_path / "old")
    with pytest.raises(SelectorError, match=r"HEAD holds no part/other\.yaml"):
        checked_out("HEAD", path.with_name("other.yaml"), tmp_path / "old")


def test_a_name_that_leads_out_of_the_repository_is_refused(repository: Path, tmp_path: Path) -> None:
    with pytest.raises(SelectorError, match="outside the repository"):
        checked_out("HEAD", repository / "gone" / ".." / ".." / "main.yaml", tmp_path / "old")


def test_without_git_two_files_can_be_compared(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SelectorError, match="git cannot be run") as raised:
        checked_out("HEAD", repository / "part" / "main.yaml", tmp_path / "old")
    assert "two files" in raised.value.hint


@pytest.mark.parametrize(("above", "found"), [("other", True), (".", True), ("..", True), ("part", False)])
def test_a_folder_above_is_taken_out_too(repository: Path, tmp_path: Path, above: str, *, found: bool) -> None:
    (repository / "other").mkdir()
    (repository / "other" / "live.yaml").write_text("model_list: []\n")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "second")
    checked_out("HEAD", repository / "part" / "main.yaml", tmp_path / "old", repository / above)
    assert (tmp_path / "old" / "other" / "live.yaml").exists() is found
