"""Excerpts show lines of the source, and no line of a secret."""

from pathlib import Path

import pytest

from depaudit.errors import Position
from depaudit.report.excerpt import Excerpts


@pytest.mark.parametrize(
    "text",
    [
        "api_key: |\n  hunter2\n  hunter2\n",
        'x: {\n "api_key":\n  "hunter2"}\n',
        "secret: 'a\n  hunter2\n  b'\n",
        "broken: 'x\npassword: |\n  hunter2\n",
    ],
)
def test_no_line_of_a_secret_is_shown(tmp_path: Path, text: str) -> None:
    path = tmp_path / "inventory.yaml"
    path.write_text(text, encoding="utf-8")
    excerpts = Excerpts()
    for number in range(1, 5):
        assert "hunter2" not in "".join(excerpts.around(Position(str(path), number, 1)))


def test_the_line_is_the_one_that_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "inventory.yaml"
    path.write_text("api_key: |\n  hunter2\n  hunter2\nid: a\n", encoding="utf-8")
    assert Excerpts().around(Position(str(path), 4, 5)) == [" 4 | id: a", "   |     ^"]
