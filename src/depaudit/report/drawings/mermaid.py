"""Mermaid flowcharts, which code hosts show in Markdown."""

import re
from typing import Final

from depaudit.analysis.drawing import Drawing
from depaudit.report.escape import terminal

_SPECIAL: Final = re.compile(r"[^\w .:/@+,()-]")
_SHAPES: Final = {"service": ("([", "])"), "gate": ("{{", "}}"), "group": ("{{", "}}")}
_ARROWS: Final = {"requires": "-->", "option": "-.->", "member": "-.->", "copy": "-.-"}


def draw(drawing: Drawing) -> str:
    """One flowchart, from left to right."""
    lines = ["flowchart LR"]
    for number, box in enumerate(drawing.boxes):
        opening, closing = _SHAPES.get(box.kind, ("[", "]"))
        lines.append(f'  n{number}{opening}"{"<br/>".join(map(escape, box.lines))}"{closing}')
    for arrow in drawing.arrows:
        label = f'|"{escape(arrow.label)}"|' if arrow.label else ""
        lines.append(f"  n{arrow.source} {_ARROWS[arrow.relation]}{label} n{arrow.target}")
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """As literal text in a quoted label: what might mean something becomes a character code."""
    return _SPECIAL.sub(lambda found: f"#{ord(found[0])};", terminal(text))
