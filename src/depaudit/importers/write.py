"""A draft as YAML that a person would be glad to continue by hand."""

from depaudit.importers.draft import Draft


def write_draft(draft: Draft, path: str, home: tuple[str, ...]) -> str:
    """The inventory as text: what is still to be said first, as comments, then services and components."""
    import yaml

    head = [
        f"# Drafted from {path!r} ({draft.format}).",
        *_questions(home),
        *(f"# note: {one}" for one in draft.notices),
    ]
    plain = dict(draft.plain)
    if home:
        plain = {"depaudit": 1, "organisation": {"jurisdiction": home[0]}, **plain}
    body = yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=118)
    return "\n".join(line.replace("\r", " ").replace("\n", " ") for line in head) + "\n" + body


def _questions(home: tuple[str, ...]) -> list[str]:
    asked = [] if home else ["# Where is home? organisation: {jurisdiction: CA}"]
    return [
        *asked,
        "# Which services are critical, and what is their RTO? (criticality: critical, rto: 4h)",
        "# On whose machines does the gateway run, and behind which login? (requires: [...] on `gateway`)",
        "# Have the fallbacks been tested? (switch: {mode: automatic, tested: 2026-09-01})",
    ]
