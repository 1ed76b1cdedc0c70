"""A baseline: nothing new against itself; what is new or worse gates; moved lines and renamed files do not."""

from pathlib import Path

import pytest

from depaudit import Report, Severity, load, scan
from depaudit.audit.baseline import compare, sooner, worsened
from depaudit.audit.options import ScanOptions
from depaudit.cli.group import run
from depaudit.model.inventory import Waiver
from depaudit.model.verdict import Outage, Verdict

ROOT = Path(__file__).parents[3]
OPTIONS = ScanOptions(as_of="2026-11-24", ways_out=False)


@pytest.fixture(scope="module", params=sorted((ROOT / "examples").glob("*.yaml")), ids=lambda path: path.stem)
def report(request: pytest.FixtureRequest) -> Report:
    return scan(load(request.param), config=OPTIONS)


def test_against_itself_nothing_is_new_or_gone(report: Report) -> None:
    found = compare(report, report, "report.json")
    assert {finding.standing for finding in found.findings} <= {"known", "waived", "expired"}
    assert found.compared is not None
    assert not found.compared.gone
    assert not found.compared.remarks


def test_what_is_new_worse_or_no_longer_waived_gates(report: Report) -> None:
    if not report.findings:
        pytest.skip("nothing found in this example")
    first = next(finding for finding in report.findings if not finding.waived)
    rest = tuple(finding for finding in report.findings if finding is not first)
    new = compare(report, report._replace(findings=rest), "r")
    assert [finding.fingerprint for finding in new.findings if finding.standing == "new"] == [first.fingerprint]
    if first.severity > Severity.INFO:
        milder = first._replace(severity=Severity.INFO)
        worse = compare(report, report._replace(findings=(milder, *rest)), "r")
        assert [finding.standing for finding in worse.findings if finding.gates] == ["worsened"]
    gone = compare(report._replace(findings=rest), report, "r")
    assert gone.compared is not None
    assert [name for name, _ in gone.compared.gone] == [first.fingerprint]


def test_certainty_is_worse_than_doubt(report: Report) -> None:
    for finding in report.findings:
        if finding.confidence != "low" and finding.severity > Severity.INFO:
            assert worsened(finding._replace(confidence="low"), finding)


def test_moved_lines_and_a_renamed_file_are_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "examples/quickstart.yaml").read_text(encoding="utf-8")
    (tmp_path / "old.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "new.yaml").write_text("# moved\n\n" + text, encoding="utf-8")
    base = str(tmp_path / "report.json")
    assert run(["scan", str(tmp_path / "old.yaml"), "-q", "-o", base, "--as-of", "2026-11-24"]) == 1
    assert run(["scan", str(tmp_path / "new.yaml"), "-q", "--baseline", base, "--as-of", "2026-11-24"]) == 0
    worse = text.replace(
        "{id: cohere, uses: cohere-api/command-a-03-2025}", "{id: cohere, uses: azure-openai/gpt-4o}"
    )
    (tmp_path / "new.yaml").write_text(worse, encoding="utf-8")
    assert (
        run(["scan", str(tmp_path / "new.yaml"), "--baseline", base, "--as-of", "2026-11-24", "-f", "concise"]) == 1
    )
    assert "new" in capsys.readouterr().out


def verdict(begins: int | None, interruption: int | None) -> Verdict:
    end = None if interruption is None else (begins or 0) + interruption
    outages = () if begins is None else (Outage(begins, end),)
    return Verdict("s", "US", "jurisdiction", True, ((0, "down"),), True, begins, outages, interruption)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (verdict(60, 120), verdict(60, 120), ""),
        (verdict(60, 120), verdict(30, 120), "earlier"),
        (verdict(None, 0), verdict(30, 120), "earlier"),
        (verdict(60, 120), verdict(60, None), "longer"),
        (verdict(60, 120), verdict(60, 240), "longer"),
        (verdict(60, None), verdict(60, 240), ""),
        (verdict(60, None), verdict(None, 0), ""),
    ],
)
def test_sooner_or_longer_is_worse(old: Verdict, new: Verdict, said: str) -> None:
    assert said in sooner(old, new)
    assert bool(sooner(old, new)) == bool(said)
    assert not sooner(None, new)


def test_what_makes_a_comparison_less_than_exact_is_said(report: Report) -> None:
    old = report._replace(catalog_version="0", tool_version="0", rules=report.rules[:1])
    found = compare(report, old, "r").compared
    assert found is not None
    assert len(found.remarks) == 4


def test_a_waiver_that_was_taken_back_makes_the_finding_new(report: Report) -> None:
    waiver = Waiver("DA001", "s", "once")
    old = report._replace(findings=tuple(one._replace(waived=waiver, standing="waived") for one in report.findings))
    now = report._replace(findings=tuple(one._replace(waived=None, standing="open") for one in report.findings))
    assert all(one.standing == "new" and "not any more" in one.note for one in compare(now, old, "r").findings)
