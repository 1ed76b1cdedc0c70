"""Cards that an expert would sign: control, levers, second-order paths, openness, every fact with its source."""

import json

import pytest
from click.testing import CliRunner

from depaudit.catalog import Catalog
from depaudit.catalog.card import card, find
from depaudit.catalog.card_text import card_text
from depaudit.catalog.find import search
from depaudit.catalog.stats import stats, stats_text
from depaudit.cli.catalog import command

SIGNED = {
    "langfuse": ("vendor", {"DE", "US"}), "black-forest-labs": ("vendor", {"DE", "US"}),
    "exoscale": ("vendor", {"AT", "CH", "MX"}), "mistral-api": ("offering", {"FR"}),
    "deepl-api": ("offering", {"DE"}), "huggingface-hub": ("offering", {"US"}), "nvidia-h100": ("hardware", {"US"}),
    "qwen3.8-27b": ("model", {"CN", "KY"}), "llama-4-scout-17b-instruct": ("model", {"US"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.bundled()


@pytest.mark.parametrize("identifier", SIGNED)
def test_the_card_names_every_state_that_can_order_it(catalog: Catalog, identifier: str) -> None:
    found = card(catalog, identifier)
    assert found is not None
    assert (found["kind"], set(found["control_jurisdictions"])) == SIGNED[identifier]
    assert {"id", "kind", "name", "control", "facts"} <= set(found)
    for one in found["control"]:
        assert {"state", "ground", "basis", "as_of"} <= set(one)
    for fact in found["facts"]:
        assert {"field", "value", "source", "as_of", "confidence", "valid_until"} <= set(fact)
    assert found["name"] in card_text(found)


@pytest.mark.parametrize(
    ("identifier", "path", "confidence"),
    [("langfuse", ("langfuse-cloud", "aws"), "high"), ("deepl-api", ("aws",), "high"),
     ("mistral-api", ("microsoft",), "contested"), ("weaviate-cloud", ("aws",), "high")],
)  # fmt: skip
def test_a_second_order_path_is_as_sure_as_its_weakest_link(
    catalog: Catalog, identifier: str, path: tuple[str, ...], confidence: str
) -> None:
    found = card(catalog, identifier)
    assert found is not None
    chains = {(one["state"], one["path"]): one for one in found["reached_through"]}
    assert chains["US", path]["confidence"] == confidence
    assert chains["US", path]["sources"]


def test_a_contested_fact_shows_both_sides(catalog: Catalog) -> None:
    found = card(catalog, "mistral-api")
    assert found is not None
    text = card_text(found)
    assert "For:" in text
    assert "Against:" in text
    assert "https://mistral.ai/cloud/inference/" in text


def test_what_was_not_found_is_no_all_clear(catalog: Catalog) -> None:
    for identifier, said in (("bfl-api", True), ("deepl-api", False), ("vllm", False)):
        found = card(catalog, identifier)
        assert found is not None
        assert ("no source was found" in card_text(found)) is said


def test_a_claim_of_control_carries_its_note_once(catalog: Catalog) -> None:
    found = card(catalog, "umans")
    assert found is not None
    assert card_text(found).count("RCS Nanterre") == 1


def test_no_fact_stands_twice(catalog: Catalog) -> None:
    found = card(catalog, "zai-api")
    assert found is not None
    assert [fact["field"] for fact in found["facts"]].count("control.SG") == 1


def test_levers_name_law_and_precedent(catalog: Catalog) -> None:
    found = card(catalog, "openai-api")
    assert found is not None
    (us,) = [lever for lever in found["levers"] if lever["state"] == "US"]
    assert us["basis"] == "precedent"
    assert "vendor-directive" in us["mechanisms"]
    assert "us-ear-is-informed" in us["instruments"]


def test_openness_says_what_can_be_held(catalog: Catalog) -> None:
    scout, hub = card(catalog, "llama-4-scout-17b-instruct"), card(catalog, "vllm")
    assert scout is not None
    assert hub is not None
    assert scout["openness"]["weights"] in ("open", "gated")
    assert scout["openness"]["terms"]
    assert hub["openness"]["self_hostable"]


def test_a_kind_settles_what_is_meant(catalog: Catalog) -> None:
    assert type(find(catalog, "vendor:qdrant")).__name__ == "Vendor"
    assert type(find(catalog, "offering:qdrant")).__name__ == "Offering"
    assert find(catalog, "model:no-such-model") is None
    assert find(catalog, "no such thing") is None


@pytest.mark.parametrize("identifier", ["Apache-2.0", "us-anthropic-fable5-mythos5-2026", "vendor-directive"])
def test_other_kinds_are_shown_as_the_sources_have_them(catalog: Catalog, identifier: str) -> None:
    found = card(catalog, identifier)
    assert found is not None
    assert card_text(found).startswith(found["name"])


def test_staleness_is_judged_on_the_day_asked_for(catalog: Catalog) -> None:
    now, later = card(catalog, "openai-api", "2026-11-25"), card(catalog, "openai-api", "2036-01-01")
    assert now is not None
    assert later is not None
    assert sum(fact["stale"] for fact in now["facts"]) < sum(fact["stale"] for fact in later["facts"])
    assert stats(catalog, "2036-01-01")["stale"] > stats(catalog)["stale"]


def test_stats_add_up(catalog: Catalog) -> None:
    found = stats(catalog)
    assert found["high"] + found["medium"] + found["unverified"] + found["contested"] == found["facts"]
    assert found["control_verified"] + found["control_weak"] + found["control_none"] == found["vendor"]
    assert {"facts", "sourced", "unverified", "stale", "as_of"} <= set(found)
    assert "facts" in stats_text(found)


def test_search_reads_names_and_aliases(catalog: Catalog) -> None:
    assert ("vendor", "bfl") in {(kind, identifier) for kind, identifier, _ in search(catalog, "black forest")}
    assert not list(search(catalog, "no such thing at all"))


@pytest.mark.parametrize("arguments", [["show", "langfuse"], ["search", "langfuse"], ["stats"]])
def test_every_view_has_a_machine_form(arguments: list[str]) -> None:
    text = CliRunner().invoke(command, arguments, standalone_mode=False)
    plain = CliRunner().invoke(command, [*arguments, "--format", "json"], standalone_mode=False)
    assert text.exception is None
    assert json.loads(plain.output)
    assert plain.output != text.output
