"""What comes into question at all, before anything is asked of it."""

from depaudit.analysis.alternatives.candidate import models, products
from depaudit.catalog import Catalog

WHY = {"reason": "tried here", "source": "file 17"}


def test_what_an_overlay_names_comes_first_a_product_or_a_model_and_no_chip() -> None:
    """Hardware may be named beside what runs on it; it does no job by itself."""
    named = ["olmocr-2-7b", "nvidia-h100", "gitlab-self", "acme-ocr"]
    overlay = {
        "vendors": {"acme": {"name": "Acme", "control": [{"state": "CA"}], **WHY}},
        "offerings": {"acme-ocr": {"name": "Acme OCR", "vendor": "acme", "kind": "application",
                                   "alternatives": named, **WHY}},
    }  # fmt: skip
    catalog = Catalog.bundled().with_overlay(overlay)
    offering = catalog.offering("acme-ocr")
    assert offering is not None
    found = list(products(offering, catalog))
    assert [one.id for one in found[:2]] == ["olmocr-2-7b", "gitlab-self"]
    assert [one.hosted for one in found[:2]] == [False, False]
    assert not {"nvidia-h100", "acme-ocr"} & {one.id for one in found}


def test_every_model_of_the_catalog_may_be_run_by_oneself() -> None:
    catalog = Catalog.bundled()
    assert [one.id for one in models(catalog)] == list(catalog.ids("model"))
