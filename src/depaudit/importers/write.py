"""A draft as YAML that a person would be glad to continue by hand."""

from collections.abc import Iterator
from typing import Any

from depaudit.importers.draft import Draft


def write_draft(draft: Draft, path: str, home: tuple[str, ...]) -> str:
    """The inventory as text: what is still to be said first, as comments, then services and components."""
    lines = [
        f"# Drafted from {path!r} ({draft.format}).",
        *_questions(home),
        *(f"# note: {one.text}" for one in draft.remarks),
        *(f"# not read: {text}" for text in draft.not_read),
        "depaudit: 1",
        f"organisation: {{jurisdiction: {home[0]}}}" if home else "# organisation: {jurisdiction: CA}",
        "services:" if draft.plain["services"] else "services: []",
        *_entries(draft.plain["services"], "rto: 4h"),
        "components:",
        *_entries(draft.plain["components"], "owner: team"),
    ]
    return "".join(line.replace("\r", " ").replace("\n", " ") + "\n" for line in lines)


def _entries(entries: list[dict[str, Any]], first_comment: str) -> Iterator[str]:
    """One block per entry; gates and requirements on one line, as people write them."""
    for number, entry in enumerate(entries):
        for place, (key, value) in enumerate(entry.items()):
            yield f"  {'  ' if place else '- '}{_scalar(key)}: {_scalar(value)}"
        if not number:
            yield f"    # {first_comment}"


def _scalar(value: Any) -> str:
    import yaml

    text: str = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10**9, sort_keys=False)
    return text.removesuffix("...\n").strip()


def _questions(home: tuple[str, ...]) -> list[str]:
    asked = [] if home else ["# Where is home? organisation: {jurisdiction: CA}"]
    return [
        *asked,
        "# Which services are critical, and what is their RTO? (criticality: critical, rto: 4h)",
        "# On whose machines does the gateway run, and behind which login? (requires: [...] on `gateway`)",
        "# Have the fallbacks been tested? (switch: {mode: automatic, tested: 2026-09-01})",
    ]
