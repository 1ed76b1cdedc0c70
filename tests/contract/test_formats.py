"""Every format: valid by its schema, the same findings in each, hostile names harmless, the same exit code."""

import csv
import json
import re
from io import StringIO
from pathlib import Path
from time import process_time
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from click.testing import CliRunner
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from depaudit import Report, load, scan
from depaudit.audit.baseline import compare
from depaudit.audit.options import ScanOptions
from depaudit.cli.group import depaudit, run
from depaudit.cli.output import Look
from depaudit.model.read import report_of
from depaudit.report import FORMATS, renderer
from depaudit.report.contract import report_schema

ROOT = Path(__file__).parents[2]
PLAIN = Look(100, color=False)
US = {"name": "Vendor Alpha Zero", "jurisdiction": "US"}
HOSTILE = {
    "markup": "<script>alert(1)</script>",
    "command": "::set-output name=x::y",
    "old command": "a ##[add-path]/evil",
    "formula": "=cmd|' /C calc'!A0",
    "escape": "a\x1b[31mred\x1b[0m",
    "turned": "a\u202egpj.exe",
    "newline": "a\n::error::pwned",
    "mention": "@everyone closes #1",
    "long": "n" * 180,
    "braces": "{0} [x](javascript:alert(1))",
    "attribute": "\"' onload=x ]]> <!--",
}


def inventory(name: str = "s", **more: Any) -> dict[str, Any]:
    return {
        "depaudit": 1,
        "organisation": {"jurisdiction": "CA"},
        "services": [{"id": name, "criticality": "critical", "requires": [f"{name} dep"]}],
        "components": [{"id": f"{name} dep", "provider": US}],
        **more,
    }


def report(plain: dict[str, Any]) -> Report:
    return scan(load(plain), config=ScanOptions(as_of="2026-11-24"))


def text(found: Report, form: str) -> str:
    return renderer(form)(found, PLAIN)


@pytest.fixture(scope="module", params=sorted((ROOT / "examples").glob("*.yaml")), ids=lambda path: path.stem)
def example(request: pytest.FixtureRequest) -> Report:
    return scan(load(request.param), config=ScanOptions(as_of="2026-11-24", picture=True))


def test_the_json_report_keeps_its_published_schema(example: Report) -> None:
    schema = report_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(text(example, "json")))


def test_a_report_comes_back_from_its_json_to_the_letter(example: Report) -> None:
    back = report_of(json.loads(text(example, "json")))
    for form in FORMATS:
        assert text(back, form) == text(example, form), form


