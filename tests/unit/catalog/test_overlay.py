"""Overlays correct and add facts, say so, end when they end, and refuse what is not well-formed."""

from pathlib import Path
from typing import Any

import pytest

from depaudit.catalog import Catalog
from depaudit.catalog.overlay import expired_entries, read_overlays
from depaudit.errors import CatalogError

WHY = {"reason": "register read", "source": "file 17"}


def states(catalog: Catalog, vendor: str) -> set[str]:
    found = catalog.vendor(vendor)
    assert found is not None
    return {control.state for control in found.control}


def test_a_corrected_control_list_replaces_the_old_one_and_says_so(catalog: Catalog) -> None:
    overlay = {
        "vendors": {"weaviate": {"control": [{"state": "CA", "ground": "seat"}], **WHY, "expires": "2027-06-30"}}
    }
    corrected = catalog.with_overlay(overlay)
    vendor = corrected.vendor("weaviate")
    assert vendor is not None
    (control,) = vendor.control
    assert control.state == "CA"
    assert control.fact.note == "overlay: register read"
    assert control.fact.sources == ("file 17",)
    assert (control.fact.confidence, control.fact.valid_until) == ("medium", "2027-06-30")
    assert vendor.name == "Weaviate"
    offering = corrected.offering("weaviate-cloud")
    assert offering is not None
    assert {each.state for each in offering.control} == {"CA"}
    assert states(catalog, "weaviate") == {"NL"}
    assert corrected.overlaid == (("vendor", "weaviate"),)


def test_new_things_join_the_catalog(catalog: Catalog) -> None:
    overlay = {
        "vendors": {"acme": {"name": "Acme Ltd", "aliases": ["Acme Cloud"], "control": [{"state": "CA"}], **WHY}},
        "offerings": {"acme-api": {"name": "Acme API", "vendor": "acme", "kind": "inference-api",
                                   "aliases": ["acme-llm"], **WHY}},
        "models": {"acme-1": {"name": "Acme One", "developer": "acme", "weights": "closed",
                              "aliases": ["acme/one"], **WHY}},
        "hardware": {"acme-chip": {"name": "Acme Chip", "vendor": "acme", "memory_gb": 80, **WHY}},
    }  # fmt: skip
    extended = catalog.with_overlay(overlay)
    vendor = extended.vendor_named("ACME CLOUD")
    assert vendor is not None
    assert vendor.id == "acme"
    found = extended.resolve("acme-llm/acme-1")
    assert found is not None
    assert found.offering is not None
    assert found.model is not None
    assert found.model.facts[0].note == "overlay: register read"
    by_alias = extended.resolve("acme/one")
    assert by_alias is not None
    assert by_alias.model == found.model
    assert extended.hardware("acme-chip") is not None
    assert "acme-1" in extended.ids("model")


def test_an_edge_is_added_and_another_withdrawn(catalog: Catalog) -> None:
    edge = {"target": "hetzner", "relation": "hosting", "composition": "all-of"}
    overlay = {"upstreams": {"weaviate-cloud": {"add": [edge], "without": ["aws", "google"], **WHY}}}
    offering = catalog.with_overlay(overlay).offering("weaviate-cloud")
    assert offering is not None
    assert [(each.target, each.fact.note) for each in offering.upstreams] == [("hetzner", "overlay: register read")]


@pytest.mark.parametrize(
    "overlay",
    [{"upstreams": {"deepl-api": {"without": ["aws"], **WHY, "confidence": "unverified"}}},
     {"offerings": {"deepl-api": {"upstreams": [], **WHY, "confidence": "contested"}}}],
    ids=["edge", "list"],
)  # fmt: skip
def test_an_edge_that_is_withdrawn_on_hearsay_stays_as_contested(catalog: Catalog, overlay: dict[str, Any]) -> None:
    before, after = catalog.offering("deepl-api"), catalog.with_overlay(overlay).offering("deepl-api")
    assert before is not None
    assert after is not None
    (edge,) = [each for each in after.upstreams if each.target == "aws"]
    assert edge.fact.confidence == "contested"
    assert edge.fact.note == "overlay: register read"
    assert len(edge.fact.sources) > 1
    assert [each.target for each in after.upstreams] == [each.target for each in before.upstreams]


def test_vendors_have_upstreams_too(catalog: Catalog) -> None:
    overlay = {
        "vendors": {"acme": {"control": [{"state": "CA"}], **WHY}},
        "upstreams": {"acme": {"add": [{"target": "aws", "relation": "hosting"}], **WHY}},
    }
    vendor = catalog.with_overlay(overlay).vendor("acme")
    assert vendor is not None
    assert [edge.target for edge in vendor.upstreams] == ["aws"]
    assert states(catalog.with_overlay(overlay), "acme") == {"CA"}


