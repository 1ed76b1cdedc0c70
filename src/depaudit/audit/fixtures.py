"""The fixtures of a rule pack: inventories on which a rule fires or stays silent, and a snapshot of what it says.

A pack keeps them beside its modules: `fixtures/ID.yaml` and `fixtures/ID.txt`, the findings as text.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from depaudit.analysis.assessment import Thresholds
from depaudit.audit.registry import Pack
from depaudit.audit.run import run_rules
from depaudit.audit.settings import with_options
from depaudit.audit.trial import FIXED_DAY, Trial
from depaudit.errors import ConfigError, DepauditError, Problem
from depaudit.inventory import read_plain
from depaudit.inventory.events import Plain
from depaudit.inventory.nearest import did_you_mean
from depaudit.model.finding import Finding
from depaudit.rulekit.declare import Rule

KINDS: Final = ("fires", "silent")
KEYS: Final = ("inventory", "says", "findings", "subject", "severity", "settings", "options")
SETTINGS: Final = {"max-concentration": "max_concentration", "min-open-share": "min_open_share"}


class Case(NamedTuple):
    """One inventory of a fixture (or a gateway configuration), and what is expected of the rule on it.

    `says` are texts that must stand in a message or in its evidence; `findings` is how many there are (None: any).
    """

    kind: str
    number: int
    inventory: Mapping[str, Any]
    as_of: str
    thresholds: Thresholds = Thresholds()
    options: tuple[tuple[str, Any], ...] = ()
    says: tuple[str, ...] = ()
    findings: int | None = None
    subject: str = ""
    severity: str = ""


def fixture_trials(rule: Rule, folder: Path, *, write: bool = False) -> Iterator[Trial]:
    """Every case of the fixture of `rule`, run, and its snapshot compared; `write` makes the snapshot anew."""
    path = folder / f"{rule.id}.yaml"
    if not path.is_file():
        yield Trial(rule.id, "fixture", 1, passed=False, reason=f"there is no {path.name} in {folder}")
        return
    try:
        cases = read_fixture(path)
    except DepauditError as error:
        yield Trial(rule.id, "fixture", 1, passed=False, reason=str(error))
        return
    texts = []
    for case in cases:
        findings, failure = _run(case, rule)
        reason = failure or _fault(case, findings)
        yield Trial(rule.id, case.kind, case.number, passed=not reason, reason=reason)
        if case.kind == "fires":
            texts.append(f"fires {case.number}\n" + "".join(map(written, findings)))
    yield _snapshot(rule, path.with_suffix(".txt"), "\n".join(texts), write=write)


def read_fixture(path: Path) -> tuple[Case, ...]:
    """The cases of a fixture file. Raises ConfigError with all that is wrong with it."""
    plain = read_plain(str(path))
    problems = list(_problems(plain))
    if problems:
        raise ConfigError.of(problems)
    day = str(plain.value.get("as_of", FIXED_DAY))
    return tuple(_case(kind, number, raw, day)
                 for kind in KINDS for number, raw in enumerate(plain.value[kind], 1))  # fmt: skip


def _problems(plain: Plain) -> Iterator[Problem]:
    raw = plain.value
    if not isinstance(raw, dict) or not all(isinstance(raw.get(kind), list) and raw[kind] for kind in KINDS):
        hint = "write fires: and silent:, each a list of cases with inventory:"
        yield Problem("a fixture has cases on which the rule fires and cases on which it is silent",
                      plain.position(raw), hint)  # fmt: skip
        return
    for key in raw:
        if key not in (*KINDS, "as_of"):
            yield Problem(f"unknown key {str(key)[:40]!r}", plain.position(raw, key), did_you_mean(str(key), KINDS))
    for case in (*raw["fires"], *raw["silent"]):
        if not isinstance(case, dict) or not isinstance(case.get("inventory"), dict):
            yield Problem("a case has an inventory", plain.position(raw), "write inventory: {...}")
            continue
        for key in case:
            if key not in KEYS:
                yield Problem(f"unknown key {str(key)[:40]!r}", plain.position(case, key),
                              did_you_mean(str(key), KEYS))  # fmt: skip
        for key in case.get("settings", {}):
            if key not in SETTINGS:
                yield Problem(f"unknown setting {str(key)[:40]!r}", plain.position(case["settings"], key),
                              "one of " + ", ".join(SETTINGS))  # fmt: skip


def _case(kind: str, number: int, raw: Mapping[str, Any], day: str) -> Case:
    limits = {SETTINGS[key]: value for key, value in raw.get("settings", {}).items()}
    says = raw.get("says", ())
    return Case(kind, number, raw["inventory"], day, Thresholds(**limits), tuple(raw.get("options", {}).items()),
                (says,) if isinstance(says, str) else tuple(says), raw.get("findings"), raw.get("subject", ""),
                raw.get("severity", ""))  # fmt: skip


def _run(case: Case, rule: Rule) -> tuple[tuple[Finding, ...], str]:
    """The findings, and why there are none to speak of."""
    from depaudit.analysis.assess import assess
    from depaudit.catalog.known import known
    from depaudit.cutoff.simulation import HORIZONS, Simulation
    from depaudit.importers import draft_of, inventory_of
    from depaudit.inventory import load

    try:
        rules = with_options((rule,), ((rule.id, name, value) for name, value in case.options))
        raw = case.inventory
        inventory = load(raw if draft_of(raw) else {"depaudit": 1, **raw}, inventory_of)
        catalog = known(inventory.overlay, (), as_of=case.as_of, without=False)
        simulation = Simulation(inventory, catalog, as_of=case.as_of)
        assessment = assess(simulation, as_of=case.as_of, horizons=HORIZONS, thresholds=case.thresholds)
    except DepauditError as error:
        return (), str(error)
    findings, failures = run_rules(rules, assessment)
    return findings, failures[0].reason if failures else ""


def _fault(case: Case, findings: tuple[Finding, ...]) -> str:
    """What is not as the case says; empty where all is."""
    if case.kind == "silent":
        return findings[0].message if findings else ""
    if not findings:
        return "it stayed silent"
    if case.findings is not None and len(findings) != case.findings:
        return f"{len(findings)} findings, not {case.findings}"
    said = "\n".join(text for one in findings for text in (one.message, *one.evidence))
    if missing := [text for text in case.says if text not in said]:
        return f"it does not say {missing[0]!r}: {findings[0].message}"
    if case.subject and all(one.subject != case.subject for one in findings):
        return f"it is about {findings[0].subject}, not {case.subject}"
    if case.severity and all(str(one.severity) != case.severity for one in findings):
        return f"it is {findings[0].severity}, not {case.severity}"
    return ""


def written(finding: Finding) -> str:
    """A finding as text, without what moves: what a snapshot keeps."""
    notes = dict(zip(finding.path, finding.path_notes, strict=False))
    steps = (f"{step} ({notes[step]})" if notes.get(step) else step for step in finding.path)
    lines: list[str] = [
        f"{finding.severity} {finding.rule} {finding.name}: {finding.message}",
        f"about {finding.subject}" + (f" under {finding.cutoff}" if finding.cutoff else ""),
        f"confidence {finding.confidence}",
        *(["path " + " > ".join(steps)] if finding.path else ()),
        *(f"evidence {one}" for one in finding.evidence),
        *(f"fact {one}" for one in finding.facts),
        *([f"remedy {finding.remedy.text}"] if finding.remedy else ()),
        *(f"patch {line}" for line in (finding.remedy.patch.splitlines() if finding.remedy else ())),
    ]
    return lines[0] + "\n" + "".join(f"  {line}\n" for line in lines[1:])


def _snapshot(rule: Rule, path: Path, text: str, *, write: bool) -> Trial:
    if write:
        path.write_text(text, encoding="utf-8")
    kept = path.read_text(encoding="utf-8") if path.is_file() else None
    if kept == text:
        return Trial(rule.id, "snapshot", 1, passed=True)
    reason = f"there is no {path.name}" if kept is None else _difference(kept, text)
    return Trial(rule.id, "snapshot", 1, passed=False, reason=f"{reason}; --write makes it anew")


def _difference(kept: str, text: str) -> str:
    was, now = kept.splitlines(), text.splitlines()
    number = next((at for at, (one, other) in enumerate(zip(was, now, strict=False)) if one != other),
                  min(len(was), len(now)))  # fmt: skip
    before, after = (lines[number].strip() if number < len(lines) else "nothing" for lines in (was, now))
    return f"line {number + 1} was {before!r} and is {after!r}"


def pack_trials(pack: Pack, *, write: bool = False) -> Iterator[Trial]:
    """For each rule of a pack: its manual page, its fixture and its snapshot."""
    from depaudit.audit.pages import page_faults

    for rule in sorted(pack.rules, key=lambda one: one.id):
        faults = list(page_faults(rule))
        yield Trial(rule.id, "page", 1, passed=not faults, reason="; ".join(faults))
        yield from fixture_trials(rule, pack.folder, write=write)
