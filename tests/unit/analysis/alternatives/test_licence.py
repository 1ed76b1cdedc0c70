"""Licences against this organisation: neither too strict nor too lenient."""

import pytest

from depaudit.analysis.alternatives.candidate import Candidate
from depaudit.analysis.alternatives.filters import judge
from depaudit.analysis.alternatives.licence import licence_fit
from depaudit.analysis.alternatives.wish import Job, Licensee, Limits, Wish
from depaudit.catalog import Catalog

CATALOG = Catalog.bundled()
GERMAN, CANADIAN, ANYTHING = Licensee("DE"), Licensee("CA"), Limits()


def verdict(model_id: str, licensee: Licensee, limits: Limits = ANYTHING) -> str:
    model = CATALOG.model(model_id)
    assert model is not None
    return licence_fit(CATALOG.licence(model.licence), model, licensee, limits).verdict


@pytest.mark.parametrize(
    ("model", "licensee", "expected"),
    [
        ("llama-4-scout-17b-instruct", GERMAN, "no"),
        ("llama-3.2-11b-vision-instruct", GERMAN, "no"),
        ("llama-guard-4-12b", GERMAN, "no"),
        ("llama-3.3-70b-instruct", GERMAN, "yes"),  # text only: the EU clause does not bind
        ("llama-3.2-3b", GERMAN, "yes"),
        ("llama-prompt-guard-2-86m", GERMAN, "yes"),
        ("llama-4-scout-17b-instruct", CANADIAN, "yes"),
        ("llama-4-scout-17b-instruct", Licensee("CA", territories=("DE",)), "yes"),  # binds by domicile, not by use
        ("llama-4-scout-17b-instruct", Licensee(), "conditional"),
        ("hunyuan-a13b", Licensee("GB"), "no"),
        ("hunyuan-a13b", Licensee("CA", users=1.0), "yes"),
        ("hunyuan-a13b", Licensee("CA", territories=("KR",)), "no"),  # binds by territory
        ("minimax-h3", Licensee("US"), "no"),
        ("mistral-medium-3.5", Licensee("DE", revenue=1e9), "no"),
        ("mistral-medium-3.5", Licensee("DE", revenue=1e6), "yes"),
        ("mistral-medium-3.5", GERMAN, "conditional"),
        ("glm-5.3", Licensee("CA", revenue=5e10), "yes"),  # the gate is on hosting for others
        ("glm-5.3", Licensee("CA", revenue=5e10, hosts=True), "no"),
        ("kimi-k3", Licensee("CA", hosts=True), "conditional"),
        ("command-a-03-2025", CANADIAN, "no"),
        ("command-a-03-2025", Licensee("CA", commercial=False), "yes"),
        ("qwen2.5-3b-instruct", CANADIAN, "no"),
        ("qwen2.5-7b-instruct", CANADIAN, "yes"),
        ("hy4-preview", CANADIAN, "unknown"),
        ("mineru2.5", CANADIAN, "conditional"),
        ("mineru2.5", Licensee("CA", copyleft=False), "no"),
        ("minimax-m3", CANADIAN, "conditional"),
    ],
)
def test_a_licence_binds_whom_it_names(model: str, licensee: Licensee, expected: str) -> None:
    assert verdict(model, licensee) == expected


def test_osi_and_osaid_are_asked_of_the_licence_and_of_the_model() -> None:
    assert verdict("llama-3.3-70b-instruct", CANADIAN, Limits(osi=True)) == "no"
    assert verdict("qwen3.8-27b", CANADIAN, Limits(osi=True)) == "yes"
    assert verdict("qwen3.8-27b", CANADIAN, Limits(osaid=True)) == "no"
    assert verdict("apertus-70b", CANADIAN, Limits(osaid=True)) == "yes"


def test_the_licence_of_the_base_binds_too() -> None:
    orpheus = CATALOG.model("orpheus-3b")
    assert orpheus is not None
    wish = Wish(Job("text-to-speech"), Licensee("CA", users=9e8))
    found = judge(Candidate(orpheus), wish, CATALOG)
    assert any("licence of its base Llama 3.2 3B" in reason for reason in found.excluded)


def test_a_licence_that_can_be_taken_back_is_said() -> None:
    model = CATALOG.model("gemma-3-27b-it")
    assert model is not None
    found = judge(Candidate(model), Wish(Job("chat"), CANADIAN), CATALOG)
    assert not found.excluded
    assert any("restrict or end the use" in text for text in found.cautions)
