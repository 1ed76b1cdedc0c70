"""The answer as a whole: proved in the graph, correlated ones held back, everything accounted for."""

from pathlib import Path

import pytest

import depaudit
from depaudit.analysis.alternatives.wish import Job, Limits, Wish
from depaudit.errors import ConfigError, SelectorError

BANK = {
    "depaudit": 1,
    "organisation": {"name": "B", "jurisdiction": "CA"},
    "services": [{"id": "chat", "criticality": "critical", "requires": ["model", "index"]}],
    "components": [
        {"id": "model", "uses": "azure-openai/gpt-5", "region": "SE"},
        {"id": "index", "uses": "pinecone-svc", "region": "US"},
        {"id": "floor", "provider": {"own": True}, "region": "CA"},
    ],
}


def test_a_component_gets_alternatives_that_outlive_its_cuts() -> None:
    (answer,) = depaudit.alternatives(depaudit.load(BANK), component="model")
    assert set(answer.cut) == {"US", "SE"}
    assert answer.offered
    for offer in answer.offered:
        assert offer.falls_with == ()
        assert offer.proof is not None
        assert offer.proof.score_before == 100
        assert ("US",) in offer.proof.residual  # the index still stands in the US
    assert answer.correlated
    assert all(offer.falls_with for offer in answer.correlated)


def test_what_falls_with_the_cut_is_offered_only_when_asked_for() -> None:
    wish = Wish(limits=Limits(show_correlated=True))
    (answer,) = depaudit.alternatives(depaudit.load(BANK), component="model", wish=wish, limit=50)
    assert answer.correlated == ()
    assert any(offer.falls_with for offer in answer.offered)


def test_every_exposed_leaf_is_answered() -> None:
    found = {one.subject: one for one in depaudit.alternatives(depaudit.load(BANK))}
    assert list(found) == ["model", "index"]
    assert found["index"].offered[0].id == "qdrant"


def test_a_model_by_name_and_an_excluded_origin() -> None:
    (answer,) = depaudit.alternatives("gpt-5.5", home="CA", wish=Wish(limits=Limits(excluded=("CN",))))
    assert answer.cut == ("US",)
    assert answer.offered
    assert all("CN" not in offer.ranked.origins for offer in answer.offered)


