"""What the catalog answers."""

from pathlib import Path

import pytest

from depaudit.catalog import Catalog, Match
from depaudit.errors import CatalogError


def test_version_and_day(catalog: Catalog) -> None:
    assert catalog.as_of == "2026-11-25"
    assert catalog.version.startswith("2026.11")


def test_an_unknown_id_is_none_everywhere(catalog: Catalog) -> None:
    assert catalog.vendor("no-such") is None
    assert catalog.offering("no-such") is None
    assert catalog.model("no-such") is None
    assert catalog.hardware("no-such") is None
    assert catalog.event("no-such") is None
    assert catalog.substitutes_for("no-such") == ()
    assert catalog.region("no-such") is None
    assert catalog.vendor_named("no-such") is None


def test_a_service_is_controlled_as_its_vendor_is(catalog: Catalog) -> None:
    offering, vendor = catalog.offering("langfuse-cloud"), catalog.vendor("langfuse")
    assert offering is not None
    assert vendor is not None
    assert {control.state for control in offering.control} == {"DE", "US"}
    assert offering.control == vendor.control


@pytest.mark.parametrize(
    ("text", "vendor"),
    [("openai", "openai"), ("OpenAI", "openai"), ("azure", "microsoft"), ("Microsoft Corporation", "microsoft"),
     ("Amazon AWS", "aws"), ("Qwen", "alibaba"), ("litellm", "berriai"), ("Black Forest Labs", "bfl")],
)  # fmt: skip
def test_vendors_by_any_name(catalog: Catalog, text: str, vendor: str) -> None:
    found = catalog.vendor_named(text)
    assert found is not None
    assert found.id == vendor


@pytest.mark.parametrize(
    ("name", "cloud", "country"),
    [("eu-west-1", "", "IE"), ("eu-west-1", "alibaba", "GB"), ("swedencentral", "", "SE"), ("norwayeast", "", "NO"),
     ("europe-west4", "", "NL"), ("ca-central-1", "", "CA"), ("FR-PAR", "", "FR"), ("eu-frankfurt-1", "oracle", "DE"),
     ("ap-southeast-3", "", "ID"), ("ap-southeast-3", "alibaba", "MY")],
)  # fmt: skip
def test_regions(catalog: Catalog, name: str, cloud: str, country: str) -> None:
    assert catalog.region(name, cloud) == country


@pytest.mark.parametrize(
    ("kind", "text", "match"),
    [
        ("host", "https://api.openai.com/v1/chat", Match("offering", "openai-api", "inference-api")),
        ("host", "tenant.openai.azure.com:443", Match("offering", "azure-openai", "inference-api")),
        ("host", "us-central1-aiplatform.googleapis.com", Match("offering", "vertex-ai", "inference-api")),
        ("host", "bedrock-runtime.eu-west-1.amazonaws.com", Match("offering", "bedrock", "inference-api")),
        ("env", "OPENAI_API_KEY", Match("vendor", "openai", "inference-api")),
        ("pypi", "anthropic", Match("vendor", "anthropic", "inference-api")),
        ("litellm-prefix", "bedrock", Match("offering", "bedrock", "inference-api")),
        ("litellm", "anthropic.claude-fable-5", Match("model", "claude-fable-5")),
        ("huggingface", "meta-llama/Llama-3.3-70B-Instruct", Match("model", "llama-3.3-70b-instruct")),
    ],
)
def test_signatures(catalog: Catalog, kind: str, text: str, match: Match) -> None:
    assert match in catalog.lookup(kind, text)


def test_a_signature_that_nobody_knows(catalog: Catalog) -> None:
    assert catalog.lookup("host", "localhost") == ()
    assert catalog.lookup("env", "HOME") == ()


def test_the_rest_is_there_as_the_sources_have_it(catalog: Catalog) -> None:
    event = catalog.event("us-anthropic-fable5-mythos5-2026")
    assert event is not None
    assert event["replay"]["literal"]["vendors"] == ["anthropic"]
    assert catalog.mechanism(event["mechanism"]) is not None
    assert all(catalog.instrument(identifier) for identifier in event["instruments"])
    assert len(list(catalog.events())) == 71
    assert catalog.framework("eu-csf") is not None
    licence = catalog.licence("Apache-2.0")
    assert licence is not None
    assert licence["osi_approved"] is True
    ranks = [other["rank"] for other in catalog.substitutes_for("claude-opus-5-5")]
    assert ranks == sorted(ranks)
    assert len(ranks) == 6
    assert {bloc["id"] for bloc in catalog.jurisdictions()["blocs"]} >= {"EU", "EEA", "FIVE-EYES"}


def test_nearest_names_what_was_probably_meant(catalog: Catalog) -> None:
    assert catalog.nearest("azure-opnai")[0] == "azure-openai"
    assert len(catalog.nearest("claude", n=2)) <= 2


def test_a_lost_compiled_form_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="lacks ids"):
        Catalog(tmp_path).vendor("openai")
