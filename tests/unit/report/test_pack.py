"""Names in the pack, and files whose text is left out."""

import json

import pytest

from depaudit.api import load, scan
from depaudit.cli.output import Look
from depaudit.report.pack import Source, pack_files, packed, stored_names

LOOK = Look(100, color=False)


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        ([], []),
        (["a.yaml"], ["source/a.yaml"]),
        (["a.yaml", "b/a.yaml"], ["source/a.yaml", "source/b/a.yaml"]),
        (["a.yaml", "../a.yaml"], ["source/here/a.yaml", "source/a.yaml"]),
        (["../x/a.yaml"], ["source/a.yaml"]),
        (["/srv/one/a.yaml", "/srv/two/a.yaml"], ["source/one/a.yaml", "source/two/a.yaml"]),
        (["/etc/a.yaml"], ["source/a.yaml"]),
        (["./b/../a.yaml"], ["source/a.yaml"]),
    ],
)
def test_where_a_source_is_kept(paths: list[str], names: list[str]) -> None:
    assert list(stored_names(paths, "/home/here").values()) == names


@pytest.mark.parametrize("content", [b"api_key: 'hunter2\n", b"api_key: \xff hunter2\n"])
def test_a_text_that_cannot_be_parsed_is_left_out_and_said(content: bytes) -> None:
    report = scan(load({"depaudit": 1, "services": []}))
    files = pack_files(report, [], [Source("a.yaml", "source/a.yaml", content)], LOOK, "0" * 64)
    assert "source/a.yaml" not in files
    (one,) = json.loads(files["manifest.json"])["inputs"]
    assert "cannot be parsed" in one["left_out"]
    assert "text" not in one
    assert b"hunter2" not in packed(files)
