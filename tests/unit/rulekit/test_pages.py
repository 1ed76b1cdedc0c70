"""The reference page of the rules: each once, in the order of their ids, as Markdown that nests."""

from depaudit.audit.registry import pack_of
from depaudit.rulekit import Rule
from depaudit.rulekit.pages import particulars, reference

DOC = """\
Says it in a line.

## What it finds
A thing:

    indented: code

## What to do
Mend it.
"""


def declared(name: str, **more: object) -> Rule:
    return Rule(name, f"rule-{name.lower()}", lambda own, assessment: (), DOC, **more)  # type: ignore[arg-type]


def test_every_rule_has_a_row_and_a_section_in_order() -> None:
    text = reference([declared("X2"), declared("X1")])
    rows = [line for line in text.splitlines() if line.startswith("| [")]
    assert [row.split("]")[0] for row in rows] == ["| [X1", "| [X2"]
    assert "(#x1)" in rows[0]
    assert [line for line in text.splitlines() if line.startswith("## ")] == ["## X1", "## X2"]


def test_headings_of_a_manual_page_stand_below_the_rule_with_space_for_code() -> None:
    text = reference([declared("X1")])
    assert "\n## What" not in text
    assert "### What it finds\n\nA thing:\n\n    indented: code\n" in text
    assert "### What to do\n\nMend it.\n" in text


def test_what_is_known_beside_the_page_is_listed_under_it() -> None:
    frameworks = (("ca-osfi-b10", "2.3"), ("own", "1"))
    rule = declared("X1", options=(("days", 3),), values=(("days", 7),), frameworks=frameworks,
                    references=("https://example.org",))  # fmt: skip
    lines = list(particulars(rule))
    assert "Option: days = 3 (set to 7)" in lines
    assert any(line.startswith("Framework: ca-osfi-b10 2.3, ") for line in lines)
    assert "Framework: own 1" in lines
    assert "Reference: https://example.org" in lines
    assert all(f"- {line}\n" in reference([rule]) for line in lines)


def test_the_built_in_rules_are_all_there() -> None:
    rules = pack_of("depaudit_rules").rules
    text = reference(rules)
    assert all(f"\n## {rule.id}\n\n**{rule.name}**: {rule.summary}\n" in text for rule in rules)
