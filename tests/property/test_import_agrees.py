"""Scanning a gateway's file is scanning the inventory that is drafted from it, whatever the gateway."""

import os
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from depaudit import Simulation, load
from depaudit.audit import scan_inventory
from depaudit.audit.options import ScanOptions
from depaudit.importers import FORMATS, draft_of, inventory_of
from depaudit.importers.write import write_draft
from depaudit.inventory.events import read_text
from depaudit.model.inventory import Inventory

EXAMPLES = int(os.environ.get("DEPAUDIT_EXAMPLES", "300"))
NAMES = ("chat", "draft", "embed", "tools/large", "a b")
OF_THE_FILE = ("DA050", "DA051", "DA052", "DA053", "DA054")
"""Rules about the file itself: an import keeps what they say as comments."""


def some(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


def keys(optional: dict[str, Any] | None = None, **required: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional or {})


def litellm() -> st.SearchStrategy[Any]:
    models = some(
        "azure/gpt-5", "openai/gpt-5", "mistral/mistral-large-2512", "ollama/llama3", "gemini/*", "os.environ/MODEL",
        "bedrock/anthropic.claude-sonnet-4-5", "openrouter/anthropic/claude-opus-4.5", "unheard-of/model",
    )  # fmt: skip
    deployment = keys(model_name=some(*NAMES), litellm_params=keys(model=models))
    targets = st.lists(some(*NAMES, "nope"), max_size=3)
    chain = st.tuples(some(*NAMES, "*"), targets).map(lambda pair: {pair[0]: pair[1]})
    return keys(
        {"router_settings": keys(fallbacks=st.lists(chain, max_size=4))},
        model_list=st.lists(deployment, min_size=1, max_size=6),
    )


def portkey() -> st.SearchStrategy[Any]:
    leaf = keys(
        {"weight": some(0, 1), "custom_host": some("http://gpu:8000", "https://api.example.org")},
        provider=some("openai", "mistral-ai", "@hidden", "ollama"),
        override_params=keys(model=some("gpt-5", "mistral-large-2512", "@slug/gpt-5", "")),
    )
    codes = {"on_status_codes": st.lists(some(404, 403, 429, 500, "404"), max_size=4)}
    strategy = keys(codes, mode=some("fallback", "loadbalance", "single", "conditional"))
    return st.recursive(
        leaf, lambda inner: keys(strategy=strategy, targets=st.lists(inner, max_size=3)), max_leaves=5
    ).filter(lambda found: "targets" in found)


def openrouter() -> st.SearchStrategy[Any]:
    hosts = st.lists(some("together", "deepinfra/turbo", "azure", "mistral", "nobody"), max_size=3)
    preferences = keys(
        {"order": hosts, "only": hosts, "ignore": hosts, "allow_fallbacks": st.booleans()}, sort=some("price")
    )
    models = some("openai/gpt-5", "mistralai/mistral-large-2512", "qwen/unlisted", "openrouter/auto", "a/b:free")
    return keys({"provider": preferences, "model": models}, models=st.lists(models, min_size=1, max_size=4))


def claude_code_router() -> st.SearchStrategy[Any]:
    addresses = some(
        "https://openrouter.ai/api/v1", "https://api.deepseek.com/v1", "http://localhost:11434/v1", "$HOST", ""
    )
    provider = keys(name=some("one", "two", "ollama"), api_base_url=addresses)
    target = some("one,openai/gpt-5", "two,deepseek-chat", "ollama,qwen3:8b", "nobody,x", "none")
    routes = dict.fromkeys(("background", "think", "longContext"), target)
    fallbacks = st.dictionaries(some("default", "think", "nothing"), st.lists(target, max_size=3))
    return keys(
        {"fallback": fallbacks}, Providers=st.lists(provider, max_size=3), Router=keys(routes, default=target)
    )


def openclaw() -> st.SearchStrategy[Any]:
    name = some(
        "anthropic/claude-opus-4-6",
        "ollama/llama3",
        "ollama/qwen3:cloud",
        "corp/x",
        "openrouter/auto",
        "google/gemini-2.5-pro",
    )
    model = name | keys({"fallbacks": st.lists(name, max_size=3)}, primary=name)
    agents = keys(
        {"list": st.lists(keys({"model": model}, id=some("a", "b", "default")), max_size=3)},
        defaults=keys(model=model),
    )
    versions = {"meta": keys(lastTouchedVersion=some("2026.3.8", "2026.6.10", "2026.9.1"))}
    providers = {
        "models": keys(providers=keys(corp=keys(baseUrl=some("https://api.mistral.ai", "http://gpu:1", "${X}"))))
    }
    return keys({**versions, **providers}, agents=agents)


def envoy_ai_gateway() -> st.SearchStrategy[Any]:
    match = keys(
        {"type": some("Exact", "RegularExpression")}, name=some("x-ai-eg-model"), value=some("gpt-5", "m", ".*")
    )
    reference = keys(
        {"priority": some(0, 1), "weight": some(0, 1), "modelNameOverride": some("gpt-5-mini")},
        name=some("a", "b", "c"),
    )
    rule = keys(
        {"matches": keys(headers=st.lists(match, max_size=2)).map(lambda one: [one])},
        backendRefs=st.lists(reference, max_size=3),
    )
    hosts = some("api.openai.com", "api.mistral.ai", "bedrock-runtime.eu-central-1.amazonaws.com", "gpu.ai.svc")
    retry = keys(
        retryOn=keys(
            triggers=st.lists(some("5xx", "retriable-status-codes")), httpStatusCodes=st.lists(some(404, 403, 500))
        )
    )

    def resources(told: tuple[list[Any], dict[str, str], str, Any]) -> dict[str, Any]:
        rules, addresses, schema, retries = told
        items: list[Any] = [{"kind": "AIGatewayRoute", "metadata": {"name": "r"}, "spec": {"rules": rules}}]
        for name, host in addresses.items():
            spec: dict[str, Any] = {"schema": {"name": schema}, "backendRef": {"name": name}}
            items.append({"kind": "AIServiceBackend", "metadata": {"name": name}, "spec": spec})
            endpoints = [{"fqdn": {"hostname": host}}]
            items.append({"kind": "Backend", "metadata": {"name": name}, "spec": {"endpoints": endpoints}})
        if retries is not None:
            spec = {"targetRefs": [{"name": "r"}], "retry": retries}
            items.append({"kind": "BackendTrafficPolicy", "metadata": {"name": "p"}, "spec": spec})
        return {"apiVersion": "v1", "kind": "List", "items": items}

    parts = st.tuples(
        st.lists(rule, min_size=1, max_size=3), st.dictionaries(some("a", "b"), hosts),
        some("OpenAI", "AWSBedrock", "AzureOpenAI"), st.none() | retry,
    )  # fmt: skip
    return parts.map(resources)


def configmap() -> st.SearchStrategy[Any]:
    return litellm().map(
        lambda inner: {"kind": "ConfigMap", "data": {"config.yaml": yaml.safe_dump(inner), "x": "y"}}
    )


def helm_values() -> st.SearchStrategy[Any]:
    """A part, or a text: what is inside has entries that cannot be anything else."""
    inside = litellm() | claude_code_router() | openclaw()
    return inside.map(lambda inner: {"image": "x", "proxy_config": inner}) | litellm().map(
        lambda inner: {"config": {"config.yaml": yaml.safe_dump(inner)}}
    )


FILES = {
    "litellm": litellm(),
    "portkey": portkey(),
    "openrouter": openrouter(),
    "claude-code-router": claude_code_router(),
    "openclaw": openclaw(),
    "envoy-ai-gateway": envoy_ai_gateway(),
    "configmap": configmap(),
    "helm-values": helm_values(),
}


def test_every_format_is_here() -> None:
    assert list(FILES) == list(FORMATS)


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=EXAMPLES // 20 + 1, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), some("US", "FR", "CN"))
def test_import_then_scan_is_scan(form: str, data: st.DataObject, cut: str) -> None:
    config = data.draw(FILES[form])
    direct = inventory_of(read_text(yaml.safe_dump(config, sort_keys=False), "config.yaml"))
    draft = draft_of(config)
    assert direct is not None
    assert draft is not None
    assert draft.format == form
    drafted = load(yaml.safe_load(write_draft(draft, "config.yaml", ("CA",))))
    one, other = (Simulation(inventory, home=("CA",)) for inventory in (direct, drafted))
    first, second = one.run([cut]), other.run([cut])
    assert {name: verdict.states for name, verdict in first.items()} == {
        name: verdict.states for name, verdict in second.items()
    }
    assert {name: verdict.outages for name, verdict in first.items()} == {
        name: verdict.outages for name, verdict in second.items()
    }
    assert findings(direct) == findings(drafted)


def findings(inventory: Inventory) -> set[tuple[str, str, str]]:
    """Rule, subject and severity of what a scan finds, as far as an inventory can carry it."""
    options = ScanOptions(home=("CA",), as_of="2026-11-24", ways_out=False)
    report = scan_inventory(inventory, options=options)
    return {(one.rule, one.subject, one.severity.name) for one in report.findings if one.rule not in OF_THE_FILE}
