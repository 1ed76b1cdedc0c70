"""Words and links of the page."""

import re
from typing import TYPE_CHECKING, Final

from depaudit.report.escape import terminal

if TYPE_CHECKING:
    from markupsafe import Markup

_ADDRESS: Final = re.compile(r"https?://[^\s\]\)>\"',]+")

section_words: Final = {
    "model": "model", "vendor": "vendor", "layer": "layer of a state", "jurisdiction": "state",
    "scenario": "scenario",
}  # fmt: skip


def links_in(text: str) -> "Markup":
    """`text` with its web addresses as links, all else escaped."""
    from markupsafe import Markup, escape

    shown = terminal(text)
    parts: list[Markup] = []
    end = 0
    for found in _ADDRESS.finditer(shown):
        parts.append(escape(shown[end : found.start()]))
        parts.append(Markup('<a href="{0}" rel="noopener noreferrer">{0}</a>').format(found[0]))
        end = found.end()
    return Markup("").join((*parts, escape(shown[end:])))
