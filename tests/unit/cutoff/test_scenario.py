"""Selectors: what they say, and which levers they pull."""

import pytest

from depaudit.cutoff.scenario import Cutoff, Pulls, Selector, parse_selector
from depaudit.errors import SelectorError
from depaudit.graph.types import Graph, Node
from depaudit.model.lever import FOREIGN, Lever

GRAPH = Graph((), {}, frozenset({"CA"}), {"azure": frozenset({"azure", "microsoft"})}, {})
NODE = Node("n", "component", layers=("inference",))


def mask(lever: Lever, *cuts: str) -> int:
    pulls = Pulls([Cutoff(cut, "scenario", (parse_selector(cut),)) for cut in cuts], GRAPH)
    return pulls.mask(lever, NODE)


@pytest.mark.parametrize(
    ("text", "selector"),
    [
        ("us", Selector("jurisdiction", "US")),
        ("UK", Selector("jurisdiction", "GB")),
        ("EU", Selector("jurisdiction", "EU")),
        ("vendor:openai", Selector("vendor", "openai")),
        ("model:gpt-5", Selector("model", "gpt-5")),
        ("component:db", Selector("component", "db")),
        ("layer:inference@us", Selector("layer", "US", "inference")),
    ],
)
def test_selectors(text: str, selector: Selector) -> None:
    assert parse_selector(text) == selector
    assert parse_selector(str(selector)) == selector


@pytest.mark.parametrize("text", ["", "XX", "vendor:", "layer:nothing@US", "layer:inference", "planet:mars", "USSR"])
def test_nonsense_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(SelectorError) as error:
        parse_selector(text)
    assert error.value.hint


def test_a_state_pulls_its_control_levers_and_no_others() -> None:
    assert mask(Lever("control", "US", "openai"), "US", "CN", "EU") == 0b001


def test_the_union_pulls_its_members_and_a_member_does_not_pull_the_union() -> None:
    assert mask(Lever("control", "DE"), "EU", "DE", "FR") == 0b011
    assert mask(Lever("control", "EU"), "EU", "DE") == 0b01


def test_a_list_of_places_is_lost_only_when_all_are_cut() -> None:
    both = Pulls([Cutoff("both", "scenario", (parse_selector("US"), parse_selector("DE")))], GRAPH)
    lever = Lever("location", places=("DE", "US"))
    assert both.mask(lever, NODE) == 1
    assert mask(lever, "US", "DE") == 0


def test_a_vendor_cut_takes_what_it_owns_and_not_the_other_way_round() -> None:
    assert mask(Lever("control", "US", "azure"), "vendor:microsoft", "vendor:azure", "vendor:aws") == 0b011
    assert mask(Lever("control", None, "microsoft"), "vendor:azure") == 0


def test_a_vendor_cut_leaves_places_alone() -> None:
    assert mask(Lever("location", places=("US",)), "vendor:azure") == 0


def test_a_layer_cut_takes_what_stands_in_that_layer() -> None:
    assert mask(Lever("control", "US"), "layer:inference@US", "layer:cloud@US", "layer:inference@CN") == 0b001


def test_a_model_cut_takes_the_model_or_its_family() -> None:
    assert (
        mask(Lever("model", models=("gpt-5-mini", "gpt-5")), "model:gpt-5", "model:gpt-5-mini", "model:o3") == 0b011
    )


def test_an_unknown_state_may_be_any_foreign_one() -> None:
    assert mask(Lever("control", FOREIGN, unknown=True), "US", "CA", "layer:inference@CN", "ZZ") == 0b1101
