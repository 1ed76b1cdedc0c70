"""One self-contained HTML page: opens by double click, loads nothing, prints well.

What does not move is written here, from templates. The map and the matrix are drawn by a small script that looks up
the engine's answers embedded in the page and computes none of its own.
"""

import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from depaudit.model.duration import format_duration
from depaudit.model.jurisdiction import name_of
from depaudit.model.report import Report
from depaudit.report import Style
from depaudit.report.escape import terminal
from depaudit.report.excerpt import Excerpts
from depaudit.report.html.data import page_data
from depaudit.report.html.words import links_in, section_words
from depaudit.report.words import cell, closing, column, counted, matrix_rows, status

FOLDER: Final = Path(__file__).parent
MOST_COLUMNS: Final = 12


def render(report: Report, style: Style) -> str:
    """The page. `report.picture` adds the map; without it the page says how to get one."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=_visible,
    )  # fmt: skip
    environment.filters["links"] = links_in
    environment.filters["status"] = status
    look, script = (_asset(name) for name in ("page.css", "page.js"))
    return environment.get_template("page.html.j2").render(
        report=report, look=look, script=script, look_hash=_hash(look), script_hash=_hash(script),
        data=_embedded(page_data(report)), excerpts=Excerpts(), cell=cell, column=column, counted=counted,
        matrix=matrix_rows(report, ("jurisdiction",), MOST_COLUMNS), closing=closing(report), words=section_words,
        verdicts={(one.service, one.kind, one.cutoff): one for one in report.survival}, name_of=name_of,
        duration=format_duration,
    )  # fmt: skip


def _visible(value: Any) -> Any:
    """Text without characters that hide or turn other text; markup passes."""
    return terminal(value) if type(value) is str else value


def _asset(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """What the content security policy allows: exactly this text."""
    return b64encode(sha256(text.encode()).digest()).decode()


def _embedded(data: dict[str, Any]) -> str:
    """JSON that can stand in a script element."""
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
