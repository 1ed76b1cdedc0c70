"""What a scenario selects: each criterion alone, on one stack."""

from pathlib import Path
from typing import Any

import pytest

from depaudit import Simulation, load
from depaudit.errors import ScenarioError
from depaudit.scenarios.choose import chosen
from depaudit.scenarios.library import library_of
from depaudit.scenarios.play import play
from depaudit.scenarios.read import read_scenario

AS_OF = "2026-11-24"
STACK: dict[str, Any] = {
    "depaudit": 1,
    "organisation": {"jurisdiction": "CA"},
    "services": [
        {"id": "s", "requires": ["api", "weights"], "tags": ["health"]},
        {"id": "t", "requires": ["own"]},
    ],
    "components": [
        {"id": "api", "uses": "openai-api"},
        {"id": "weights", "uses": "llama-3.3-70b-instruct", "deployment": "self-hosted", "region": "CA"},
        {"id": "own", "provider": {"own": True}, "region": "CA", "licence": "Acme-1.0"},
    ],
}


@pytest.fixture(scope="module")
def simulation() -> Simulation:
    return Simulation(load(STACK), as_of=AS_OF)


def touched(simulation: Simulation, folder: Path, select: str) -> set[str]:
    path = folder / "own.yaml"
    path.write_text(f"depaudit-scenario: 1\nid: own\ntakes: [{{select: {select}}}]\n", encoding="utf-8")
    (result,) = play(simulation, [chosen((str(path),), library_of(simulation, AS_OF))])
    return {touch.id for touch in result.touches} & {"api", "weights", "own"}


@pytest.mark.parametrize(
    ("select", "expected"),
    [
        ("{vendor: OpenAI}", {"api"}),
        ("{offering: openai-api}", {"api"}),
        ("{component: own}", {"own"}),
        ("{component: nothing-here}", set()),
        ("{layer: inference, control: US}", {"api"}),
        ("{layer: model, origin: US}", {"weights"}),
        ("{licence: 'acme*'}", set()),
        ("{sector: health, control: US}", {"api"}),
        ("{sector: banking}", set()),
        ("{distribution: huggingface}", {"weights"}),
        ("{distribution: US}", {"weights"}),
        ("{distribution: CN}", set()),
        ("{obeys: US, vendor: OpenAI}", {"api"}),
        ("[{vendor: OpenAI}, {component: own}]", {"api", "own"}),
    ],
)
def test_criteria(simulation: Simulation, tmp_path: Path, select: str, expected: set[str]) -> None:
    assert touched(simulation, tmp_path, select) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("takes: [{select: {vendor: x}}]\n", "id is missing"),
        ("id: [x]\ntakes: [{select: {vendor: x}}]\n", "id must be a text"),
        ("id: x\nsources: 3\ntakes: [{select: {vendor: x}}]\n", "sources must be a text or a list"),
        ("id: x\nsources: []\ntakes: [{select: {vendor: [3]}}]\n", "vendor must be a text or a list"),
        ("id: x\npersons: {except: [CA], verifiable: 1}\ntakes: [{select: {vendor: x}}]\n", "true or false"),
    ],
)
def test_values_of_the_wrong_type_are_said(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(f"depaudit-scenario: 1\n{text}", encoding="utf-8")
    with pytest.raises(ScenarioError, match=said):
        read_scenario(path)


def test_what_begins_later_is_there_until_then(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    take = "{select: {vendor: x}, from: 5d, lasts: 10d, local_copy: blocked}"
    path.write_text(f"depaudit-scenario: 1\nid: x\ntakes: [{take}]\n", encoding="utf-8")
    (action,) = read_scenario(path).scenario.actions
    day = 86_400
    assert action.remote == ((0, "available"), (5 * day, "blocked"), (15 * day, "available"))
    assert action.local is not None
    assert action.local[1] == (5 * day, "blocked")
