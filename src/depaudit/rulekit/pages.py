"""What is known of a rule beside its manual page, in lines; and the reference page of all rules, in Markdown."""

from collections.abc import Iterable, Iterator

from depaudit.catalog import Catalog
from depaudit.rulekit.declare import Rule

HEAD = "# Rules\n\nWritten from the installed rules at each build: what `depaudit explain RULE` prints.\n"


def particulars(rule: Rule) -> Iterator[str]:
    """Since when, how sure, what may be set, and the frameworks, precedents and sources, dated where events are."""
    yield f"{rule.stability.capitalize()}, {'since ' + rule.since + ', ' if rule.since else ''}" \
          f"confidence {rule.confidence} unless a finding says otherwise."  # fmt: skip
    defaults, values = dict(rule.options), dict(rule.values)
    for name, default in defaults.items():
        now = f" (set to {values[name]})" if name in values else ""
        yield f"Option: {name} = {default}{now}"
    catalog = Catalog.bundled()
    for framework, article in rule.frameworks:
        entry = catalog.framework(framework)
        yield f"Framework: {framework} {article}, {entry['name']}" if entry else f"Framework: {framework} {article}"
    for precedent in rule.precedents:
        event = catalog.event(precedent) or {}
        yield f"Precedent: {precedent}, {event.get('date_announced') or event.get('date_imposed') or 'not dated'}"
    yield from (f"Reference: {reference}" for reference in rule.references)


def reference(rules: Iterable[Rule]) -> str:
    """One Markdown page: a table of all rules, then the manual page of each."""
    listed = sorted(rules, key=lambda one: one.id)
    rows = "".join(f"| [{one.id}](#{one.id.lower()}) | {one.name} | {one.summary} |\n" for one in listed)
    table = f"\n| Rule | Name | Finds |\n|---|---|---|\n{rows}"
    return HEAD + table + "".join(map(_section, listed))


def _section(rule: Rule) -> str:
    _, _, page = rule.doc.strip().partition("\n")
    facts = "".join(f"- {line}\n" for line in particulars(rule))
    body = page.strip().replace("\n## ", "\n### ").replace("## What it finds", "### What it finds", 1)
    return f"\n## {rule.id}\n\n**{rule.name}**: {rule.summary}\n\n{_spaced(body)}\n\n{facts}"


def _spaced(body: str) -> str:
    """Headings with an empty line behind them, so that what is indented reads as code."""
    return "\n".join(line + "\n" if line.startswith("###") else line for line in body.splitlines())
