"""The library of scenarios through the command, and every event on every example."""

import json
from pathlib import Path

import pytest

from depaudit import Simulation, load
from depaudit.catalog import Catalog
from depaudit.cli.group import run as inside
from depaudit.report.scenarios import story
from depaudit.scenarios.library import Library, library_of
from depaudit.scenarios.play import play
from functional.test_command_line import EXAMPLES, run

NAMES = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))
EVENTS = 71
JUNE = "us-anthropic-fable5-mythos5-2026"


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
    told = run("scenarios", "show", JUNE).stdout
    assert "over since 2026-06-30" in told
    assert "source: https://" in told
    assert "model claude-fable-5" in told


def test_one_command_says_what_june_would_have_done() -> None:
    done = run("simulate", "examples/startup-one-llm.yaml", "--scenario", JUNE,
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


def test_the_list_is_a_line_for_each_with_its_side_and_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert inside(["scenarios", "list", "--format", "json", "--as-of", "2026-11-24"]) == 0
    everything = json.loads(capsys.readouterr().out)
    assert inside(["scenarios", "list", "--as-of", "2026-11-24"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(everything)
    for one, line in zip(everything, lines, strict=True):
        assert line.split()[:2] == [one["id"], one["side"]]
        assert (one["date"] or "") in line
        assert line.endswith(one["title"])


def test_every_story_holds_what_its_entry_holds_and_no_empty_line_of_it() -> None:
    library = Library(Catalog.bundled(), "2026-11-24")
    for one in library.set("all"):
        raw = library.events.get(one.id.removesuffix(":analogue")) or {}
        text = story(one, raw)
        assert text.startswith(f"{one.id}: {one.title}\n")
        assert text.count("\n  source: ") == len(one.sources)
        assert text.count("\n  selects: ") == text.count("\n    remote use: ") == len(one.actions)
        assert ("\n  notice: " in text) == (one.notice is not None)
        assert ("\n  people reached: " in text) == (one.reach is not None)
        assert ("\n  instruments: " in text) == bool(one.instruments)
        assert ("\n  kept working: " in text) == bool(raw.get("kept_working"))
        assert ("nobody can verify" in text) == (one.reach is not None and not one.reach.verifiable)
    assert story(library.set("history")[0], None)


def test_one_scenario_is_an_object_and_several_readings_of_an_event_are_a_list(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert inside(["scenarios", "show", "us-vendor-directive", "-f", "json", "--as-of", "2026-11-24"]) == 0
    generic = json.loads(capsys.readouterr().out)
    assert (generic["id"], generic["event"]) == ("us-vendor-directive", None)
    assert inside(["scenarios", "show", JUNE, "-f", "json", "--as-of", "2026-11-24"]) == 0
    literal = json.loads(capsys.readouterr().out)
    assert literal["event"]["id"] == JUNE


PEOPLE = """\
depaudit: 1
organisation: {jurisdiction: CA}
services: [{id: s, criticality: critical, requires: [a]}]
components:
"""


def test_a_stack_that_an_event_does_not_reach_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "inventory.yaml"
    path.write_text(f"{PEOPLE}  - {{id: a, provider: {{own: true}}, region: CA}}\n", encoding="utf-8")
    assert inside(["simulate", str(path), "--scenario", JUNE, "--as-of", "2026-11-24"]) == 0
    said = capsys.readouterr().out
    assert "takes nothing of this stack" in said
    assert "day 0 up" in said


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A scenario of one's own: a vendor turns away the people of one nationality."""
    path = tmp_path / "own.yaml"
    people = "persons: {nationalities: [IN], verifiable: true}\n"
    path.write_text(
        f"depaudit-scenario: 1\nid: own\ntitle: people\n{people}takes: [{{select: {{vendor: Big}}}}]\n",
        encoding="utf-8",
    )
    return path


def test_of_many_things_that_are_taken_the_first_are_named(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "inventory.yaml"
    names = [f"a{number:02}" for number in range(23)]
    parts = "".join(f"  - {{id: {name}, provider: {{name: Big, jurisdiction: US}}}}\n" for name in names)
    path.write_text(PEOPLE.replace("[a]", f"[{', '.join(names)}]") + parts, encoding="utf-8")
    assert inside(["simulate", str(path), "--scenario", str(own)]) == 0
    said = capsys.readouterr().out
    assert said.count("\n  takes a") == 20
    assert "\n  and 3 more\n" in said


@pytest.mark.parametrize(("people", "assessed"), [("", False), (", persons: {users: [CA], operators: [CA]}", True)])
def test_where_nobody_says_whose_people_work_there_that_part_is_not_assessed(
    people: str, assessed: bool, own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "inventory.yaml"
    stack = PEOPLE.replace("jurisdiction: CA", f"jurisdiction: CA{people}")
    path.write_text(f"{stack}  - {{id: a, provider: {{name: Big, jurisdiction: US}}}}\n", encoding="utf-8")
    assert inside(["simulate", str(path), "--scenario", str(own)]) == 0
    said = capsys.readouterr().out
    assert ("not assessed: whose nationality is reached is not stated" in said) is not assessed
    assert ("day 0 up" in said) is assessed
