"""The DOT language of Graphviz."""

from typing import Final

from depaudit.analysis.drawing import Box, Drawing
from depaudit.report.escape import terminal

_SHAPES: Final = {"service": "box, style=rounded, penwidth=2", "gate": "diamond", "group": "diamond"}
_STYLES: Final = {"requires": "solid", "option": "dashed", "member": "dashed", "copy": "dotted"}


def draw(drawing: Drawing) -> str:
    """One directed graph, from left to right."""
    lines = ["digraph depaudit {", "  rankdir=LR;", "  node [shape=box, fontname=Helvetica];"]
    for number, box in enumerate(drawing.boxes):
        shape = _SHAPES.get(box.kind)
        lines.append(f"  n{number} [label={_label(box)}{f', shape={shape}' if shape else ''}];")
    for arrow in drawing.arrows:
        label = f", label={quoted(arrow.label)}" if arrow.label else ""
        lines.append(f"  n{arrow.source} -> n{arrow.target} [style={_STYLES[arrow.relation]}{label}];")
    return "\n".join([*lines, "}"]) + "\n"


def _label(box: Box) -> str:
    return '"' + "\\n".join(quoted(line)[1:-1] for line in box.lines) + '"'


def quoted(text: str) -> str:
    """As a quoted string, in which nothing is an escape."""
    return '"' + terminal(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
