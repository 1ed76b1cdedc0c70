"""Every rule of every installed pack: its page, its fixture, its snapshot, and an id that keeps its name.

`depaudit rules test --write` makes the snapshots anew; read the difference before you commit it.
"""

from pathlib import Path

import pytest

from depaudit.audit.registry import broken_packs, load_rules, pack_of, packs
from depaudit.rulekit import VERSION
from depaudit.rulekit.testing import Trial, trials

IDS = Path(__file__).with_name("rule_ids.txt")
TRIALS = [trial for pack in packs() for trial in trials(pack.name)]


@pytest.mark.parametrize("trial", TRIALS, ids=str)
def test_every_rule_of_every_pack(trial: Trial) -> None:
    assert trial.passed, trial.reason


def test_every_rule_has_a_page_both_fixtures_and_a_snapshot() -> None:
    assert not broken_packs()
    for pack in packs():
        for rule in pack.rules:
            kinds = {trial.kind for trial in TRIALS if trial.rule == rule.id}
            assert kinds == {"page", "fires", "silent", "snapshot"}, rule.id


def test_ids_are_stable() -> None:
    """An id that was given keeps its name for ever; a new rule adds a line."""
    listed = dict(line.split() for line in IDS.read_text(encoding="utf-8").splitlines())
    assert {rule.id: rule.name for rule in pack_of("depaudit_rules").rules} == listed


@pytest.mark.parametrize("rule", pack_of("depaudit_rules").rules, ids=lambda rule: rule.id)
def test_built_in_rules_say_since_when_and_what_to_do(rule: object) -> None:
    (own,) = [one for one in load_rules() if one is rule]
    assert own.since
    snapshot = (pack_of("depaudit_rules").folder / f"{own.id}.txt").read_text(encoding="utf-8")
    found = [line for line in snapshot.splitlines() if f" {own.id} {own.name}: " in line]
    assert found
    assert snapshot.count("\n  remedy ") == len(found)


def test_the_kit_has_a_version() -> None:
    assert VERSION.partition(".")[0] == "1"
