"""Policies: what they can say, what they cannot do, and what is wrong with them."""

from pathlib import Path

import pytest

from depaudit import ConfigError, load, scan
from depaudit.audit.options import ScanOptions
from depaudit.audit.policy import EACH, fields_of, read_policies
from depaudit.audit.trial import trials

STACK = {
    "depaudit": 1,
    "organisation": {"jurisdiction": "CA"},
    "services": [{"id": "s", "criticality": "critical", "requires": ["g"]}],
    "components": [
        {"id": "g", "any_of": ["a", "b"]},
        {"id": "a", "provider": {"name": "Vendor Zero", "jurisdiction": "US"}, "retires_on": "2026-12-24"},
        {"id": "b", "provider": {"name": "Vendor Zwei", "jurisdiction": "DE"}},
    ],
}


def policy(folder: Path, each: str, when: str, message: str = "found", **more: str) -> str:
    path = folder / "policy.yaml"
    lines = [f"    {key}: {value}" for key, value in more.items()]
    keys = {"id": "P1", "name": "p", "each": each, "when": f"'{when}'", "severity": "low", "message": f"'{message}'"}
    body = "  - " + "\n    ".join(f"{key}: {value}" for key, value in keys.items())
    path.write_text("\n".join(["depaudit_policy: 1\nrules:", body, *lines]), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("each", "when", "message", "expected"),
    [
        ("part", 'part.control == ["US"]', "{part.id} of {part.control}", ["a of US"]),
        ("part", "days_until(part.retires_on) == 30", "{part.id}", ["a"]),
        ("part", "len(abroad(part.control)) > 0 and not part.own", "{part.id}", ["a", "b"]),
        ("service", 'service.criticality in ["critical"]', "{service.id}", ["s"]),
        ("gate", "len(gate.members) > 1", "{gate.id}", ["g"]),
        ("fallback", "fallback.tested is None", "{fallback.option}", ["b"]),
        ("verdict", 'verdict.gates and verdict.cutoff == "US"', "{verdict.service}", ["s"]),
        ("concentration", "concentration.hhi > 0", "{concentration.axis}", ["jurisdiction", "layer", "vendor"]),
        ("part", "any([x == home[0] for x in part.control])", "{part.id}", []),
    ],
)
def test_conditions(each: str, when: str, message: str, expected: list[str], tmp_path: Path) -> None:
    options = ScanOptions(as_of="2026-11-24", select=("P1",), rule_files=(policy(tmp_path, each, when, message),))
    report = scan(load(STACK), config=options)
    assert not report.failures
    assert sorted(one.message for one in report.findings) == expected


@pytest.mark.parametrize("when", ["open(1)", "part.__class__", "__import__(1)"])
def test_conditions_can_do_nothing_else(when: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        read_policies(policy(tmp_path, "part", when))


@pytest.mark.parametrize("when", ["part.id > 3", "(lambda: 1)()", "2 ** 10 ** 9"])
def test_a_condition_that_fails_makes_the_scan_incomplete(when: str, tmp_path: Path) -> None:
    path = policy(tmp_path, "part", when)
    report = scan(load(STACK), config=ScanOptions(select=("P1",), rule_files=(path,)))
    assert [failure.rule for failure in report.failures] == ["P1"]


def rule(**other: str) -> str:
    keys = {"id": "A", "name": "a", "each": "part", "when": "'True'", "severity": "low", "message": "m", **other}
    return "depaudit_policy: 1\nrules: [{" + ", ".join(f"{key}: {value}" for key, value in keys.items()) + "}]"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "not a policy file"),
        ("depaudit_policy: 2\nrules: []", "not a policy file"),
        ("depaudit_policy: 1\nrules: [3]", "mapping"),
        ("depaudit_policy: 1\nrules: [{id: A}]", "name is missing"),
        (rule(nmae="x"), "unknown key"),
        (rule(each="x"), "each"),
        (rule(severity="bad"), "severity"),
        (rule(when="'a b'"), "when"),
        (rule(when="nope"), "nope"),
        (rule(when="part.x"), "part.x"),
        (rule(message="'{part.y}'"), "part.y"),
        (rule(tests="3"), "tests"),
        (rule(tests="[3]"), "fires"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        read_policies(str(path))
    assert message in str(raised.value)
    assert raised.value.line


def test_two_rules_with_one_id(tmp_path: Path) -> None:
    rule = "  - {id: A, name: a, each: part, when: 'True', severity: low, message: m}\n"
    path = tmp_path / "p.yaml"
    path.write_text(f"depaudit_policy: 1\nrules:\n{rule}{rule}", encoding="utf-8")
    with pytest.raises(ConfigError, match="two rules"):
        read_policies(str(path))


def test_trials_tell_what_failed(tmp_path: Path) -> None:
    path = policy(tmp_path, "service", "True", tests="[{silent: {services: [{id: s}]}}, {fires: {sevices: []}}]")
    first, second = trials(path)
    assert not first.passed
    assert first.reason == "found"
    assert "sevices" in second.reason


def test_a_trial_in_which_the_condition_cannot_be_worked_out_is_no_silence(tmp_path: Path) -> None:
    path = policy(tmp_path, "service", "service.id > 3", tests="[{silent: {services: [{id: s}]}}]")
    (one,) = trials(path)
    assert not one.passed
    assert "'>' not supported" in one.reason


def test_every_kind_has_fields() -> None:
    assert all(fields_of(each) for each in EACH)


def test_settings_that_were_found_cannot_name_rules(tmp_path: Path) -> None:
    """A pull request must not run code in CI."""
    from depaudit.cli.group import run

    (tmp_path / "evil.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n", encoding="utf-8")
    (tmp_path / "inventory.yaml").write_text("depaudit: 1\nservices: [{id: s}]\n", encoding="utf-8")
    for key in ("rules", "rule_files", "rule-files"):
        (tmp_path / "depaudit.toml").write_text(f'{key} = ["evil.py"]\n', encoding="utf-8")
        assert run(["scan", str(tmp_path / "inventory.yaml")]) == 2
        assert not (tmp_path / "ran").exists()
