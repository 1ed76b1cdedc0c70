"""Portkey configs: what fires, what shares, what hides."""

from typing import Any

import pytest

from depaudit.importers import draft_of, inventory_of
from depaudit.importers.draft import Draft
from depaudit.inventory.events import read_text
from unit.importers.common import codes, component, draft, state, survives_spoiling

OPENAI = {"provider": "openai", "api_key": "sk-very-secret", "override_params": {"model": "gpt-5"}}
LOCAL = {"provider": "ollama", "custom_host": "http://localhost:11434", "override_params": {"model": "llama3"}}


def config(*targets: Any, mode: str = "fallback", **strategy: Any) -> dict[str, Any]:
    return {"strategy": {"mode": mode, **strategy}, "targets": list(targets)}


def read(*targets: Any, mode: str = "fallback", **strategy: Any) -> Draft:
    return draft(config(*targets, mode=mode, **strategy), "portkey")


def test_without_codes_every_error_moves_on() -> None:
    found = read(OPENAI, LOCAL)
    assert component(found, "portkey")["any_of"] == ["portkey/1", "portkey/2"]
    assert {"not_found", "forbidden"} <= set(component(found, "portkey")["switch"]["fires_on"])
    assert "silent-fallback" not in {code for code, _ in codes(found)}


@pytest.mark.parametrize(
    ("listed", "fires_on", "silent"),
    [
        ([429, 503], ["rate_limit"], "404 or 403"),
        ([429, 500, 502, 503], ["rate_limit", "timeout", "server_error"], "404 or 403"),
        ([404], ["not_found"], "as 403"),
        ([403, 404], ["not_found", "forbidden"], ""),
        ([], [], "404 or 403"),
        (["404", "403"], [], "no number"),
    ],
)
def test_a_list_of_codes_is_all_that_fires(listed: list[Any], fires_on: list[str], silent: str) -> None:
    found = read(OPENAI, LOCAL, on_status_codes=listed)
    assert component(found, "portkey")["switch"]["fires_on"] == fires_on
    texts = [one.text for one in found.remarks if one.code == "silent-fallback"]
    assert len(texts) == bool(silent)
    assert all(silent in text for text in texts)


def test_the_camel_case_spelling_is_read_too() -> None:
    assert component(read(OPENAI, LOCAL, onStatusCodes=[404]), "portkey")["switch"]["fires_on"] == ["not_found"]


def test_keys_in_camel_case_are_those_of_the_schema() -> None:
    camel = {"provider": "openai", "overrideParams": {"model": "gpt-5"}, "customHost": "https://api.mistral.ai",
             "requestTimeout": 5}  # fmt: skip
    found = read(camel, {"virtualKey": "very-secret"})
    assert component(found, "portkey/1")["uses"] == "api.mistral.ai/gpt-5"
    assert component(found, "portkey/2")["provider"] == {"name": "virtual key of portkey/2"}
    assert "not-read" not in {code for code, _ in codes(found)}
    assert "very-secret" not in repr(found.plain)


def test_codes_that_are_no_list_are_not_guessed() -> None:
    found = read(OPENAI, LOCAL, on_status_codes=429)
    assert "fires_on" not in component(found, "portkey")["switch"]
    assert ("not-read", "portkey") in codes(found)


def test_balanced_targets_share_and_do_not_replace_each_other() -> None:
    found = read(
        OPENAI, {"provider": "mistral-ai", "override_params": {"model": "mistral-large"}}, mode="loadbalance"
    )
    assert component(found, "portkey/2")["uses"] == "mistral/mistral-large"
    assert component(found, "portkey")["k_of_n"] == {"k": 1, "of": ["portkey/1", "portkey/2"]}
    assert component(found, "portkey")["requires"][0] == {"id": "portkey/1", "for": "quality"}
    assert state(found, "vendor:mistral", "portkey") == "degraded"


def test_what_is_never_drawn_is_no_target() -> None:
    found = read(OPENAI, {**LOCAL, "weight": 0}, mode="loadbalance")
    assert component(found, "portkey")["requires"] == ["portkey/1"]
    assert ("unreachable-fallback", "portkey") in codes(found)


def test_single_takes_the_first() -> None:
    found = read(OPENAI, LOCAL, mode="single")
    assert component(found, "portkey")["requires"] == ["portkey/1"]
    assert ("unreachable-fallback", "portkey") in codes(found)


