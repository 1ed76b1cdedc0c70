"""JSON5: comments become blanks, everything else stays where it is."""

import pytest

from depaudit.inventory.events import read_text
from depaudit.inventory.json5 import as_yaml

TEXT = """\
// one
{
  /* two
     lines */
  agents: { 'a': "http://x//y /* z */", // it's
    "b": [1, 2,], }, // "three
}
"""


def test_comments_are_passed_over_and_lines_keep_their_numbers() -> None:
    plain = read_text(TEXT, "f.json")
    assert plain.value == {"agents": {"a": "http://x//y /* z */", "b": [1, 2]}}
    assert plain.position(plain.value["agents"], "b").line == 6
    assert [len(line) for line in as_yaml(TEXT).split("\n")] == [len(line) for line in TEXT.split("\n")]


@pytest.mark.parametrize(
    "text", ["a: b // c\n", "{a: http://x.example//y}", "# {\n// b: 1\n", "/* x", "", "[1] // x"]
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert as_yaml(text) == text


def test_characters_of_two_escapes() -> None:
    assert read_text(r'{"a": "x\ud83d\ude00y", "b": "\u00e9"}', "f.json").value == {"a": "x😀y", "b": "é"}
