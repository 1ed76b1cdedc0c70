"""OpenClaw: primary and fallbacks of defaults and agents."""

from typing import Any

import pytest

from depaudit.importers import draft_of, inventory_of
from depaudit.importers.draft import Draft
from depaudit.importers.endpoint import Environment
from depaudit.inventory.events import read_text
from unit.importers.common import codes, component, draft, state, survives_spoiling

MODEL = {"primary": "anthropic/claude-opus-4-6", "fallbacks": ["ollama/llama3.3"]}


def read(model: Any = MODEL, *agents: Any, **more: Any) -> Draft:
    return draft({"agents": {"defaults": {"model": model}, "list": list(agents)}, **more}, "openclaw")


def test_fallbacks_in_order() -> None:
    found = read()
    assert component(found, "default")["any_of"] == ["model/anthropic/claude-opus-4-6", "model/ollama/llama3.3"]
    assert "not_found" in component(found, "default")["switch"]["fires_on"]
    assert state(found, "vendor:anthropic", "default") == "degraded"
    assert found.groups == ("default",)


@pytest.mark.parametrize(
    ("version", "silent"),
    [
        ("2026.6.10", True),
        ("2026.8.1", False),
        ("2026.7.30-beta.1", True),
        ("", False),
        (7, False),
        ("2026.8", False),
    ],
)
def test_older_versions_took_a_missing_model_for_the_end(version: Any, silent: bool) -> None:
    found = read(meta={"lastTouchedVersion": version})
    assert (("silent-fallback", "default") in codes(found)) is silent
    assert ("not_found" not in component(found, "default")["switch"]["fires_on"]) is silent


def test_agents_with_a_model_of_their_own() -> None:
    found = read("openai/gpt-5", {"id": "writer", "model": MODEL}, {"id": "plain"}, {"id": "default", "model": "a/b"})
    assert found.groups == ("default", "writer", "default/2")
    assert component(found, "default")["requires"] == ["model/openai/gpt-5"]
    assert component(found, "writer")["any_of"][1] == "model/ollama/llama3.3"


@pytest.mark.parametrize("model", ["openai/gpt-5", {"primary": "openai/gpt-5"}])
@pytest.mark.parametrize(("version", "inherits"), [("2026.4.25", True), ("2026.4.26", False), ("", False)])
def test_defaults_handed_on_their_fallbacks_once(model: Any, version: str, inherits: bool) -> None:
    found = read(MODEL, {"id": "a", "model": model}, meta={"lastTouchedVersion": version})
    assert (component(found, "a").get("any_of") == ["model/openai/gpt-5", "model/ollama/llama3.3"]) is inherits
    assert (("unreachable-fallback", "a") in codes(found)) is not inherits
    assert ("unreachable-fallback", "b") not in codes(read(MODEL, {"id": "b", "model": MODEL}))


@pytest.mark.parametrize("name", ["auto", "openrouter/free"])
def test_a_router_that_chooses_is_said(name: str) -> None:
    assert ("wildcard", f"model/openrouter/{name}") in codes(read(f"openrouter/{name}"))
    assert codes(read(f"corp/{name}")) == set()


def test_images_have_a_model_of_their_own() -> None:
    data = {"agents": {"defaults": {"model": "a/b", "imageModel": {"primary": "google/gemini-2.5-pro"}}}}
    assert draft(data, "openclaw").groups == ("default", "image")


def test_aliases_are_looked_up() -> None:
    data = {"agents": {"defaults": {"model": {"primary": "opus"}, "models": {"anthropic/claude": {"alias": "opus"}}}}}
    assert component(draft(data, "openclaw"), "default")["requires"] == ["model/anthropic/claude"]


@pytest.mark.parametrize(
    ("model", "provider", "keys"),
    [
        ("ollama/qwen3:cloud", {}, {"uses": "ollama.com/qwen3:cloud"}),
        ("lm/qwen", {"lm": {"baseUrl": "http://127.0.0.1:1234/v1", "apiKey": "k-secret"}},
         {"uses": "qwen", "deployment": "self-hosted"}),
        ("corp/x", {"corp": {"baseUrl": "${CORP}"}}, {"provider": {"name": "provider corp"}, "model": "x"}),
        ("zai/glm-4.7", {}, {"uses": "zai/glm-4.7"}),
    ],
)  # fmt: skip
def test_who_answers(model: str, provider: dict[str, Any], keys: dict[str, Any]) -> None:
    found = read(model, models={"providers": provider})
    assert component(found, f"model/{model}") == {"id": f"model/{model}", **keys}
    assert "k-secret" not in repr(found.plain)


@pytest.mark.parametrize(
    ("model", "cut"),
    [("opencode/glm-4.6", "US"), ("together/llama-3.3-70b-instruct", "US"), ("kimi-coding/kimi-k2.5", "CN"),
     ("google-antigravity/gemini-3-pro-preview", "US"), ("qwen-portal/qwen3-coder-plus", "CN")],
)  # fmt: skip
def test_names_of_providers(model: str, cut: str) -> None:
    assert state(read(model), cut, "default") == "down"


def test_an_address_in_the_environment_can_be_resolved() -> None:
    data = {"agents": {"defaults": {"model": "corp/x"}}, "models": {"providers": {"corp": {"baseUrl": "${CORP}"}}}}
    found = draft(data, "openclaw", Environment({"CORP": "https://api.mistral.ai"}))
    assert component(found, "model/corp/x")["uses"] == "api.mistral.ai/x"


@pytest.mark.parametrize(
    ("model", "agent", "code"),
    [
        ({**MODEL, "fallbacks": []}, {"id": "a"}, ("empty-fallback", "default")),
        ({**MODEL, "fallbacks": [MODEL["primary"]]}, {"id": "a"}, ("self-fallback", "default")),
        ({**MODEL, "fallbacks": [7]}, {"id": "a"}, ("not-read", "default")),
        (MODEL, {"id": "a", "model": "x/y", "fallbacks": ["x/z"]}, ("imaginary-fallback", "a")),
        (MODEL, {"model": "x/y"}, ("not-read", "gateway")),
    ],
)
def test_illusions_and_gaps_are_said(model: Any, agent: Any, code: tuple[str, str]) -> None:
    assert code in codes(read(model, agent))


@pytest.mark.parametrize(
    "data", [{"agents": []}, {"agents": {"defaults": {"model": "gpt"}}}, {"agents": {"list": 3}}]
)
def test_other_files_are_none_of_ours(data: Any) -> None:
    assert draft_of(data) is None


def test_positions_are_those_of_the_original() -> None:
    text = '{agents: {defaults: {model: {primary: "a/b",\n fallbacks: [\n"c/d"],},},},}'
    found = inventory_of(read_text(text, "openclaw.json"))
    assert found is not None
    assert {one.id: one.position.line for one in found.components}["model/c/d"] == 3


def test_wrong_types_never_crash() -> None:
    defaults = {"model": MODEL, "models": {"a/b": {"alias": "c"}}}
    data = {
        "agents": {"defaults": defaults, "list": [{"id": "a", "model": "x/y"}]},
        "models": {"providers": {"x": {"baseUrl": "https://x.example"}}},
        "meta": {"lastTouchedVersion": "2026.6.1"},
    }
    assert survives_spoiling(data) > 100
