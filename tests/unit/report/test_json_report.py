"""The JSON report, written piece by piece: the same document as the plain report, and whole or not at all."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from depaudit import Report, load, scan
from depaudit.audit.options import ScanOptions
from depaudit.cli import output
from depaudit.cli.output import Look, write_files
from depaudit.errors import Position
from depaudit.model.inventory import Waiver
from depaudit.model.plain import plain_finding, plain_verdict
from depaudit.model.results import Assumption
from depaudit.model.severity import Severity
from depaudit.model.verdict import Outage
from depaudit.report import json_report, renderer, writer

BANK = Path(__file__).parents[3] / "examples" / "maple-bank.yaml"
PLAIN = Look(100, color=False)


@pytest.fixture(scope="module")
def report() -> Report:
    return scan(load(BANK), config=ScanOptions(as_of="2026-11-24"))


@pytest.mark.parametrize("block", [1, 2, 3, 1_000])
def test_pieces_of_any_size_are_the_plain_report(block: int, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = renderer("json")(report, PLAIN)
    monkeypatch.setattr(json_report, "BLOCK", block)
    assert "".join(writer("json")(report, PLAIN)) == whole
    assert json.loads(whole) == json.loads(json.dumps(report.to_dict()))


def test_an_empty_report_has_empty_lists(report: Report) -> None:
    bare = report._replace(survival=(), findings=())
    assert '"survival": [],\n' in renderer("json")(bare, PLAIN)
    assert json.loads(renderer("json")(bare, PLAIN)) == json.loads(json.dumps(bare.to_dict()))


def test_findings_are_written_as_the_plain_report_has_them(report: Report) -> None:
    one = report.findings[0]
    waiver = Waiver("DA001", "*", 'a "reason"', expires=date(2027, 1, 1))
    strange = one._replace(
        message='##[error] "}, {" \n\x7f\u2028é\ud800', location=Position("a"), evidence=("##[", "")
    )
    bare = one._replace(path=(), references=(), remedy=None, location=Position("b", 3))
    other = one._replace(waived=waiver, known=True, note="gone", standing="known", severity=Severity.INFO)
    kept = [*report.findings, strange, bare, other]
    lines = renderer("json")(report._replace(findings=tuple(kept)), PLAIN).partition('"findings": [\n ')[2]
    expected = [json.dumps(plain_finding(finding)).replace("##[", "#\\u0023[") for finding in kept]
    assert lines.partition("\n]")[0].split(",\n ") == expected


def test_verdicts_are_written_as_the_plain_report_has_them(report: Report) -> None:
    one = next(verdict for verdict in report.survival if verdict.reasons)
    strange = one._replace(path=('##[error] "path": [], ', "é\ud800"), assumed=("##[", ""), decided_by=("}",))
    odd = one._replace(first_down=1, outages=(Outage(1, None),), short_interruptions=(Outage(0, 7),), baseline=True)
    rest = one._replace(basis="##[", left=(("##[", 1, 2, 3),), reasons=(("a", "##["), ("b",)), breach=None)
    kept = [*report.survival, strange, odd, strange._replace(interruption=1), rest]
    lines = renderer("json")(report._replace(survival=tuple(kept)), PLAIN).partition('"survival": [\n ')[2]
    expected = [json.dumps(plain_verdict(verdict)).replace("##[", "#\\u0023[") for verdict in kept]
    assert lines.partition("\n]")[0].split(",\n ") == expected


def test_assumptions_are_written_as_the_plain_report_has_them(report: Report) -> None:
    one = Assumption("runs-nowhere:a", "a", "nobody says where it runs", 2, Position("a", 3, 5))
    strange = one._replace(text='##[error] "\ud800', position=Position("##[", 3))
    kept = (one, strange, one._replace(position=None, verdicts=7))
    changed = report._replace(assumptions=kept)
    lines = renderer("json")(changed, PLAIN).partition('"assumptions": [\n ')[2].partition("\n]")[0].split(",\n ")
    assert lines == [json.dumps(plain).replace("##[", "#\\u0023[") for plain in changed.to_dict()["assumptions"]]


def test_formats_without_pieces_are_written_whole(report: Report) -> None:
    assert list(writer("concise")(report, PLAIN)) == [renderer("concise")(report, PLAIN)]


def test_a_file_is_written_whole_or_not_at_all(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(report: Report, style: Look) -> Iterator[str]:
        yield "{"
        raise RuntimeError("no more")

    monkeypatch.setattr(output, "writer", lambda name: broken)
    target = tmp_path / "report.json"
    target.write_text("before", encoding="utf-8")
    with pytest.raises(RuntimeError):
        write_files(report, (str(target),))
    assert [one.name for one in tmp_path.iterdir()] == ["report.json"]
    assert target.read_text(encoding="utf-8") == "before"
