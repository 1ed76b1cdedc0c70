"""DA070 to DA072: each fires where it should and stays silent where it should."""

from typing import Any

import depaudit
from depaudit.analysis.assessment import Thresholds
from depaudit.audit.options import ScanOptions
from depaudit.model.finding import Finding
from depaudit.model.severity import Severity


def found(rule: str, components: list[dict[str, Any]], state: str = "CA", **thresholds: float) -> list[Finding]:
    raw = {
        "depaudit": 1,
        "organisation": {"name": "B", "jurisdiction": state},
        "services": [{"id": "s", "criticality": "critical", "requires": [one["id"] for one in components]}],
        "components": components,
    }
    options = ScanOptions(as_of="2026-11-24", select=(rule,), thresholds=Thresholds(**thresholds), ways_out=False)
    return list(depaudit.scan(depaudit.load(raw), config=options).findings)


def own(model: str) -> dict[str, Any]:
    return {"id": "m", "uses": model, "deployment": "self-hosted", "copy": "mirrored", "region": "CA"}


def test_a_closed_model_without_an_open_way() -> None:
    assert found("DA070", [{"id": "m", "uses": "azure-openai/gpt-5"}]) == []
    alone = [{"id": "m", "uses": "openai-api/gpt-realtime-2.1"}, own("qwen3.8-27b") | {"id": "n"}]
    assert all(one.subject == "m" for one in found("DA070", alone))


def test_closed_without_open_way_fires_where_no_task_fits(monkeypatch: Any) -> None:
    from depaudit.analysis import openness

    monkeypatch.setattr(openness, "_stand_in", lambda *_: "")
    (finding,) = found("DA070", [{"id": "m", "uses": "azure-openai/gpt-5"}])
    assert finding.severity is Severity.MEDIUM
    assert finding.subject == "m"


def test_open_share_counts_tokens_or_components() -> None:
    parts = [{"id": "a", "uses": "azure-openai/gpt-5", "usage": {"tokens_per_month": 9}},
             own("qwen3.8-27b") | {"usage": {"tokens_per_month": 1}}]  # fmt: skip
    assert found("DA071", parts) == []
    assert found("DA071", parts, min_open_share=0.1) == []
    (finding,) = found("DA071", parts, min_open_share=0.2)
    assert "10% of model use rests on open weights, by tokens" in finding.message
    bare = [{key: value for key, value in part.items() if key != "usage"} for part in parts]
    assert found("DA071", bare, min_open_share=0.5) == []
    assert "by components" in found("DA071", bare, min_open_share=0.6)[0].message
    assert found("DA071", [own("qwen3.8-27b")], min_open_share=1.0) == []


def test_a_licence_that_excludes_this_organisation() -> None:
    (finding,) = found("DA072", [own("llama-4-scout-17b-instruct")], "DE")
    assert "European Union" in finding.evidence[0]
    assert found("DA072", [own("llama-4-scout-17b-instruct")], "CA") == []
    assert found("DA072", [own("llama-3.3-70b-instruct")], "DE") == []
    assert len(found("DA072", [own("command-a-03-2025")])) == 1
