"""What `uses` means."""

import pytest

from depaudit.catalog import Catalog, Resolution
from depaudit.catalog.names import hosts_of


def ids(resolution: Resolution | None) -> tuple[str, str, str] | None:
    if resolution is None:
        return None
    offering, model, hardware = resolution.offering, resolution.model, resolution.hardware
    return (offering.id if offering else "", model.id if model else "", hardware.id if hardware else "")


@pytest.mark.parametrize(
    ("uses", "found"),
    [
        ("mistral-api", ("mistral-api", "", "")),
        ("gpt-5", ("", "gpt-5", "")),
        ("nvidia-h100", ("", "", "nvidia-h100")),
        ("azure-openai/gpt-5", ("azure-openai", "gpt-5", "")),
        ("azure/gpt-5", ("azure-openai", "gpt-5", "")),
        ("azure", ("azure", "", "")),
        ("aws-bedrock/claude-opus-4-5", ("bedrock", "claude-opus-4-5", "")),
        ("bedrock/us.anthropic.claude-fable-5", ("bedrock", "claude-fable-5", "")),
        ("bedrock/eu.anthropic.claude-opus-4-5-20991231-v1:0", ("bedrock", "claude-opus-4-5", "")),
        ("deepinfra/maker.v2/qwen3.8-27b", ("deepinfra-api", "qwen3.8-27b", "")),
        ("hyperbolic/qwen3.8-27b", ("hyperbolic-api", "qwen3.8-27b", "")),
        ("openrouter/anthropic/claude-sonnet-4.5", ("openrouter-api", "claude-sonnet-4-5", "")),
        ("vertex_ai/claude-opus-4-5@20251101", ("vertex-ai", "claude-opus-4-5", "")),
        ("groq/llama-3.3-70b-versatile", ("groqcloud", "llama-3.3-70b-instruct", "")),
        ("meta-llama/Llama-3.3-70B-Instruct", ("", "llama-3.3-70b-instruct", "")),
        ("Claude Opus 5.5", ("", "claude-opus-5-5", "")),
        ("huggingface-hub", ("hf-hub", "", "")),
        ("H100 SXM", ("", "", "nvidia-h100")),
        ("no-such-thing", None),
        ("nowhere/gpt-5", ("", "gpt-5", "")),
        ("service:gpt-5", None),
        ("model:openai-api", None),
        ("hardware:nvidia-h100", ("", "", "nvidia-h100")),
    ],
)
def test_resolve(catalog: Catalog, uses: str, found: tuple[str, str, str] | None) -> None:
    assert ids(catalog.resolve(uses)) == found


@pytest.mark.parametrize("identifier", ["bge-m3", "deepl-api", "opus-mt", "piper"])
def test_an_id_that_is_both_is_a_model_here_and_a_service_there(catalog: Catalog, identifier: str) -> None:
    assert ids(catalog.resolve(identifier, self_hosted=True)) == ("", identifier, "")
    assert ids(catalog.resolve(identifier, self_hosted=False)) == (identifier, "", "")
    assert ids(catalog.resolve(identifier)) == (identifier, "", "")
    assert ids(catalog.resolve(f"model:{identifier}", self_hosted=False)) == ("", identifier, "")
    assert ids(catalog.resolve(f"service:{identifier}", self_hosted=True)) == (identifier, "", "")


def test_a_model_that_nobody_knows_keeps_its_text(catalog: Catalog) -> None:
    found = catalog.resolve("azure/my-deployment")
    assert found is not None
    assert found.offering is not None
    assert (found.model, found.unknown_model) == (None, "my-deployment")


def test_a_repository_is_a_model_where_one_runs_it_oneself(catalog: Catalog) -> None:
    assert ids(catalog.resolve("openai/gpt-oss-120b", self_hosted=True)) == ("", "gpt-oss-120b", "")
    assert ids(catalog.resolve("openai/gpt-oss-120b")) == ("openai-api", "gpt-oss-120b", "")


def test_patterns_of_a_host() -> None:
    assert hosts_of("https://user@eu-a.b.c.example.com:8443/path") == (
        "eu-a.b.c.example.com", "eu-a.*.c.example.com", "*-a.b.c.example.com", "*.b.c.example.com", "*.c.example.com",
        "*.example.com",
    )  # fmt: skip
    assert hosts_of("localhost") == ("localhost",)
