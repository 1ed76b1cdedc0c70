"""What the manual page of a rule must have: its sections, and dated precedents and references that exist."""

import re
from collections.abc import Iterator
from typing import Final

from depaudit.catalog import Catalog
from depaudit.rulekit.declare import Rule

SECTIONS: Final = ("What it finds", "Why it matters", "Example", "Severity", "Remedy")
LONGEST: Final = 100
_DATED: Final = re.compile(r"(19|20)\d\d(-\d\d){0,2}$")


def page_faults(rule: Rule) -> Iterator[str]:
    """What is missing on the page of `rule`, in words."""
    for section in SECTIONS:
        if f"## {section}\n" not in rule.doc:
            yield f"the page has no section {section!r}"
    if not rule.summary or len(rule.summary) >= LONGEST:
        yield f"the first line of the page is empty or has {LONGEST} characters or more"
    catalog = Catalog.bundled()
    for precedent in rule.precedents:
        event = catalog.event(precedent)
        if event is None or not (event.get("date_announced") or event.get("date_imposed")):
            yield f"precedent {precedent}: the catalog has no such event with a date"
    for reference in rule.references:
        if not _DATED.search(reference):
            yield f"reference {reference} has no date: end it with a comma and YYYY, YYYY-MM or YYYY-MM-DD"
    for name, article in rule.frameworks:
        framework = catalog.framework(name) or {}
        if article not in {str(one["id"]) for one in framework.get("criteria", ())}:
            yield f"framework {name} {article}: the catalog has no such article"
