"""What the catalog promises: in step, sound, complete, honest, and free of the traps that fooled others."""

from collections import Counter
from time import process_time

import pytest

import depaudit
from depaudit.catalog import Catalog
from depaudit.catalog.check import check
from depaudit.catalog.compile import out_of_step
from depaudit.catalog.sources import signatures
from depaudit.catalog.store import COMPILED
from depaudit.model.knowledge import Upstream

CATALOGUES = ("bedrock", "azure-openai", "openrouter-api", "vertex-ai", "snowflake-cortex", "databricks-mosaic")
RUN = ("hosting", "operator", "cdn-edge", "identity", "database")
LEFT_OPEN = {"deepl-api"}
"""Offerings whose one host stands beside servers of their own; no source says whether they run without it."""

SLUGS = """
01-ai azure bailing black-forest-labs charity_engine clf_ai_gateway compactifai coze cursor drun fastembed
flowise gradient-ai groq heroku iflow infinity kuaecloud langflow litellm llama.cpp llamafile mcp merge-gateway
metaphor milvus mlflow nlp_cloud open-webui poe privatemode pytorch regolo runwayml sap semantic-scholar sglang
sqlite-vss streamlake tensorflow valkey vllm voyageai
"""
"""What lists of packages, prefixes and hosts call a vendor, where that is not its id."""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.bundled()


def test_the_compiled_form_is_in_step() -> None:
    assert out_of_step() == ()


def test_the_sources_are_sound() -> None:
    assert check() == []


@pytest.mark.parametrize(
    ("kind", "least"),
    [("vendor", 428), ("offering", 364), ("model", 734), ("licence", 71), ("hardware", 69), ("event", 71),
     ("mechanism", 27), ("instrument", 56), ("framework", 36), ("substitutes", 80)],
)  # fmt: skip
def test_counts(catalog: Catalog, kind: str, least: int) -> None:
    assert len(catalog.ids(kind)) >= least


def test_every_signature_and_substitute_is_carried(catalog: Catalog) -> None:
    assert sum(1 for _ in signatures()) >= 1_325
    assert sum(len(catalog.substitutes_for(identifier)) for identifier in catalog.ids("substitutes")) == 402


@pytest.mark.parametrize("slug", SLUGS.split())
def test_what_the_lists_of_signatures_call_a_vendor_is_one(catalog: Catalog, slug: str) -> None:
    assert catalog.vendor_named(slug) is not None


@pytest.mark.parametrize(
    ("text", "vendor"),
    [("inclusionAI", "ant-group"), ("Kwaipilot", "kuaishou"), ("Z.ai / THUDM", "zhipu"),
     ("Voyage AI (MongoDB)", "voyage"), ("CMU / ESPnet", "espnet"), ("Rhasspy / Open Home", "ohf"),
     ("University of Helsinki", "helsinki")],
)  # fmt: skip
def test_a_developer_in_free_text_is_a_vendor(catalog: Catalog, text: str, vendor: str) -> None:
    found = catalog.vendor_named(text)
    assert found is not None
    assert found.id == vendor


def test_every_id_that_another_names_is_known(catalog: Catalog) -> None:
    for identifier in catalog.ids("model"):
        model = catalog.model(identifier)
        assert model is not None
        assert catalog.vendor(model.developer) is not None, identifier
    for identifier in catalog.ids("offering"):
        offering = catalog.offering(identifier)
        assert offering is not None
        assert catalog.vendor(offering.vendor) is not None, identifier
        for edge in offering.upstreams:
            assert catalog.vendor(edge.target) or catalog.offering(edge.target), (identifier, edge.target)
    for identifier in catalog.ids("substitutes"):
        assert catalog.resolve(identifier) is not None, identifier


def test_the_compiled_form_stays_small() -> None:
    assert sum(path.stat().st_size for path in COMPILED.iterdir()) < 6_000_000


def test_fifty_ids_cost_little() -> None:
    uses = [*Catalog.bundled().ids("offering")[::14], *Catalog.bundled().ids("model")[::30]][:50]
    fresh = Catalog.bundled()
    start = process_time()
    for text in uses:
        assert fresh.resolve(text) is not None
    assert process_time() - start < 0.015 * 4


def test_every_upstream_that_was_researched_is_kept(catalog: Catalog) -> None:
    kept = 0
    for kind in ("vendor", "offering", "hardware"):
        for identifier in catalog.ids(kind):
            raw = catalog.raw(kind, identifier) or {}
            kept += len(raw.get("upstreams", ())) + len(raw.get("related", ()))
    assert kept >= 335


def edges(catalog: Catalog, offering: str) -> tuple[Upstream, ...]:
    found = catalog.offering(offering)
    assert found is not None
    return found.upstreams


