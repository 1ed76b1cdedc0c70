"""The documentation pages per kind: complete, and safe to put into a table."""

from pathlib import Path

import pytest

from depaudit.catalog import Catalog
from depaudit.catalog.pages import main, pages


@pytest.fixture(scope="module")
def found() -> dict[str, str]:
    return pages(Catalog.bundled())


@pytest.mark.parametrize(
    ("page", "kind"),
    [("vendors", "vendor"), ("offerings", "offering"), ("models", "model"), ("hardware", "hardware"),
     ("licences", "licence"), ("events", "event"), ("mechanisms", "mechanism"), ("instruments", "instrument"),
     ("frameworks", "framework")],
)  # fmt: skip
def test_every_entry_has_one_row_of_the_right_width(found: dict[str, str], page: str, kind: str) -> None:
    rows = [line for line in found[f"{page}.md"].splitlines() if line.startswith("| ")]
    assert len(rows) == len(Catalog.bundled().ids(kind)) + 1
    assert len({row.count("|") for row in rows}) == 1


def test_the_index_counts_facts(found: dict[str, str]) -> None:
    assert "control verified" in found["index.md"]


def test_pages_are_written_into_the_directory_that_is_named(tmp_path: Path) -> None:
    assert main([]) == 2
    assert main([str(tmp_path / "catalog")]) == 0
    assert (tmp_path / "catalog" / "vendors.md").is_file()