def test_sarif_is_valid_and_has_what_code_scanning_asks_for(example: Report) -> None:
    plain = json.loads(text(example, "sarif"))
    Sarif.model_validate(plain)
    (only,) = plain["runs"]
    rules = only["tool"]["driver"]["rules"]
    assert {rule["id"] for rule in rules} == {card.id for card in example.rules}
    assert all(rule["help"]["text"] for rule in rules)
    for result, finding in zip(only["results"], example.findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.rule
        place = result["locations"][0]["physicalLocation"]
        assert not place["artifactLocation"]["uri"].startswith(("/", "file:"))
        assert (ROOT / place["artifactLocation"]["uri"]).is_file()
        assert place["region"]["startLine"] >= 1
        assert result["partialFingerprints"]["depaudit/v1"] == finding.fingerprint
        assert bool(result["suppressions"]) == (finding.waived is not None)


def test_junit_counts_what_it_holds(example: Report) -> None:
    tree = ET.fromstring(text(example, "junit"))
    for suite in tree:
        cases = suite.findall("testcase")
        assert len(cases) == int(suite.attrib["tests"])
        assert sum(case.find("failure") is not None for case in cases) == int(suite.attrib["failures"])
        assert sum(case.find("skipped") is not None for case in cases) == int(suite.attrib["skipped"])


def test_every_machine_format_carries_every_fingerprint(example: Report) -> None:
    for form in ("json", "sarif", "junit", "gitlab", "csv"):
        shown = text(example, form)
        assert all(finding.fingerprint in shown for finding in example.findings), form


def test_gitlab_issues_have_the_keys_that_code_quality_reads(example: Report) -> None:
    issues = json.loads(text(example, "gitlab"))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["lines"]["begin"] >= 1
        assert not issue["location"]["path"].startswith("/")


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("form", FORMATS)
def test_hostile_names_are_harmless(form: str, name: str) -> None:
    shown = text(report(inventory(name)), form)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", shown)
    if form != "github":
        assert not re.search(r"(?m)^\s*::[a-z]", shown)
    else:
        commands = [line.partition(" ")[0] for line in shown.splitlines()]
        assert set(commands) <= {"::error", "::warning", "::notice"}
    assert "##[" not in shown
    if form in ("markdown", "html"):
        assert "<script>alert" not in shown
        assert "@everyone" not in shown or form == "html"
    if form == "csv":
        for row in csv.reader(StringIO(shown)):
            assert not any(part.lstrip().startswith(("=", "+", "-", "@")) for part in row)
    if form == "junit":
        ET.fromstring(shown)
    if form == "sarif":
        Sarif.model_validate(json.loads(shown))


def test_ten_thousand_characters_are_clipped_where_people_read() -> None:
    found = report(inventory())
    long = found._replace(findings=tuple(one._replace(subject="n" * 10_000, message="m" * 10_000)
                                         for one in found.findings))  # fmt: skip
    for form in ("markdown", "github", "gitlab", "junit", "sarif"):
        assert "n" * 1_000 not in text(long, form), form
        assert "m" * 5_000 not in text(long, form), form


RULE = '''"""Crashes."""
from depaudit.rulekit import rule


def check(own, assessment):
    raise RuntimeError("boom")
    yield


RULE = rule("XX001", "crashes")(check)
'''


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gated.yaml").write_text(json.dumps(inventory()), encoding="utf-8")
    own = inventory(components=[{"id": "s dep", "provider": {"own": True}, "region": "CA"}])
    (tmp_path / "calm.yaml").write_text(json.dumps(own), encoding="utf-8")
    (tmp_path / "empty.yaml").write_text("depaudit: 1\n", encoding="utf-8")
    (tmp_path / "wrong.yaml").write_text("depaudit: 2\n", encoding="utf-8")
    (tmp_path / "crash.py").write_text(RULE, encoding="utf-8")
    return tmp_path


CASES = {
    0: ["calm.yaml"],
    1: ["gated.yaml"],
    2: ["wrong.yaml"],
    3: ["empty.yaml"],
    4: ["calm.yaml", "--rules", "crash.py"],
}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("code", CASES)
def test_the_exit_code_never_depends_on_the_format(
    form: str, code: int, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    assert run(["scan", *CASES[code], "--as-of", "2026-11-24", "--format", form]) == code
    shown = capsys.readouterr().out
    if code == 4:
        assert "boom" in shown
    if code != 2:
        assert shown


def test_convert_renders_what_scan_wrote(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert run(["scan", "gated.yaml", "-q", "-o", "report.json", "-o", "one.sarif"]) == 1
    assert run(["convert", "report.json", "-o", "two.sarif"]) == 0
    assert (folder / "one.sarif").read_text(encoding="utf-8") == (folder / "two.sarif").read_text(encoding="utf-8")


@pytest.mark.parametrize("more", [[], ["-f", "text"], ["-f", "text", "-o", "again.json"]])
def test_convert_prints_text_unless_it_is_told_otherwise(
    more: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    assert run(["scan", "gated.yaml", "-o", "report.json", "-f", "text", "--no-color"]) == 1
    printed = capsys.readouterr().out
    assert run(["convert", "report.json", "--no-color", *more]) == 0
    assert capsys.readouterr().out == printed
    assert run(["convert", "report.json", "-o", "quiet.txt"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "not JSON"),
        ("[]", "no schema"),
        ('{"schema": "depaudit.report/9"}', "depaudit.report/9"),
        ('{"schema": "depaudit.report/1"}', "is missing"),
    ],
)
def test_what_is_no_report_gets_one_clear_message(
    content: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "report.json"
    path.write_text(content, encoding="utf-8")
    assert run(["convert", str(path)]) == 2
    assert said in capsys.readouterr().err


def test_a_report_with_parts_of_the_wrong_kind_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = json.loads(text(report(inventory()), "json"))
    for key, value in (("as_of", 5), ("findings", {"a": 1}), ("survival", [{}]), ("horizons", "x")):
        path = tmp_path / "report.json"
        path.write_text(json.dumps({**whole, key: value}), encoding="utf-8")
        assert run(["convert", str(path)]) == 2, key
        assert "not whole" in capsys.readouterr().err


def test_help_of_convert_has_examples() -> None:
    assert "Examples" in CliRunner().invoke(depaudit, ["convert", "--help"]).output


def test_all_formats_together_cost_less_than_three_scans() -> None:
    count = 3_000
    components: list[dict[str, Any]] = [
        {"id": f"c{number}", "provider": {"name": f"Vendor {number % 60} Zero", "jurisdiction": "US"}}
        for number in range(count)
    ]
    services = [{"id": f"s{number}", "requires": [f"c{number * 10}"]} for number in range(60)]
    began = process_time()
    found = report(inventory(services=services, components=components))
    scanned = process_time()
    for form in FORMATS:
        text(found, form)
    assert process_time() - scanned < 3 * (scanned - began)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_shows_what_was_accepted_and_what_came_back(form: str) -> None:
    waiver = {"rule": "DA001", "subject": "s", "cut": "US", "reason": "until the move", "owner": "cto"}
    accepted = text(report(inventory(waivers=[waiver | {"expires": "2027-03-01"}])), form)
    assert "until the move" in accepted or (form == "github" and "waived or known" in accepted)
    back = text(report(inventory(waivers=[waiver | {"expires": "2026-01-01"}])), form)
    assert "waiver ran out" in back or "expired" in back


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_people_read_which_facts_decide(form: str) -> None:
    """Text wraps, so words are compared without their breaks."""
    found = report(inventory(components=[{"id": "s dep", "uses": "mistral-api"}]))
    assert found.unknowns
    shown = " ".join(text(found, form).split())
    assert all(word in shown for one in found.unknowns for word in one.text.replace(",", " ").split())
    assert all(pair[0] in shown for one in found.unknowns for pair in one.verdicts)


COMMENTED = """\
depaudit: 1
organisation: {jurisdiction: CA}
objectives:
  - {services: critical, survive: [US]}  # depaudit: allow DA002 until 2027-01-31 because agreed
services: [{id: s, criticality: critical, requires: [a]}]
components: [{id: a, provider: {name: Vendor Alpha Zero, jurisdiction: US}}]
"""


@pytest.mark.parametrize("form", FORMATS)
def test_a_comparison_is_shown_and_survives_the_way_through_json(form: str, tmp_path: Path) -> None:
    path = tmp_path / "inventory.yaml"
    path.write_text(COMMENTED, encoding="utf-8")
    new = scan(load(path), config=ScanOptions(as_of="2026-11-24"))
    old = report(inventory(components=[{"id": "s dep", "provider": {"own": True}}]))
    found = compare(new, old._replace(catalog_version="0"), "old.json")
    shown = text(found, form)
    assert text(report_of(json.loads(text(found, "json"))), form) == shown
    if form == "markdown":
        assert "new: **" in shown
        assert "gone" in shown
        assert "facts changed" in shown
    if form == "sarif":
        states = {result["baselineState"] for result in json.loads(shown)["runs"][0]["results"]}
        assert states == {"new", "unchanged"}
