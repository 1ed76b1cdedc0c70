"""Scenario files of users: what they may say, people by nationality, and what is wrong with them."""

from pathlib import Path
from typing import Any

import pytest

from depaudit import Simulation, load
from depaudit.errors import ScenarioError
from depaudit.scenarios.choose import chosen
from depaudit.scenarios.library import library_of
from depaudit.scenarios.play import Played, play

AS_OF = "2026-11-24"
HEAD = "depaudit-scenario: 1\nid: own\ntitle: Our own\n"
TAKE = "takes:\n  - select: {vendor: Vendor Zero}\n"


def written(folder: Path, text: str) -> str:
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def played(path: str, **organisation: Any) -> Played:
    inventory = load(
        {
            "depaudit": 1,
            "organisation": {"jurisdiction": "CA", **organisation},
            "services": [{"id": "s", "criticality": "critical", "rto": "4h", "requires": ["a"]}],
            "components": [{"id": "a", "provider": {"name": "Vendor Zero", "jurisdiction": "US"}}],
        }
    )
    simulation = Simulation(inventory, as_of=AS_OF)
    return play(simulation, [chosen((path,), library_of(simulation, AS_OF, ends=True))])[0]


def states(result: Played) -> list[str]:
    return [state for _, state in result.verdict("s").states]


def test_a_vendor_for_ten_days(tmp_path: Path) -> None:
    result = played(written(tmp_path, f"{HEAD}lasts: 10d\n{TAKE}"))
    assert states(result) == ["down", "up", "up"]
    assert result.verdict("s").interruption == 10 * 86_400


def test_phases(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEAD}{TAKE}    remote: {{0d: available, 20d: blocked, 40d: degraded}}\n")
    assert states(played(path)) == ["up", "down", "degraded"]


@pytest.mark.parametrize(
    ("persons", "expected"),
    [
        ({"users": ["CA", "IN"], "operators": ["CA"]}, "degraded"),
        ({"users": ["IN"], "operators": ["CA"]}, "down"),
        ({"users": ["CA"], "operators": ["IN"]}, "down"),
        ({"users": ["CA"], "operators": ["CA"]}, "up"),
    ],
)
def test_people_of_a_nationality(persons: dict[str, Any], expected: str, tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEAD}persons: {{nationalities: [IN], verifiable: true}}\n{TAKE}")
    result = played(path, persons=persons)
    assert states(result)[0] == expected
    assert not result.not_assessed


def test_people_of_whom_nothing_is_said_are_not_assessed(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEAD}persons: {{nationalities: [IN], verifiable: true}}\n{TAKE}")
    result = played(path)
    assert result.not_assessed
    assert states(result)[0] != "up"


def test_what_cannot_be_verified_reaches_everyone(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEAD}persons: {{nationalities: [IN], verifiable: false}}\n{TAKE}")
    result = played(path, persons={"users": ["CA"], "operators": ["CA"]})
    assert states(result)[0] == "down"
    assert result.collapsed == ("own",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "mapping"),
        ("id: x\ntakes: []\n", "must be 1"),
        (f"{HEAD}", "takes must be a list"),
        (f"{HEAD}tekes: 1\n{TAKE}", "tekes"),
        (f"{HEAD}side: left\n{TAKE}", "supply or demand"),
        (f"{HEAD}takes: [{{select: {{layer: inferense}}}}]\n", "inferense"),
        (f"{HEAD}takes: [{{select: {{}}}}]\n", "criteria"),
        (f"{HEAD}takes: [{{select: {{control: Canada}}}}]\n", "not a jurisdiction"),
        (f"{HEAD}{TAKE}    remote: gone\n", "state of access"),
        (f"{HEAD}lasts: soon\n{TAKE}", "soon"),
        (f"{HEAD}persons: {{}}\n{TAKE}", "nationalities"),
        (f"{HEAD}takes: [3]\n", "mappings"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as raised:
        played(written(tmp_path, text))
    assert message in str(raised.value)
    assert raised.value.path is not None
    assert raised.value.path.endswith("own.yaml")


def test_all_problems_are_reported_together(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as raised:
        played(written(tmp_path, "id: x\nside: left\ntakes: []\n"))
    assert len(raised.value.problems) >= 3
