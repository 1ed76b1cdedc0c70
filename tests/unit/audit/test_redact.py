"""With `--redact-names` no name of an inventory is left in any format, and the report says the same."""

import re
from pathlib import Path

import pytest

from depaudit.api import load
from depaudit.audit import scan_inventory
from depaudit.audit.options import ScanOptions
from depaudit.audit.redact import WORDS, Codes, Redaction, codes_of, redacted
from depaudit.cli.output import Look
from depaudit.report import FORMATS, renderer

EXAMPLES = Path(__file__).parents[3] / "examples"
INPUTS = sorted([*EXAMPLES.glob("*.yaml"), *EXAMPLES.glob("cases/*/inventory.yaml"), *EXAMPLES.glob("cases/*.yaml")])
OPTIONS = ScanOptions(as_of="2026-11-24", picture=True)


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: str(path.relative_to(EXAMPLES)))
def test_no_name_is_left_in_any_format(path: Path) -> None:
    inventory = load(path)
    report = scan_inventory(inventory, options=OPTIONS)
    shown = redacted(report, inventory)
    cuts = {verdict.cutoff for verdict in report.survival}
    declared = [one.id for one in inventory.services] + [one.id for one in inventory.components]
    ids = set(declared) - cuts - WORDS
    names = {name for name in (*ids, inventory.organisation.name, str(path)) if len(name) > 3}
    docs = "".join(card.doc + card.summary for card in report.rules) + "".join(
        f"{one.event} {one.title}" for one in report.history.stopped
    )
    for form in FORMATS:
        text = renderer(form)(shown, Look(200, color=False))
        left = {name for name in names if _holds(text, name) and not _holds(docs, name)}
        if form == "html":
            left = {name for name in left if not _holds(_empty_page(), name)}
        assert left == set(), form


def _holds(text: str, name: str) -> bool:
    return re.search(rf"(?<![\w/.-]){re.escape(name)}(?![\w/.-])", text) is not None


def _empty_page() -> str:
    return renderer("html")(scan_inventory(load({"depaudit": 1, "services": []}), options=OPTIONS),
                            Look(200, color=False))  # fmt: skip


def test_the_verdicts_are_the_same() -> None:
    inventory = load(EXAMPLES / "hospital.yaml")
    report = scan_inventory(inventory, options=OPTIONS)
    shown = redacted(report, inventory)
    assert [one.states for one in shown.survival] == [one.states for one in report.survival]
    assert [one.fingerprint for one in shown.findings] == [one.fingerprint for one in report.findings]
    assert shown.score == report.score
    assert {one.service for one in shown.survival} == {"service-1", "service-2"}
    assert shown == redacted(report, inventory)
    assert redacted(report, inventory) != report


def test_files_owners_and_the_organisation_have_codes() -> None:
    inventory = load(EXAMPLES / "maple-bank.yaml")
    report = scan_inventory(inventory, options=OPTIONS)
    codes = codes_of(report, inventory, ["other/base.json"])
    assert codes.others[inventory.organisation.name] == "organisation"
    assert codes.others["base.json"] == codes.others["other/base.json"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("chat-login needs chat and chat.", "component-2 needs component-1 and component-1."),
        ("'chat' (chats) prechat", "'component-1' (chats) prechat"),
        ("vendor:chat/2", "vendor:component-1/2"),
        ("odd\\nid fails, odd\nid too", "component-3 fails, component-3 too"),
        ("x" * 60 + "... is clipped", "component-4 is clipped"),
        ("model api", "model api"),
    ],
)
def test_names_in_a_sentence(text: str, shown: str) -> None:
    ids = {"chat": "component-1", "chat-login": "component-2", "odd\nid": "component-3", "x" * 200: "component-4",
           "model": "component-5", "api": "component-6"}  # fmt: skip
    assert Redaction(Codes(ids, {})).text(text) == shown


def test_a_common_word_is_replaced_where_it_is_an_id() -> None:
    redaction = Redaction(Codes({"model": "component-1"}, {"Us": "organisation"}))
    assert redaction.value(("model",), "services") == ("component-1",)
    assert redaction.value("Us", "cutoff") == "organisation"
    assert redaction.value("model", "kind") == "model"


def test_no_names_no_change() -> None:
    assert Redaction(Codes({}, {})).text("as it is") == "as it is"
