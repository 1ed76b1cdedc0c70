"""Configurations whose chains look safe and are not: what a careful reader would say, format by format."""

import pytest
import yaml

from depaudit import Simulation
from depaudit.importers import inventory_of
from depaudit.inventory.events import read_text
from depaudit.model.duration import DAY

HEAD = "model_list:\n"


def entry(name: str, model: str, more: str = "") -> str:
    return f"- {{model_name: {name}, litellm_params: {{model: {model}{more}}}}}\n"


GONE, LOCAL = entry("a", "openai/gpt-5"), entry("c", "ollama/llama3")
THEATRE = {
    "one operator behind two routers": (
        HEAD
        + entry("a", "openrouter/openai/gpt-5")
        + entry("b", "openai/gpt-5", ", api_base: https://ai-gateway.vercel.sh")
        + "router_settings: {fallbacks: [{a: [b]}]}\n",
        "vendor:openai",
    ),
    "one model at two operators": (
        HEAD + GONE + entry("b", "azure/gpt-5") + "router_settings: {fallbacks: [{a: [b]}]}\n",
        "model:gpt-5",
    ),
    "a parent company": (
        HEAD + entry("a", "gemini/gemini-2.5-pro") + entry("b", "vertex_ai/llama-3.3-70b-instruct")
        + "router_settings: {fallbacks: [{a: [b]}]}\n",
        "vendor:alphabet",
    ),
    "an alias of the deployment itself": (
        HEAD + GONE + "router_settings: {model_group_alias: {b: a}, fallbacks: [{a: [b]}]}\n",
        "US",
    ),
    "an alias that lacks the fallbacks of its group": (
        HEAD + entry("b", "openai/gpt-5") + LOCAL
        + "router_settings: {model_group_alias: {a: b}, fallbacks: [{b: [c]}]}\n",
        "US",
    ),
    "fallbacks for a full window alone": (
        HEAD + GONE + LOCAL + "litellm_settings: {context_window_fallbacks: [{a: [c]}]}\n",
        "US",
    ),
    "fallbacks in the wrong section": (HEAD + GONE + LOCAL + "general_settings: {fallbacks: [{a: [c]}]}\n", "US"),
    "a hop too far": (
        HEAD + GONE + "".join(entry(f"n{number}", "openai/gpt-5") for number in range(5)) + LOCAL
        + "router_settings: {fallbacks: [{a: [n0]}, {n0: [n1]}, {n1: [n2]}, {n2: [n3]}, {n3: [n4]}, {n4: [c]}]}\n",
        "US",
    ),
    "a fallback whose own fallback serves all": (
        HEAD + GONE + entry("b", "azure/gpt-5") + LOCAL
        + "litellm_settings: {fallbacks: [{a: [b]}], default_fallbacks: [c]}\n",
        "US",
    ),
    "a wildcard before the name": (
        HEAD + GONE + entry("'*'", "ollama/llama3"),
        "US",
    ),
    "a closed model behind a proxy of one's own": (
        HEAD + GONE + entry("b", "openai/claude-sonnet-4-5", ", api_base: 'http://10.0.0.7:4000'")
        + "router_settings: {fallbacks: [{a: [b]}]}\n",
        "US",
    ),
    "a rented machine": (
        HEAD + GONE + entry("b", "hosted_vllm/llama3", ", api_base: 'https://x-8000.proxy.runpod.net'")
        + "router_settings: {fallbacks: [{a: [b]}]}\n",
        "US",
    ),
    "a local program that asks a service": (
        HEAD + GONE + entry("b", "ollama/gpt-oss:120b-cloud") + "router_settings: {fallbacks: [{a: [b]}]}\n",
        "US",
    ),
    "models in order at one router": (
        '{"models": ["openai/gpt-5", "mistralai/mistral-large-2512"]}',
        "vendor:openrouter",
    ),
    "hosts in order for one closed model": (
        '{"model": "anthropic/claude-opus-4.5",'
        ' "provider": {"only": ["anthropic", "amazon-bedrock", "google-vertex"]}}',
        "vendor:anthropic",
    ),
    "one model at two providers": (
        '{"strategy": {"mode": "fallback"}, "targets": ['
        '{"provider": "openai", "override_params": {"model": "gpt-5"}},'
        ' {"provider": "azure-openai", "override_params": {"model": "gpt-5"}}]}',
        "model:gpt-5",
    ),
    "a route with fallbacks in the router": (
        '{"Providers": [{"name": "p", "api_base_url": "https://api.openai.com/v1"},'
        ' {"name": "ollama", "api_base_url": "http://localhost:11434"}],'
        ' "Router": {"default": "p,gpt-5", "fallback": {"default": ["ollama,llama3"]}}}',
        "US",
    ),
    "an agent without the fallbacks of the defaults": (
        '{"agents": {"defaults": {"model": {"primary": "ollama/llama3"}},'
        ' "list": [{"id": "a", "model": "anthropic/claude-opus-4-6"}]}}',
        "US",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "cut"), THEATRE.values(), ids=THEATRE)
