"""The HTML report as a file: self-contained, locked down, the same every time, whatever the names are."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from depaudit import load
from depaudit.audit import scan_inventory
from depaudit.audit.options import ScanOptions
from depaudit.report import renderer

EXAMPLES = Path(__file__).parents[2] / "examples"
HOSTILE = "</script><script>alert(1)</script>\u202e\x1b[31m"


class Look:
    width, color = 100, False


def page(source: Path | dict[str, object], *, picture: bool = True) -> str:
    report = scan_inventory(load(source), options=ScanOptions(as_of="2026-11-24", picture=picture))
    return renderer("html")(report, Look())


def test_it_loads_nothing_and_runs_only_what_its_policy_names() -> None:
    text = page(EXAMPLES / "quickstart.yaml")
    policy = re.findall(r'Content-Security-Policy" content="([^"]+)"', text)[0]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for kind, element in (("style", "style"), ("script", "script")):
        bodies = re.findall(rf"<{element}>(.*?)</{element}>", text, re.DOTALL)
        assert len(bodies) == 1
        assert f"{kind}-src 'sha256-{b64encode(sha256(bodies[0].encode()).digest()).decode()}'" in policy
    assert not re.findall(r"<(?:link|img|iframe|object|embed)\b|\bsrc=|\sstyle=|\son\w+=", text)


def test_names_from_input_are_text_and_nothing_else() -> None:
    text = page(
        {
            "depaudit": 1,
            "organisation": {"name": f"org {HOSTILE}", "jurisdiction": "CA"},
            "services": [{"id": "s", "criticality": "critical", "requires": ["c"]}],
            "components": [{"id": "c", "provider": {"name": HOSTILE, "jurisdiction": "US"}}],
        }
    )
    assert len(re.findall(r"<script", text)) == 2
    assert "\u202e" not in text
    assert "\x1b" not in text
    assert "&lt;/script&gt;" in text


def test_the_same_input_gives_the_same_page() -> None:
    assert page(EXAMPLES / "maple-bank.yaml") == page(EXAMPLES / "maple-bank.yaml")


def test_every_section_is_there_without_the_picture_too() -> None:
    text = page(EXAMPLES / "startup-one-llm.yaml", picture=False)
    for section in ("survival", "map-section", "findings", "way-out", "history", "concentration", "limits"):
        assert f'id="{section}"' in text
    assert "written without the map" in text
    assert re.findall(r'<a href="https://[^"]+" rel="noopener noreferrer">', text)
