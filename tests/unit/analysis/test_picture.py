"""The picture holds what the engine says, for single cuts and for pairs."""

from typing import Any

import pytest

from depaudit import Simulation, load
from depaudit.analysis.picture import picture
from depaudit.model.picture import DIGITS, Picture

HORIZONS = (0, 30, 365)


def made(components: list[dict[str, Any]], *requires: Any) -> tuple[Simulation, Picture]:
    inventory = load(
        {
            "depaudit": 1,
            "organisation": {"jurisdiction": "CA"},
            "services": [{"id": "s", "rto": "4h", "requires": list(requires)}],
            "components": components,
        }
    )
    simulation = Simulation(inventory)
    return simulation, picture(simulation, HORIZONS)


def provided(name: str, state: str) -> dict[str, Any]:
    return {"id": name, "provider": {"name": f"Vendor {name}", "jurisdiction": state}}


def cut(shown: Picture, name: str) -> int:
    return next(number for number, one in enumerate(shown.cuts) if one.id == name)


def test_every_state_under_every_cut_is_what_simulate_says() -> None:
    parts = [provided("a", "US"), provided("b", "DE"), {"id": "g", "any_of": ["a", "b"]}]
    simulation, shown = made(parts, "g")
    for number, one in enumerate(shown.cuts):
        text = one.id if one.kind == "jurisdiction" else f"{one.kind}:{one.id}"
        verdict = simulation.run([text], HORIZONS)["s"]
        digits = [shown.singles[place].get(0, "0" * len(shown.cuts))[number] for place in range(len(HORIZONS))]
        assert digits == [DIGITS[verdict.state_at(day)] for day in HORIZONS]


def test_a_pair_that_is_worse_than_either_is_listed_with_its_proof() -> None:
    parts = [provided("a", "US"), provided("b", "DE"),
             {"id": "g", "any_of": ["a", "b"], "switch": {"mode": "automatic"}}]  # fmt: skip
    _, shown = made(parts, "g")
    pair = next(one for one in shown.pairs if {one.first, one.second} == {cut(shown, "US"), cut(shown, "DE")})
    assert (0, 0, "3") in pair.worse
    assert pair.paths[0][0] == "s"
    assert pair.paths[0][1][-1] in ("a", "b")


def test_states_that_do_nothing_alone_may_stop_something_together() -> None:
    _, shown = made([{"id": "a", "provider": {"own": True}, "region": ["US", "DE"]}], "a")
    pair = next(one for one in shown.pairs if {one.first, one.second} == {cut(shown, "US"), cut(shown, "DE")})
    assert (0, 0, "3") in pair.worse


def test_what_no_service_needs_is_not_shown() -> None:
    _, shown = made([provided("a", "US"), provided("unused", "US")], "a")
    assert [node.id for node in shown.nodes] == ["s", "a"]


def test_a_node_names_the_cuts_that_reach_it() -> None:
    _, shown = made([provided("a", "US"), provided("b", "DE")], "a", "b")
    reached = {node.id: {shown.cuts[number].id for number in node.cuts} for node in shown.nodes}
    assert "US" in reached["a"]
    assert "US" not in reached["b"]
    assert reached["s"] == set()


@pytest.mark.parametrize(
    ("component", "kind", "note"),
    [
        ({"id": "g", "any_of": ["a", "b"]}, "option", "option 2, 7 d"),
        ({"id": "g", "k_of_n": {"k": 1, "of": ["a", "b"]}}, "member", "1 of 2"),
        ({"id": "g", "requires": ["a", {"id": "b", "survives": "7d"}]}, "requires", "survives 7 d"),
        ({"id": "g", "requires": ["a", {"id": "b", "for": "deploy"}]}, "requires", "deploy"),
        ({**provided("g", "US"), "deployment": "self-hosted", "kind": "model", "copy": {"at": "b"}}, "copy",
         "keeps the copy"),
    ],
)  # fmt: skip
def test_edges_say_how(component: dict[str, Any], kind: str, note: str) -> None:
    _, shown = made([provided("a", "US"), provided("b", "DE"), component], "g")
    assert (kind, note) in {(edge.kind, edge.note) for edge in shown.edges}


def test_no_service_no_picture_to_speak_of() -> None:
    simulation = Simulation(load({"depaudit": 1, "components": [provided("a", "US")]}))
    shown = picture(simulation, HORIZONS)
    assert not shown.nodes
    assert not shown.pairs
