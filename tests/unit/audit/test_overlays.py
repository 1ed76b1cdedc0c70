"""Overlays are laid in their order, act on verdicts, and every verdict that they change says so."""

from pathlib import Path
from typing import Any

import pytest

from depaudit import load, simulate
from depaudit.audit import scan_inventory
from depaudit.audit.options import ScanOptions
from depaudit.catalog.known import known
from depaudit.errors import CatalogError
from depaudit.model.report import Report

FREE = {"without": ["microsoft", "google"], "reason": "the vendor says it runs on its own", "source": "letter 7"}


def inventory(overlay: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "depaudit": 1, "organisation": {"name": "A", "jurisdiction": "FR"},
        "services": [{"id": "s", "criticality": "critical", "requires": ["llm"]}],
        "components": [{"id": "llm", "uses": "mistral-api"}],
        **({"catalog": overlay} if overlay else {}),
    }  # fmt: skip


def scan(overlay: dict[str, Any] | None = None, **options: Any) -> Report:
    return scan_inventory(load(inventory(overlay)), options=ScanOptions(as_of="2026-11-25", **options))


def state(report: Report, cutoff: str = "US") -> str:
    return next((one.worst_state for one in report.survival if one.cutoff == cutoff), "up")


def test_without_overlays_nothing_is_said_of_them() -> None:
    report = scan()
    assert state(report) == "unknown"
    assert report.overlaid.records == ()
    assert report.to_dict()["overlay"] == {"records": [], "changes": []}


def test_flipping_one_fact_changes_the_verdict_and_says_so() -> None:
    report = scan({"upstreams": {"mistral-api": FREE}})
    assert state(report) == "degraded"
    assert report.overlaid.records == ("offering:mistral-api",)
    (change,) = [one for one in report.overlaid.changes if one.cutoff == "US"]
    assert (change.service, change.without, change.with_overlay, change.clears) == ("s", "unknown", "degraded", True)
    assert state(scan({"upstreams": {"mistral-api": FREE}}, no_overlay=True)) == "unknown"


def test_a_service_that_stays_up_either_way_is_not_listed() -> None:
    plain = inventory({"upstreams": {"mistral-api": FREE}})
    plain["services"].append({"id": "aside", "criticality": "low", "requires": ["own"]})
    plain["components"].append({"id": "own", "provider": {"own": True}})
    report = scan_inventory(load(plain), options=ScanOptions(as_of="2026-11-25"))
    assert {change.service for change in report.overlaid.changes} == {"s"}


def test_a_worse_fact_clears_nothing() -> None:
    seat = {"control": [{"state": "US", "ground": "ultimate-parent"}], "reason": "sold", "source": "register"}
    report = scan({"vendors": {"mistral": seat}})
    assert state(report) == "down"
    assert not any(change.clears for change in report.overlaid.changes if change.cutoff == "US")


def test_files_come_in_order_and_the_inventory_comes_last(tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    folder.mkdir()
    text = "vendors: {{mistral: {{legal_entity: {0}, reason: r, source: s}}}}\n"
    for path, said in ((folder / "1.yaml", "one"), (folder / "2.yaml", "two"), (tmp_path / "last.yaml", "three")):
        path.write_text(text.format(said), encoding="utf-8")

    def entity(own: dict[str, Any], *paths: Path) -> str:
        vendor = known(own, map(str, paths)).vendor("mistral")
        assert vendor is not None
        return vendor.legal_entity

    own = {"vendors": {"mistral": {"legal_entity": "own", "reason": "r", "source": "s"}}}
    assert entity({}, folder) == "two"
    assert entity({}, folder, tmp_path / "last.yaml") == "three"
    assert entity({}, tmp_path / "last.yaml", folder) == "two"
    assert entity(own, folder, tmp_path / "last.yaml") == "own"
    vendor = known(own, (), without=True).vendor("mistral")
    assert vendor is not None
    assert vendor.legal_entity == "Mistral AI SAS"


def test_what_expired_does_not_act() -> None:
    assert state(scan({"upstreams": {"mistral-api": {**FREE, "expires": "2026-11-24"}}})) == "unknown"
    assert state(scan({"upstreams": {"mistral-api": {**FREE, "expires": "2026-11-25"}}})) == "degraded"


def test_a_simulation_hears_the_inventorys_own_overlay() -> None:
    assert simulate(load(inventory()), cut=["US"])["s"].state == "unknown"
    assert simulate(load(inventory({"upstreams": {"mistral-api": FREE}})), cut=["US"])["s"].state == "degraded"


def test_the_text_report_shows_what_an_overlay_cleared() -> None:
    from depaudit.cli.output import look
    from depaudit.report import renderer

    text = renderer("text")(scan({"upstreams": {"mistral-api": FREE}}), look(no_color=True))
    assert "offering:mistral-api" in text
    assert "a breach is gone by overlay only" in text


def test_an_overlay_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogError):
        known({}, [str(tmp_path / "missing.yaml")])


def test_a_problem_of_the_inventorys_own_overlay_names_the_file_and_the_words(tmp_path: Path) -> None:
    path = tmp_path / "inventory.yaml"
    path.write_text(
        "depaudit: 1\norganisation: {jurisdiction: CA}\nservices: [{id: s, requires: [a]}]\n"
        "components: [{id: a, uses: cohere-api}]\ncatalog:\n  upstreams:\n    cohere-api:\n"
        "      add: [{target: google, relation: revenue}]\n      reason: told\n      source: file 3\n",
        encoding="utf-8",
    )
    with pytest.raises(CatalogError) as error:
        scan_inventory(load(path), options=ScanOptions(as_of="2026-11-25"))
    (problem,) = error.value.problems
    assert problem.position is not None
    assert problem.position.path == str(path)
    assert "one of: hosting" in problem.hint


def test_a_cut_that_only_one_of_the_two_catalogs_knows_is_no_change_where_nothing_falls() -> None:
    found = scan({"vendors": {"cohere": {"control": [{"state": "IS", "ground": "seat"}], "reason": "told",
                                         "source": "file 3"}}})  # fmt: skip
    assert [change for change in found.overlaid.changes if change.without == change.with_overlay == "up"] == []