def test_nested_strategies_are_followed_and_inherit() -> None:
    inner = config({"provider": "openai"}, {"provider": "anthropic"}, mode="loadbalance")
    found = read(OPENAI, {**inner, "override_params": {"model": "shared"}})
    assert component(found, "portkey")["any_of"] == ["portkey/1", "portkey/2"]
    assert component(found, "portkey/2/2")["uses"] == "anthropic/shared"
    assert found.read == 3


@pytest.mark.parametrize(
    ("target", "name", "model"),
    [
        ({"virtual_key": "openai-3f9a2c", "override_params": {"model": "gpt-5"}}, "virtual key of portkey", "gpt-5"),
        ({"provider": "@openai-prod", "override_params": {"model": "gpt-5"}}, "@openai-prod", "gpt-5"),
        ({"provider": "openai", "override_params": {"model": "@eu-team/gpt-5"}}, "@eu-team", "gpt-5"),
    ],
)
def test_slugs_and_virtual_keys_hide_who_answers(target: dict[str, Any], name: str, model: str) -> None:
    found = draft(target, "portkey")
    assert component(found, "portkey") == {"id": "portkey", "provider": {"name": name}, "model": model}
    assert ("environment", "portkey") in codes(found)
    assert ("environment", "gateway") not in codes(found)
    assert state(found, "DE", "portkey") == "unknown"
    assert "3f9a2c" not in repr(found.plain) + repr([one.text for one in found.remarks])


@pytest.mark.parametrize(
    ("target", "keys"),
    [
        (LOCAL, {"uses": "ollama/llama3", "deployment": "self-hosted"}),
        ({**OPENAI, "custom_host": "https://api.mistral.ai/v1"}, {"uses": "api.mistral.ai/gpt-5"}),
        ({"provider": "bedrock", "aws_region": "eu-central-1", "override_params": {"model": "anthropic.claude"}},
         {"uses": "bedrock/anthropic.claude", "region": "eu-central-1"}),
        ({"provider": "azure-openai", "api_key": "k"}, {"uses": "azure"}),
    ],
)  # fmt: skip
def test_who_answers(target: dict[str, Any], keys: dict[str, Any]) -> None:
    assert component(draft(target, "portkey"), "portkey") == {"id": "portkey", **keys}


def test_a_request_may_name_the_model() -> None:
    assert ("wildcard", "portkey/1") in codes(read({"provider": "openai"}, LOCAL))


def test_secrets_are_not_kept_and_the_gateway_is_asked_about() -> None:
    found = read(OPENAI, LOCAL)
    assert "sk-very-secret" not in repr(found.plain)
    assert component(found, "gateway")["uses"] == "portkey"
    assert ("environment", "gateway") in codes(found)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (config(), ("empty-fallback", "portkey")),
        (config(OPENAI, mode="sample", on_status_codes=[404]), ("not-read", "portkey")),
        (config(OPENAI, "text"), ("not-read", "gateway")),
        (config({**OPENAI, "input_guardrails": ["pii"]}), ("not-read", "portkey/1")),
    ],
)
def test_what_is_not_read_is_said(given: dict[str, Any], code: tuple[str, str]) -> None:
    assert code in codes(draft(given, "portkey"))


@pytest.mark.parametrize("data", [
    {"provider": "openai"}, {"provider": "openai", "weight": 1}, {"targets": [], "strategy": {}},
    {"provider": "@x", "replicas": 3}, {"targets": [1], "strategy": {"mode": ["fallback"]}},
])  # fmt: skip
def test_other_files_are_none_of_ours(data: Any) -> None:
    assert draft_of(data) is None


def test_positions_are_those_of_the_original() -> None:
    text = '{"strategy": {"mode": "fallback",\n  "on_status_codes": [429]},\n "targets": [\n  {"provider": "openai"},\n  {"provider": "anthropic"}]}'  # fmt: skip # noqa: E501
    found = inventory_of(read_text(text, "config.json"))
    assert found is not None
    lines = {one.id: one.position.line for one in found.components}
    assert (lines["portkey/1"], lines["portkey/2"]) == (4, 5)
    assert next(one for one in found.notices if one.code == "silent-fallback").position.line == 2


def test_wrong_types_never_crash() -> None:
    nested = {**config(LOCAL, mode="loadbalance"), "override_params": {"model": "m"}, "weight": 1}
    assert survives_spoiling(config({**OPENAI, "virtual_key": "v"}, nested, on_status_codes=[429])) > 100
