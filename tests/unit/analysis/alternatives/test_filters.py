"""Hard filters: what removes a candidate, and the reason that is given."""

import pytest

from depaudit.analysis.alternatives.candidate import Candidate
from depaudit.analysis.alternatives.filters import Judged, judge, memory
from depaudit.analysis.alternatives.wish import Job, Licensee, Limits, Wish
from depaudit.catalog import Catalog

CATALOG = Catalog.bundled()
HERE = Licensee("CA")
ANYTHING = Limits()


def judged(model_id: str, job: Job, limits: Limits = ANYTHING, offering: str = "") -> Judged:
    model = CATALOG.model(model_id)
    assert model is not None
    served = CATALOG.offering(offering) if offering else None
    return judge(Candidate(model, served), Wish(job, HERE, limits), CATALOG)


@pytest.mark.parametrize(
    ("model", "job", "limits", "reason"),
    [
        ("qwen3.8-27b", Job("time-series"), Limits(), "task: it does vision-language"),
        ("bge-m3", Job("reranker"), Limits(), "task: it does embedding"),
        ("llama-3.3-70b-instruct", Job("chat", inputs=("image",)), Limits(), "does not take image"),
        ("llama-3.3-70b-instruct", Job("chat", outputs=("audio",)), Limits(), "does not give audio"),
        ("gpt-5.5", Job("chat"), Limits(), "weights are closed"),
        ("gpt-5.5", Job("chat"), Limits(open_only=False), "no host is named"),
        ("qwen3.8-27b", Job("chat"), Limits(excluded=("CN",)), "comes from alibaba (CN"),
        ("pplx-embed-v1-4b", Job("embedding"), Limits(excluded=("CN",)), "comes from alibaba (CN"),
        ("deepseek-r1-distill-llama-70b", Job("chat"), Limits(excluded=("US",)), "comes from meta (US"),
        ("mistral-small-3.2-24b", Job("chat"), Limits(excluded=("EU",)), "comes from mistral (FR)"),
        ("qwen3.8-27b", Job("chat"), Limits(required=("EU",)), "not from EU"),
        ("tesseract-5", Job("ocr"), Limits(required=("EU",)), "is not known"),
        ("mimo-v2.6-pro", Job("chat"), Limits(vram_gb=80), "memory: needs 688.5 GB at 4 bit"),
        ("qwen3.8-27b", Job("chat"), Limits(vram_gb=24, bits=16), "memory: needs"),
        ("nanonets-ocr2-3b", Job("ocr"), Limits(), "licence: no licence was found"),
        ("llama-3.3-70b-instruct", Job("chat"), Limits(vram_gb=0), "too slow without a GPU"),
        ("qwen3-asr-1.7b", Job("speech-to-text"), Limits(vram_gb=0), "no runtime for a machine without a GPU"),
        ("llama-3.3-70b-instruct", Job("chat", context=200_000), Limits(), "context: 128,000 tokens"),
        ("tesseract-5", Job("ocr", context=10), Limits(), "context: its length is not recorded"),
        ("mixtral-8x7b", Job("chat", tools=True), Limits(), "tool calling: not recorded"),
        ("qwen3-embedding-8b", Job("embedding", dimension=2000), Limits(), "vectors of 4096"),
        ("bge-small-en-v1.5", Job("embedding", languages=("fr",)), Limits(), "languages: English only"),
        ("qwen3.8-27b", Job("chat"), Limits(self_hosted=False), "run it yourself"),
    ],
)
def test_a_candidate_is_ruled_out_with_a_reason(model: str, job: Job, limits: Limits, reason: str) -> None:
    assert any(reason in text for text in judged(model, job, limits).excluded)


@pytest.mark.parametrize(
    ("model", "job", "limits"),
    [
        ("qwen3.8-27b", Job("chat", inputs=("image",), tools=True, structured=True), Limits(vram_gb=24)),
        ("qwen3.8-27b", Job("code"), Limits()),
        ("mistral-small-3.2-24b", Job("chat"), Limits(required=("EU",), osi=True)),
        ("qwen3-embedding-0.6b", Job("embedding", dimension=1024), Limits(vram_gb=0)),
        ("bge-small-en-v1.5", Job("embedding", languages=("en",)), Limits()),
        ("llama-3.3-70b-instruct", Job("chat", structured=True), Limits()),
    ],
)
def test_what_fits_is_not_ruled_out(model: str, job: Job, limits: Limits) -> None:
    assert judged(model, job, limits).excluded == ()


def test_a_host_is_judged_by_who_orders_it() -> None:
    found = judged("qwen3-32b", Job("chat"), Limits(excluded=("FR",)), "ovh-ai-endpoints")
    assert any("answers to FR" in reason for reason in found.excluded)
    assert not judged("qwen3-32b", Job("chat"), Limits(), "ovh-ai-endpoints").excluded
    assert judged("qwen3-32b", Job("chat"), Limits(hosted=False), "ovh-ai-endpoints").excluded


def test_memory_takes_the_highest_precision_that_fits() -> None:
    assert judged("qwen3.8-27b", Job("chat"), Limits(vram_gb=80)).bits == 16
    assert judged("qwen3.8-27b", Job("chat"), Limits(vram_gb=48)).bits == 8
    tight = judged("qwen3.8-27b", Job("chat", tools=True), Limits(vram_gb=24))
    assert tight.bits == 4
    assert any("invalid tool calls" in text for text in tight.cautions)
    model = CATALOG.model("tesseract-5")
    assert model is not None
    assert memory(model, 8) is None


def test_retirement_counts_for_services_only() -> None:
    later = judged("gpt-5.5", Job("chat"), Limits(open_only=False, as_of="2026-11-25"), "azure-openai")
    assert not any("retire" in text for text in later.excluded)
