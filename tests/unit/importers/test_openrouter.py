"""OpenRouter requests: models in order, hosts that may serve, and the router under all of them."""

from typing import Any

import pytest

from depaudit.importers import draft_of, inventory_of
from depaudit.importers.draft import Draft
from depaudit.importers.openrouter import allowed_hosts, host_keys
from depaudit.inventory.events import read_text
from unit.importers.common import codes, component, draft, state, survives_spoiling

CLAUDE = "anthropic/claude-sonnet-4.5"


def read(**keys: Any) -> Draft:
    return draft(keys, "openrouter")


def test_models_are_tried_in_order_after_any_error() -> None:
    found = read(model=CLAUDE, models=["openai/gpt-5", "mistralai/mistral-large:nitro"], messages=[])
    assert component(found, "openrouter")["any_of"] == ["openrouter/1", "openrouter/2", "openrouter/3"]
    assert component(found, "openrouter/3")["uses"] == "openrouter/mistralai/mistral-large"
    assert {"not_found", "forbidden"} <= set(component(found, "openrouter")["switch"]["fires_on"])
    assert found.read == 3


def test_fallbacks_do_not_protect_from_the_loss_of_the_router() -> None:
    found = read(models=[CLAUDE, "mistralai/mistral-large"])
    assert state(found, "vendor:openrouter", "openrouter") == "down"
    assert component(found, "gateway")["uses"] == "openrouter"


def test_one_host_and_no_others_is_a_single_point() -> None:
    found = read(model=CLAUDE, provider={"order": ["amazon-bedrock"], "allow_fallbacks": False})
    assert component(found, "openrouter")["requires"] == ["host/amazon-bedrock"]
    assert state(found, "vendor:aws", "openrouter") == "down"


def test_an_order_with_others_behind_it_binds_nothing() -> None:
    found = read(model=CLAUDE, provider={"order": ["amazon-bedrock"]})
    assert "requires" not in component(found, "openrouter")


def test_several_hosts_are_a_choice_that_saves_neither_model_nor_router() -> None:
    found = read(model="meta-llama/llama-3.3-70b", provider={"only": ["deepinfra/turbo", "nebius"]})
    assert component(found, "openrouter")["requires"] == ["hosts"]
    assert component(found, "hosts")["any_of"] == ["host/deepinfra/turbo", "host/nebius"]
    assert component(found, "host/deepinfra/turbo")["uses"] == "deepinfra"


@pytest.mark.parametrize(
    ("preferences", "hosts"),
    [
        (None, ()),
        ("azure", ()),
        ({"order": ["a", "b"]}, ()),
        ({"order": ["a", "b"], "allow_fallbacks": False}, ("a", "b")),
        ({"order": ["a", "b"], "allow_fallbacks": False, "ignore": ["a"]}, ("b",)),
        ({"order": ["a", "b"], "allow_fallbacks": False, "only": ["b"]}, ("b",)),
        ({"order": ["b", "z"], "only": ["a", "b"]}, ("b", "a")),
        ({"allow_fallbacks": False}, ()),
        ({"only": [1, "a"], "ignore": "a"}, ("a",)),
    ],
)
def test_allowed_hosts(preferences: Any, hosts: tuple[str, ...]) -> None:
    assert allowed_hosts(preferences) == hosts


@pytest.mark.parametrize(
    ("slug", "keys"),
    [
        ("Together", {"uses": "together_ai"}),
        ("google-vertex/eu", {"uses": "google-vertex"}),
        ("baidu/fp8", {"uses": "ernie-api"}),
        ("lambda", {"provider": {"name": "lambda"}}),
        ("nobody", {"uses": "nobody"}),
    ],
)
def test_slugs_of_hosts(slug: str, keys: dict[str, Any]) -> None:
    assert host_keys(slug) == keys


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"model": CLAUDE, "models": []}, ("empty-fallback", "openrouter")),
        ({"model": CLAUDE, "models": [CLAUDE]}, ("self-fallback", "openrouter")),
        ({"model": CLAUDE, "models": [7]}, ("not-read", "gateway")),
        ({"model": "openrouter/auto", "models": []}, ("wildcard", "openrouter")),
        ({"models": [CLAUDE], "provider": "azure"}, ("not-read", "gateway")),
        ({"model": CLAUDE, "provider": {"only": "azure"}}, ("not-read", "gateway")),
        ({"model": CLAUDE, "provider": {"sort": "price", "colour": 1}}, ("not-read", "gateway")),
    ],
)
def test_illusions_and_gaps_are_said(keys: dict[str, Any], code: tuple[str, str]) -> None:
    assert code in codes(read(**keys))


def test_fallbacks_in_the_shape_of_anthropic() -> None:
    found = read(model=CLAUDE, models=[], fallbacks=[{"model": "openai/gpt-5"}])
    assert component(found, "openrouter/2")["uses"] == "openrouter/openai/gpt-5"


def test_keys_that_were_passed_over_are_counted() -> None:
    assert read(models=[CLAUDE], plugins=[]).not_read[0].startswith("plugins")


@pytest.mark.parametrize("data", [
    {"model": CLAUDE, "messages": []}, {"model": "gpt-5", "models": ["a"]}, {"models": ["a/b"], "replicas": 2},
    {"model": CLAUDE, "provider": {"name": "x"}}, {"model": CLAUDE, "provider": "openai"},
])  # fmt: skip
def test_other_files_are_none_of_ours(data: Any) -> None:
    assert draft_of(data) is None


def test_positions_are_those_of_the_original() -> None:
    found = inventory_of(read_text('{"models": [\n "a/b",\n "c/d"\n]}', "request.json"))
    assert found is not None
    assert {one.id: one.position.line for one in found.components}["openrouter/2"] == 3


def test_wrong_types_never_crash() -> None:
    data = {
        "model": CLAUDE,
        "models": ["a/b"],
        "fallbacks": [{"model": "c/d"}],
        "provider": {"order": ["x"], "only": ["y"]},
    }
    assert survives_spoiling(data) > 50
