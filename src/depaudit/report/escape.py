"""Names from input, made safe for where they are shown."""

import re
from typing import Final

from depaudit.model.pattern import Pattern

_CONTROL: Final = Pattern(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]"
    "|(?<!\\S)::(?=[A-Za-z])|##(?=\\[)"
)
_MARKDOWN: Final = Pattern(r"([\\`*_{}\[\]<>|#!~$&])")
_MENTIONS: Final = Pattern(r"(@|\\#)(?=\w)")
_FORMULA: Final = Pattern(r"\s*['\"]?\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t|%]")
_PRINTABLE: Final = ("::", "##", "\ufffc", "\ufffd")
"""What `_CONTROL` looks for though it can be printed: a text without is safe as it is, and most are."""
LONGEST: Final = 400


def terminal(text: str) -> str:
    """Without control characters, escape sequences, marks that turn the direction of text, or what a CI log obeys.

    A log of GitHub Actions takes a line that begins with `::word` for a command, and `##[word]` anywhere.
    """
    if text.isprintable() and not any(mark in text for mark in _PRINTABLE):
        return text
    return _CONTROL.compiled.sub(_written_out, text)


def _written_out(found: re.Match[str]) -> str:
    mark = found[0]
    return f"{mark[:-1]}\\u{ord(mark[-1]):04x}"


def clip(text: str, longest: int = LONGEST) -> str:
    """At most `longest` characters, with a mark where something was left out."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def markdown(text: str) -> str:
    """As literal text in Markdown, in a table too; nobody is mentioned and nothing is linked by number."""
    return _MENTIONS.compiled.sub(r"\1<!-- -->", _MARKDOWN.compiled.sub(r"\\\1", terminal(text)))


def cell(text: str) -> str:
    """As a cell of a spreadsheet that is never taken for a formula."""
    safe = terminal(text)
    return f"'{safe}" if _FORMULA.compiled.match(safe) else safe
