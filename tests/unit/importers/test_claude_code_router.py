"""claude-code-router: routes, providers, and what sets off a fallback."""

from typing import Any

import pytest

from depaudit.importers import draft_of, inventory_of
from depaudit.importers.draft import Draft
from depaudit.importers.endpoint import Environment
from depaudit.inventory.events import read_text
from unit.importers.common import codes, component, draft, state, survives_spoiling

FORM = "claude-code-router"
PROVIDERS = [
    {"name": "openrouter", "api_base_url": "https://openrouter.ai/api/v1/chat/completions", "api_key": "sk-or-secret",
     "models": ["anthropic/claude-sonnet-4.5"]},
    {"name": "deepseek", "api_base_url": "https://api.deepseek.com/chat/completions", "api_key": "$KEY",
     "models": ["deepseek-chat"]},
    {"name": "ollama", "api_base_url": "http://localhost:11434/v1/chat/completions", "models": ["qwen3"]},
]  # fmt: skip
ROUTER = {"default": "deepseek,deepseek-chat", "background": "ollama,qwen3", "longContextThreshold": 60000}


def read(router: Any = ROUTER, **more: Any) -> Draft:
    return draft({"Providers": PROVIDERS, "Router": router, **more}, FORM)


def test_each_route_is_a_public_name() -> None:
    found = read({**ROUTER, "think": "openrouter,anthropic/claude-sonnet-4.5"}, APIKEY="very-secret")
    assert found.groups == ("default", "background", "think")
    assert component(found, "default")["requires"] == ["deepseek,deepseek-chat"]
    assert component(found, "deepseek,deepseek-chat")["uses"] == "api.deepseek.com/deepseek-chat"
    assert component(found, "ollama,qwen3") == {
        "id": "ollama,qwen3",
        "uses": "ollama/qwen3",
        "deployment": "self-hosted",
    }
    assert state(found, "CN", "default") == "down"
    assert state(found, "vendor:openrouter", "think") == "down"
    assert not found.not_read
    assert "secret" not in repr(found.plain)


def test_fallbacks_fire_on_answers_and_not_on_silence() -> None:
    found = read(fallback={"default": ["ollama,qwen3"]})
    assert component(found, "default")["any_of"] == ["deepseek,deepseek-chat", "ollama,qwen3"]
    fires_on = component(found, "default")["switch"]["fires_on"]
    assert {"not_found", "forbidden"} <= set(fires_on)
    assert "timeout" not in fires_on
    assert state(found, "CN", "default") == "degraded"


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"fallback": {"default": ["nobody,x"]}}, ("dangling-fallback", "default")),
        ({"fallback": {"default": []}}, ("empty-fallback", "default")),
        ({"fallback": {"default": ["deepseek,deepseek-chat"]}}, ("self-fallback", "default")),
        ({"fallback": {"default": [7]}}, ("not-read", "default")),
        ({"fallback": {"think": ["ollama,qwen3"]}}, ("dangling-fallback", "gateway")),
        ({"router": {**ROUTER, "fallback": {"default": []}}}, ("imaginary-fallback", "gateway")),
        ({"router": {"default": "nobody,x"}}, ("not-read", "nobody,x")),
        ({"router": {"default": "no comma"}}, ("not-read", "gateway")),
        ({"router": {"default": "ollama,qwen3", "think": "ollama,qwen3"}}, ("same-deployment", "default")),
        ({"CUSTOM_ROUTER_PATH": "/x.js"}, ("not-read", "gateway")),
    ],
)
def test_illusions_and_gaps_are_said(keys: dict[str, Any], code: tuple[str, str]) -> None:
    assert code in codes(read(**keys))


def test_an_address_in_the_environment_can_be_resolved() -> None:
    config = {"Providers": [{"name": "p", "api_base_url": "${BASE}"}], "Router": {"default": "p,m"}}
    assert component(draft(config, FORM), "p,m") == {"id": "p,m", "provider": {"name": "provider p"}, "model": "m"}
    seeing = draft(config, FORM, Environment({"BASE": "https://api.mistral.ai/v1"}))
    assert component(seeing, "p,m")["uses"] == "api.mistral.ai/m"


def test_providers_without_a_name_are_not_read() -> None:
    config = {"Providers": [{"api_base_url": "https://x.example"}], "Router": {"default": "p,m"}}
    assert ("not-read", "gateway") in codes(draft(config, FORM))


@pytest.mark.parametrize("data", [{"Providers": []}, {"Router": {}}, {"Providers": {}, "Router": {}}])
def test_other_files_are_none_of_ours(data: Any) -> None:
    assert draft_of(data) is None


def test_positions_are_those_of_the_original() -> None:
    text = '{"Providers": [],\n "Router": {\n  "default": "p,m"}}'
    found = inventory_of(read_text(text, "config.json"))
    assert found is not None
    assert {one.id: one.position.line for one in found.components}["default"] == 3


def test_wrong_types_never_crash() -> None:
    config = {"Providers": PROVIDERS[:1], "Router": {**ROUTER, "default": "openrouter,m"},
              "fallback": {"default": ["ollama,qwen3"]}}  # fmt: skip
    assert survives_spoiling(config) > 100
