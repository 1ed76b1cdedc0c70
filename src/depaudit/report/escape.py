"""Names from input, made safe for where they are shown."""

import re
from typing import Final

_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]<>|#!])")


def terminal(text: str) -> str:
    """Without control characters, escape sequences or marks that turn the direction of text."""
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def markdown(text: str) -> str:
    """As literal text in Markdown, in a table too."""
    return _MARKDOWN.sub(r"\\\1", terminal(text))
