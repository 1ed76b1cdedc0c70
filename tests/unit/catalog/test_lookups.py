"""Real ids of gateways, hubs, hosts, packages, images and variables lead to the right entry."""

import pytest

from depaudit.catalog import Catalog

MODELS = {
    "openai/gpt-5": ("openai-api", "gpt-5"),
    "openai/gpt-4o-mini": ("openai-api", "gpt-4o-mini"),
    "azure/gpt-5": ("azure-openai", "gpt-5"),
    "azure/gpt-4o": ("azure-openai", "gpt-4o"),
    "bedrock/anthropic.claude-3-5-sonnet-20241022-v2:0": ("bedrock", "claude-3-5-sonnet"),
    "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0": ("bedrock", "claude-sonnet-4-5"),
    "bedrock/converse/anthropic.claude-3-haiku-20240307-v1:0": ("bedrock", "claude-3-haiku"),
    "bedrock/eu.anthropic.claude-3-7-sonnet-20250219-v1:0": ("bedrock", "claude-3-7-sonnet"),
    "bedrock/meta.llama3-3-70b-instruct-v1:0": ("bedrock", "llama-3.3-70b-instruct"),
    "anthropic/claude-sonnet-4-5": ("anthropic-api", "claude-sonnet-4-5"),
    "anthropic/claude-3-5-haiku-latest": ("anthropic-api", "claude-3-5-haiku"),
    "vertex_ai/gemini-2.5-pro": ("vertex-ai", "gemini-2.5-pro"),
    "vertex_ai/claude-3-haiku@20240307": ("vertex-ai", "claude-3-haiku"),
    "gemini/gemini-2.5-flash": ("google-gemini-api", "gemini-2.5-flash"),
    "mistral/mistral-large-3": ("mistral-api", "mistral-large-3"),
    "groq/llama-3.3-70b-versatile": ("groqcloud", "llama-3.3-70b-instruct"),
    "groq/llama-3.1-8b-instant": ("groqcloud", "llama-3.1-8b-instruct"),
    "groq/openai/gpt-oss-120b": ("groqcloud", "gpt-oss-120b"),
    "together_ai/meta-llama/Llama-3.3-70B-Instruct-Turbo": ("together-api", "llama-3.3-70b-instruct"),
    "together_ai/deepseek-ai/DeepSeek-V3": ("together-api", "deepseek-v3"),
    "fireworks_ai/accounts/fireworks/models/llama-v3p1-405b-instruct": ("fireworks-api", "llama-3.1-405b-instruct"),
    "databricks/databricks-meta-llama-3-3-70b-instruct": ("databricks-mosaic", "llama-3.3-70b-instruct"),
    "sambanova/Meta-Llama-3.1-8B-Instruct": ("sambanova-api", "llama-3.1-8b-instruct"),
    "ovhcloud/Meta-Llama-3_3-70B-Instruct": ("ovh-ai-endpoints", "llama-3.3-70b-instruct"),
    "openrouter/anthropic/claude-sonnet-4.5": ("openrouter-api", "claude-sonnet-4-5"),
    "openrouter/openai/gpt-5": ("openrouter-api", "gpt-5"),
    "openrouter/deepseek/deepseek-r1": ("openrouter-api", "deepseek-r1"),
    "text-embedding-3-large": (None, "text-embedding-3-large"),
    "mistralai/Mistral-7B-Instruct-v0.3": (None, "mistral-7b-instruct-v0.3"),
    "BAAI/bge-m3": (None, "bge-m3"),
}  # fmt: skip
SIGNS = [
    ("host", "api.mistral.ai", "mistral"), ("host", "https://api.mistral.ai/v1", "mistral"),
    ("host", "api.openai.com", "openai"), ("host", "api.anthropic.com", "anthropic"),
    ("host", "api.groq.com", "groq-inc"), ("host", "api.together.xyz", "together"),
    ("host", "generativelanguage.googleapis.com", "google"), ("host", "myres.openai.azure.com", "microsoft"),
    ("host", "bedrock-runtime.eu-central-1.amazonaws.com", "aws"),
    ("host", "europe-west4-aiplatform.googleapis.com", "google"), ("host", "api.deepseek.com", "deepseek"),
    ("host", "openrouter.ai", "openrouter"), ("host", "huggingface.co", "huggingface"),
    ("host", "api.deepl.com", "deepl"), ("pypi", "openai", "openai"), ("pypi", "anthropic", "anthropic"),
    ("pypi", "mistralai", "mistral"),
    ("npm", "@anthropic-ai/sdk", "anthropic"), ("pypi", "qdrant-client", "qdrant"),
    ("env", "OPENAI_API_KEY", "openai"), ("env", "MISTRAL_API_KEY", "mistral"),
    ("env", "ANTHROPIC_API_KEY", "anthropic"), ("image", "ollama/ollama", "ollama"),
    ("image", "qdrant/qdrant", "qdrant"),
]  # fmt: skip


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.bundled()


@pytest.mark.parametrize("uses", MODELS)
def test_a_gateways_id_names_offering_and_model(catalog: Catalog, uses: str) -> None:
    found = catalog.resolve(uses, self_hosted=None)
    assert found is not None
    assert found.model is not None
    assert (found.offering.id if found.offering else None, found.model.id) == MODELS[uses]


@pytest.mark.parametrize(("kind", "text", "vendor"), SIGNS)
def test_a_sign_leads_to_its_vendor(catalog: Catalog, kind: str, text: str, vendor: str) -> None:
    (match, *_) = catalog.lookup(kind, text)
    offering = catalog.offering(match.id) if match.kind == "offering" else None
    assert (offering.vendor if offering else match.id) == vendor