def test_an_expired_entry_does_not_act(catalog: Catalog) -> None:
    overlay = {"vendors": {"weaviate": {"control": [{"state": "CA"}], **WHY, "expires": "2026-01-31"}}}
    assert states(catalog.with_overlay(overlay, as_of="2026-02-01"), "weaviate") == {"NL"}
    assert states(catalog.with_overlay(overlay, as_of="2026-01-31"), "weaviate") == {"CA"}
    assert expired_entries(overlay, "2026-02-01") == ("vendors weaviate",)
    assert expired_entries(overlay, "2026-01-31") == ()


def test_later_overlays_win(catalog: Catalog) -> None:
    first = catalog.with_overlay({"vendors": {"weaviate": {"control": [{"state": "CA"}], **WHY}}})
    second = first.with_overlay(
        {"vendors": {"weaviate": {"control": [{"state": "CH"}], "as_of": "2026-10-01", **WHY}}}
    )
    assert states(second, "weaviate") == {"CH"}


@pytest.mark.parametrize(
    ("overlay", "message"),
    [
        ({"vendor": {}}, "did you mean 'vendors'"),
        ({"vendors": []}, "must be a mapping of ids"),
        ({"vendors": {"acme": 1}}, "must be a mapping"),
        ({"vendors": {"acme": {"control": [{"state": "CA"}], "source": "x"}}}, "reason is missing"),
        ({"vendors": {"acme": {"control": [{"state": "CA"}], "reason": "x"}}}, "source is missing"),
        ({"vendors": {"acme": dict(WHY)}}, "corrects nothing"),
        ({"vendors": {"acme": {"contrl": [], **WHY}}}, "did you mean 'control'"),
        ({"vendors": {"acme": {"reson": "y", "name": "Acme", **WHY}}}, "did you mean 'reason'"),
        ({"vendors": {"acme": {"control": [{"state": "UK"}], **WHY}}}, "'UK' is not a jurisdiction"),
        ({"vendors": {"acme": {"control": ["US"], **WHY}}}, "control holds mappings"),
        ({"vendors": {"acme": {"control": "US", **WHY}}}, "control must be a list"),
        ({"vendors": {"acme": {"parents": ["opnai"], **WHY}}}, "did you mean 'openai'"),
        ({"offerings": {"x": {"vendor": "nobody-at-all", "kind": "hub", **WHY}}}, "is no vendor"),
        ({"models": {"m": {"developer": "openai", "weights": "half", **WHY}}}, "one of open, closed, gated"),
        ({"models": {"m": {"memory_int4_gb": "lots", **WHY}}}, "must be a number"),
        ({"upstreams": {"nothing-like-it": {"without": ["aws"], **WHY}}}, "no vendor and no offering"),
        (
            {"upstreams": {"mistral-api": {"add": [{"target": "awz", "relation": "hosting"}], **WHY}}},
            "did you mean 'aws'",
        ),
        ({"upstreams": {"mistral-api": {"add": [{"target": "aws"}], **WHY}}}, "relation is missing"),
        ({"upstreams": {"mistral-api": {"add": ["aws"], **WHY}}}, "add holds mappings"),
        ({"upstreams": {"mistral-api": {"add": "aws", **WHY}}}, "add must be a list"),
        ({"upstreams": {"mistral-api": {"ad": [], **WHY}}}, "did you mean 'add'"),
    ],
)
def test_what_is_not_well_formed_is_refused(catalog: Catalog, overlay: dict[str, Any], message: str) -> None:
    with pytest.raises(CatalogError) as caught:
        catalog.with_overlay(overlay, origin="overlay.yaml")
    assert message in " ".join(map(str, caught.value.problems))
    assert caught.value.path == "overlay.yaml"


def test_all_problems_are_reported_together(catalog: Catalog) -> None:
    with pytest.raises(CatalogError) as caught:
        catalog.with_overlay({"vendors": {"a": {"nam": "x"}, "b": 1}})
    assert len(caught.value.problems) == 4


def test_files_and_directories(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("catalog: {vendors: {acme: {name: Acme}}}")
    (tmp_path / "a.yaml").write_text("vendors: {acme: {name: Acme, expires: 2027-01-01, country: NO}}")
    (first, overlay), (second, wrapped) = read_overlays(tmp_path)
    assert (Path(first).name, Path(second).name) == ("a.yaml", "b.yaml")
    assert overlay == {"vendors": {"acme": {"name": "Acme", "expires": "2027-01-01", "country": "NO"}}}
    assert wrapped == {"vendors": {"acme": {"name": "Acme"}}}
    assert read_overlays(tmp_path / "b.yaml") == ((str(tmp_path / "b.yaml"), wrapped),)


@pytest.mark.parametrize("text", ["- a\n", "just text", "a: [1\n"])
def test_a_file_that_is_no_overlay(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.yaml").write_text(text)
    with pytest.raises(CatalogError):
        read_overlays(tmp_path / "a.yaml")


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="no overlay"):
        read_overlays(tmp_path)
    with pytest.raises(CatalogError, match="cannot read"):
        read_overlays(tmp_path / "missing.yaml")