def test_what_falls_in_the_same_scenario_is_not_offered(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("depaudit-scenario: 1\nid: own\ntakes:\n  - select: {family: qwen3.8-27b}\n", encoding="utf-8")
    (answer,) = depaudit.alternatives("gpt-5.5", home="CA", scenario=["us-vendor-directive", str(own)], limit=100)
    assert answer.cut == ("us-vendor-directive", "own")
    us = {one.id for one in answer.correlated if "us-vendor-directive" in one.falls_with}
    assert any(name.startswith("bedrock/") for name in us)
    assert not any(name.startswith("bedrock/") for name in {one.id for one in answer.offered})
    (banned,) = depaudit.alternatives(depaudit.load(BANK), component="model", scenario="us-buyer-side-ban", limit=100)
    services = [one for one in banned.offered if one.ranked.judged.candidate.hosted]
    assert services
    assert all("US" not in one.ranked.origins for one in services)
    with pytest.raises(SelectorError, match="one by one"):
        depaudit.alternatives("gpt-5.5", home="CA", scenario="us-people-cut")


def test_a_described_need_outlives_a_cut_too() -> None:
    (answer,) = depaudit.alternatives("", task="ocr", home="CA", cut="US", limit=50)
    assert answer.cut == ("US",)
    hosted = [one for one in answer.correlated if one.ranked.judged.candidate.hosted]
    assert hosted
    assert all(one.falls_with == ("US",) for one in answer.correlated)
    (free,) = depaudit.alternatives("", task="ocr", home="CA", limit=50)
    assert {one.id for one in hosted} <= {one.id for one in free.offered}


def test_what_the_old_model_takes_or_gives_and_the_new_one_does_not_is_said() -> None:
    (answer,) = depaudit.alternatives("claude-opus-5-5", home="CA", limit=100)
    said = {one.id: one.ranked.judged.cautions for one in answer.offered}
    assert "modality: not known to take image or pdf, as Claude Opus 5.5 does" in said["glm-5.3"]
    assert not any("modality" in text for text in said["mimo-v2.6-pro"])
    (spoken,) = depaudit.alternatives("gpt-realtime-2.1", home="CA")
    assert any("to give audio" in text for one in spoken.offered for text in one.ranked.judged.cautions)
    (text_only,) = depaudit.alternatives("claude-opus-5-5", home="CA", wish=Wish(Job(inputs=("text",))), limit=100)
    assert not any("modality" in text for one in text_only.offered for text in one.ranked.judged.cautions)


def test_no_european_is_offered_what_llama_excludes() -> None:
    for name in ("gpt-4o", "gemini-2.5-pro", "omni-moderation"):
        (answer,) = depaudit.alternatives(name, home="DE", limit=100)
        offered = {offer.id.rpartition("/")[2] for offer in answer.offered}
        assert not offered & {"llama-4-scout-17b-instruct", "llama-4-maverick-17b-instruct", "llama-guard-4-12b"}


def test_a_task_alone_is_enough() -> None:
    (answer,) = depaudit.alternatives("", task="embedding", home="CA")
    assert answer.offered
    assert answer.offered[0].proof is None


def test_a_product_by_name() -> None:
    (answer,) = depaudit.alternatives("deepl-api", home="CA")
    assert "opus-mt" in {offer.id for offer in answer.offered}


@pytest.mark.parametrize("subject", ["no-such-model", ""])
def test_an_unknown_name_is_an_error(subject: str) -> None:
    with pytest.raises(SelectorError):
        depaudit.alternatives(subject, task="juggling")
    with pytest.raises(SelectorError):
        depaudit.alternatives(depaudit.load(BANK), component="nobody")
    with pytest.raises(ConfigError):
        depaudit.alternatives("gpt-5.5", home="XX")


def test_services_alone_can_be_asked_for() -> None:
    wish = Wish(Job(), limits=Limits(self_hosted=False))
    (answer,) = depaudit.alternatives(depaudit.load(BANK), component="model", wish=wish)
    assert answer.offered
    assert all(offer.ranked.judged.candidate.hosted for offer in answer.offered)
    (own,) = depaudit.alternatives(depaudit.load(BANK), component="model", wish=Wish(limits=Limits(hosted=False)))
    assert not any(offer.ranked.judged.candidate.hosted for offer in own.offered)


def test_an_offering_that_is_a_model_too_and_a_bare_open_model() -> None:
    (answer,) = depaudit.alternatives("scaleway-genapi/qwen3-32b", home="CA")
    assert answer.replaces == "qwen3-32b"
    (alone,) = depaudit.alternatives("gpt-5.5")
    assert alone.notes


def test_figures_that_are_no_numbers_are_passed_over() -> None:
    from depaudit.analysis.alternatives.evidence import evidence
    from depaudit.model.knowledge import Model

    odd = Model("m", "M", "m", "v", "open", task="chat", quality="aa_intelligence_v4.3.2=high;aa_intelligence_v4")
    assert evidence(odd._replace(id="n"), odd).grade == "E"
    assert evidence(None, None).grade == "E"
    assert evidence(None, odd, {"quality": "other: 1 -> 2"}).grade == "E"


def test_the_spread_holds_something_for_each_size_of_machine() -> None:
    (answer,) = depaudit.alternatives("claude-opus-5-5", home="CA", limit=5)
    own = [offer for offer in answer.offered if not offer.ranked.judged.candidate.hosted]
    sizes = [one.ranked.judged.candidate.model for one in own]
    assert any(model and (model.memory_int4_gb or 1e9) <= 24 for model in sizes)
    assert any(model and (model.memory_int4_gb or 0) > 640 for model in sizes)


def test_at_equal_quality_the_smaller_comes_first() -> None:
    (answer,) = depaudit.alternatives("claude-haiku-4-5", home="CA")
    first = answer.offered[0]
    assert first.ranked.evidence.retention is not None
    assert first.ranked.evidence.retention > 1
    assert first.ranked.judged.candidate.model is not None
    assert (first.ranked.judged.candidate.model.memory_int4_gb or 1e9) <= 24


def test_an_open_model_is_first_of_all_its_own_alternative() -> None:
    (answer,) = depaudit.alternatives("deepinfra-api/qwen3-32b", home="CA")
    first = answer.offered[0]
    assert first.id == "qwen3-32b"
    assert first.ranked.evidence.text == "the same weights"
    assert "prompts" not in {part.name for part in first.ranked.effort.parts}
    assert "ovh-ai-endpoints/qwen3-32b" in {offer.id for offer in answer.offered}
    assert "deepinfra-api/qwen3-32b" not in {offer.id for offer in (*answer.offered, *answer.correlated)}


@pytest.mark.parametrize("home", ["DE", "GB", "KR", "US", "CA"])
@pytest.mark.parametrize("name", ["gpt-4o", "sora-2", "aws-textract", "gpt-image-2", "text-embedding-3-large"])
def test_no_recommendation_violates_a_territory_and_none_is_blocked_without_need(home: str, name: str) -> None:
    from depaudit.catalog import Catalog
    from depaudit.model.jurisdiction import expand

    catalog = Catalog.bundled()
    (answer,) = depaudit.alternatives(name, home=home, limit=100)
    for offer in answer.offered:
        model = offer.ranked.judged.candidate.model
        assert model is not None
        terms = (catalog.licence(model.licence) or {}).get("terms", {})
        assert terms["commercial"] != "none"
        if terms.get("excludes_only") != "multimodal":
            assert home not in expand(terms.get("excludes", ()))
    for identifier, reasons in answer.excluded:
        if any("no rights in" in reason for reason in reasons):
            assert identifier.rpartition("/")[2] not in {"llama-3.3-70b-instruct", "llama-3.1-8b-instruct"}