@pytest.mark.parametrize("offering", CATALOGUES)
def test_no_single_developer_takes_a_catalogue_of_many_down(catalog: Catalog, offering: str) -> None:
    for edge in edges(catalog, offering):
        if edge.relation == "model-api":
            assert edge.binds
        elif edge.relation in RUN:
            assert edge.target not in {"anthropic", "openai", "xai", "anthropic-api", "openai-api", "xai-api"}


@pytest.mark.parametrize("offering", CATALOGUES)
def test_the_fall_of_a_developer_takes_its_models_down(catalog: Catalog, offering: str) -> None:
    bound = [edge for edge in edges(catalog, offering) if "anthropic" in edge.binds]
    assert [edge.target for edge in bound] == ["anthropic"]
    model = catalog.model("claude-fable-5")
    assert model is not None
    assert (model.developer, model.weights) == ("anthropic", "closed")


def test_chips_and_foundries_never_stand_among_what_runs(catalog: Catalog) -> None:
    makers = {"tsmc", "samsung", "skhynix", "micron", "asml", "smic"}
    for kind in ("vendor", "offering"):
        for identifier in catalog.ids(kind):
            record = catalog.vendor(identifier) if kind == "vendor" else catalog.offering(identifier)
            assert record is not None
            assert not [edge for edge in record.upstreams if edge.relation in RUN and edge.target in makers]


def test_an_edge_alone_in_its_relation_is_needed(catalog: Catalog) -> None:
    for identifier in catalog.ids("offering"):
        free = [edge for edge in edges(catalog, identifier) if not edge.binds]
        bound = {edge.relation for edge in edges(catalog, identifier) if edge.binds}
        for relation, count in Counter(edge.relation for edge in free).items():
            if count == 1 and relation not in bound:
                (edge,) = [edge for edge in free if edge.relation == relation]
                expected = "unknown" if identifier in LEFT_OPEN else "all-of"
                assert edge.composition == expected, (identifier, relation)


def test_a_host_that_may_not_be_needed_leaves_the_verdict_open() -> None:
    inventory = depaudit.load({
        "depaudit": 1,
        "organisation": {"name": "O", "jurisdiction": "DE"},
        "services": [{"id": "words", "requires": ["deepl"]}],
        "components": [{"id": "deepl", "uses": "deepl-api", "region": "DE"}],
    })  # fmt: skip
    assert depaudit.simulate(inventory, cut=["vendor:aws"])["words"].state == "unknown"
    assert depaudit.simulate(inventory, cut=["vendor:deepl"])["words"].state == "down"


@pytest.mark.parametrize(
    ("vendor", "states"),
    [("langfuse", {"DE", "US"}), ("exoscale", {"CH", "AT", "MX"}), ("bfl", {"US", "DE"}),
     ("manus", {"SG", "KY", "CN"}), ("jina", {"DE", "NL", "US"}), ("jfrog", {"IL", "US"}),
     ("elastic", {"NL", "US"}), ("aws-esc", {"DE", "US"}),
     ("mistral", {"FR"}), ("anysphere", {"US"}), ("qdrant", {"DE"})],
)  # fmt: skip
def test_control_is_the_whole_set(catalog: Catalog, vendor: str, states: set[str]) -> None:
    found = catalog.vendor(vendor)
    assert found is not None
    assert {control.state for control in found.control if not control.pending} == states


def test_deals_that_are_not_closed_do_not_act(catalog: Catalog) -> None:
    for identifier, state in (("aleph-alpha", "CA"), ("duckdb", "US")):
        vendor = catalog.vendor(identifier)
        assert vendor is not None
        assert state in {control.state for control in vendor.control if control.pending}
        assert vendor.parents == ()


def test_minority_stakes_are_no_control(catalog: Catalog) -> None:
    for identifier, holder in (("mistral", "asml"), ("cohere", "schwarz"), ("cerebras", "g42"), ("nebius", "nvidia")):
        vendor = catalog.vendor(identifier)
        assert vendor is not None
        assert holder not in vendor.parents


def test_a_small_state_through_a_middle_parent_is_theory(catalog: Catalog) -> None:
    vendor = catalog.vendor("exoscale")
    assert vendor is not None
    assert {control.state: control.basis for control in vendor.control} == {
        "AT": "theoretical", "MX": "theoretical", "CH": "instrument",
    }  # fmt: skip


def test_nothing_without_a_source_passes_for_a_fact(catalog: Catalog) -> None:
    for identifier in catalog.ids("vendor"):
        vendor = catalog.vendor(identifier)
        assert vendor is not None
        for fact in vendor.facts:
            assert fact.sources or fact.confidence == "unverified", fact


def test_the_union_has_the_members_that_the_engine_expands(catalog: Catalog) -> None:
    from depaudit.model.jurisdiction import EU_MEMBERS

    (union,) = [bloc for bloc in catalog.jurisdictions()["blocs"] if bloc["id"] == "EU"]
    assert {state for states in union["members"].values() for state in states} == EU_MEMBERS