def test_what_looks_safe_is_not_called_safe(text: str, cut: str) -> None:
    inventory = inventory_of(read_text(text, "config.yaml"))
    assert inventory is not None
    found = Simulation(inventory, home=("CA",)).run([cut])
    names = {"service/a", "service/openrouter", "service/portkey", "service/default"}
    asked = "service/a" if "service/a" in found else (names & set(found)).pop()
    assert found[asked].state_at(0) == "down"


def test_three_companies_can_say_no_to_a_routed_model() -> None:
    text = HEAD + entry("a", "openai/anthropic/claude-opus-4.5", ", api_base: https://openrouter.ai/api/v1")
    inventory = inventory_of(read_text(text, "config.yaml"))
    assert inventory is not None
    simulation = Simulation(inventory, home=("CA",))
    for vendor in ("openrouter", "anthropic"):
        assert simulation.run([f"vendor:{vendor}"])["service/a"].state_at(0) == "down"
    assert simulation.run(["vendor:openai"])["service/a"].state_at(0) == "up"


@pytest.mark.parametrize("codes", [[429, 503], [500], []])
def test_a_chain_that_does_not_fire_is_late_and_said(codes: list[int]) -> None:
    own = {"provider": "ollama", "custom_host": "http://gpu:1", "override_params": {"model": "llama3"}}
    targets = [{"provider": "openai", "override_params": {"model": "gpt-5"}}, own]
    config = {"strategy": {"mode": "fallback", "on_status_codes": codes}, "targets": targets}
    inventory = inventory_of(read_text(yaml.safe_dump(config), "config.yaml"))
    assert inventory is not None
    assert "silent-fallback" in {one.code for one in inventory.notices}
    assert Simulation(inventory, home=("CA",)).run(["model:gpt-5"])["service/portkey"].interruption == DAY


@pytest.mark.parametrize(
    ("settings", "state"),
    [
        ("{database_url: 'postgresql://u:p@x.example.org/d'}", "unknown"),
        ("{database_url: os.environ/DATABASE_URL}", "unknown"),
        ("{database_url: 'postgresql://u:p@db/d'}", "up"),
        ("{key_management_system: aws_kms}", "down"),
        ("{key_management_system: custom}", "unknown"),
    ],
)
def test_a_gateway_falls_with_its_stores(settings: str, state: str) -> None:
    text = HEAD + entry("a", "ollama/llama3") + f"general_settings: {settings}"
    inventory = inventory_of(read_text(text, "config.yaml"))
    assert inventory is not None
    assert Simulation(inventory, home=("CA",)).run(["US"])["service/a"].state_at(0) == state


@pytest.mark.parametrize("address", ["http://10.0.0.7:4000", "http://litellm:4000", "http://localhost:4000/v1"])
def test_one_that_answers_to_any_name_may_be_a_proxy(address: str) -> None:
    inventory = inventory_of(read_text(HEAD + entry("'a'", "openai/*", f", api_base: '{address}'"), "config.yaml"))
    assert inventory is not None
    assert Simulation(inventory, home=("CA",)).run(["US"])["service/a"].state_at(0) == "unknown"
