"""The library of scenarios through the command, and every event on every example."""

import json
from pathlib import Path

import pytest

from depaudit import Simulation, load
from depaudit.scenarios.library import library_of
from depaudit.scenarios.play import play
from functional.test_command_line import EXAMPLES, run

NAMES = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))
EVENTS = 71


@pytest.mark.parametrize("name", NAMES)
def test_every_event_runs_on_every_example_and_several_select_something(name: str) -> None:
    simulation = Simulation(load(EXAMPLES / f"{name}.yaml"), as_of="2026-11-24")
    library = library_of(simulation, "2026-11-24", ends=True)
    everything = library.set("all")
    assert len({one.id.partition(":")[0] for one in everything if one.kind in ("literal", "analogue")}) == EVENTS
    results = play(simulation, [(one,) for one in everything])
    assert sum(bool(one.touches) for one in results) >= 5


def test_the_list_is_for_machines_too() -> None:
    listed = json.loads(run("scenarios", "list", "--format", "json").stdout)
    keys = {"id", "title", "kind", "side", "jurisdictions", "mechanism", "date", "sources"}
    assert all(keys <= set(one) for one in listed)
    assert all(one["sources"] for one in listed if one["kind"] == "literal")


def test_show_tells_the_story_with_sources_and_what_is_over() -> None:
    told = run("scenarios", "show", "us-anthropic-fable5-mythos5-2026").stdout
    assert "over since 2026-06-30" in told
    assert "source: https://" in told
    assert "model claude-fable-5" in told


def test_one_command_says_what_june_would_have_done() -> None:
    done = run("simulate", "examples/startup-one-llm.yaml", "--scenario", "us-anthropic-fable5-mythos5-2026",
               "--as-of", "2026-11-24")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "coding-agent: day 0 down" in done.stdout
    assert "older-model-same-vendor from 5 min" in done.stdout


def test_a_set_is_a_matrix() -> None:
    done = run("simulate", "examples/ministry.yaml", "--scenario-set", "demand", "--as-of", "2026-11-24")
    assert done.returncode == 0, done.stderr
    assert "Demand side" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("simulate", "examples/quickstart.yaml"),
        ("simulate", "examples/quickstart.yaml", "--cut", "US", "--scenario-set", "all"),
        ("simulate", "examples/quickstart.yaml", "--scenario", "no-such-thing"),
        ("simulate", "examples/quickstart.yaml", "--scenario", "no-such-file.yaml"),
        ("scenarios", "show", "no-such-thing"),
    ],
)
def test_what_makes_no_sense_is_said(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr


def test_a_scenario_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("this: is not one\n", encoding="utf-8")
    done = run("simulate", "examples/quickstart.yaml", "--scenario", path)
    assert done.returncode == 2
    assert "own.yaml" in done.stderr
