"""What JSON and JSON5 allow and YAML does not: comments with slashes, and characters written as two escapes.

Only texts that are one mapping in braces are looked at, and lines keep their numbers: comments become blanks.
"""

import re
from typing import Final

from depaudit.model.pattern import Pattern

_START: Final = Pattern(r"(?s)(?:\s|//[^\n]*|/\*.*?\*/)*+\{")
_PARTS: Final = Pattern(
    r"""(?sx) "(?:[^"\\\n]|\\.)*+"  |  '(?:[^'\\\n]|\\.)*+'  |  (?<![^\s,{}\[\]"'])(?://[^\n]*|/\*.*?\*/) """
)
_PAIR: Final = Pattern(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_NOT_BLANK: Final = Pattern(r"[^\n]")


def as_yaml(text: str) -> str:
    """`text` in a form that a YAML parser understands; as it stands unless it is JSON5."""
    if not ("//" in text or "/*" in text or "\\ud" in text or "\\uD" in text) or _START.compiled.match(text) is None:
        return text
    return _PARTS.compiled.sub(_part, text)


def _part(found: re.Match[str]) -> str:
    part = found[0]
    return _NOT_BLANK.compiled.sub(" ", part) if part[0] == "/" else _PAIR.compiled.sub(_character, part)


def _character(pair: re.Match[str]) -> str:
    high, low = int(pair[1], 16), int(pair[2], 16)
    return f"\\U{0x10000 + ((high & 0x3FF) << 10 | low & 0x3FF):08x}"
