"""A drawing in layers, services on the left, what they rest on to the right. No other program is needed."""

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from depaudit.analysis.drawing import Arrow, Box, Drawing
from depaudit.analysis.layout import layered
from depaudit.report.escape import terminal

WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 190, 44, 90, 16, 20
LONGEST: Final = 26
_STYLE: Final = (
    "rect{fill:#fff;stroke:#445}.service{fill:#e8eef8;stroke-width:2}.gate,.group{fill:#f4f4ec}"
    ".vendor,.offering{fill:#f8ece8}path{fill:none;stroke:#778}.option,.member{stroke-dasharray:5 3}"
    ".copy{stroke-dasharray:1 3}text{font:12px sans-serif;fill:#112}.small{font-size:10px;fill:#556}"
)

_TIP: Final = (
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 0L8 4L0 8z" style="fill:#778"/></marker></defs>'
)


def draw(drawing: Drawing) -> str:
    """One SVG document with a title for every box, so that long names can be read in full."""
    targets: list[list[int]] = [[] for _ in drawing.boxes]
    for arrow in drawing.arrows:
        targets[arrow.source].append(arrow.target)
    corners = [
        (MARGIN + column * (WIDTH + GAP_X), MARGIN + row * (HEIGHT + GAP_Y)) for column, row in layered(targets)
    ]
    width = max((x for x, _ in corners), default=0) + WIDTH + MARGIN
    height = max((y for _, y in corners), default=0) + HEIGHT + MARGIN
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">',
            f"<title>Dependency graph</title><style>{_STYLE}</style>",
            _TIP,
            *(line for arrow in drawing.arrows for line in _arrow(arrow, corners)),
            *(line for box, corner in zip(drawing.boxes, corners, strict=True) for line in _box(box, corner)),
            "</svg>\n",
        ]
    )


def _arrow(arrow: Arrow, corners: list[tuple[int, int]]) -> Iterator[str]:
    (x1, y1), (x2, y2) = corners[arrow.source], corners[arrow.target]
    start, end, bend = x1 + WIDTH, x2, GAP_X // 2
    y1, y2 = y1 + HEIGHT // 2, y2 + HEIGHT // 2
    yield (f'<path class="{arrow.relation}" marker-end="url(#tip)" '
           f'd="M{start} {y1}C{start + bend} {y1} {end - bend} {y2} {end} {y2}"/>')  # fmt: skip
    if arrow.label:
        yield _text("small", (start + end) // 2 - GAP_X // 3, (y1 + y2) // 2 - 3, arrow.label)


def _box(box: Box, corner: tuple[int, int]) -> Iterator[str]:
    x, y = corner
    below = " · ".join(part for part in (box.gate, " ".join(box.states)) if part)
    yield f"<g><title>{_clean(box.name)}</title>"
    yield f'<rect class="{box.kind}" x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="5"/>'
    yield _text("", x + 8, y + (18 if below else 27), _short(box.name))
    if below:
        yield _text("small", x + 8, y + 34, _short(below))
    yield "</g>"


def _text(kind: str, x: int, y: int, text: str) -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{x}" y="{y}">{_clean(text)}</text>'


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _clean(text: str) -> str:
    return escape(terminal(text))
