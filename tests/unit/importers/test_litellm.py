"""Every trap that was found in LiteLLM files of the wild, with the verdict that a careful reader would give."""

from itertools import pairwise
from typing import Any

import pytest

from depaudit import Simulation
from depaudit.importers import draft_of, importer, inventory_of
from depaudit.importers.draft import Draft
from depaudit.importers.endpoint import Environment
from depaudit.inventory.events import read_text
from depaudit.model.inventory import AnyOf, Inventory, KOfN
from unit.importers.common import survives_spoiling

HOME = ("CA",)


def deployed(name: str, model: str, **more: Any) -> dict[str, Any]:
    return {"model_name": name, "litellm_params": {"model": model, **more}}


def draft(*deployments: dict[str, Any], **settings: Any) -> Draft:
    found = draft_of({"model_list": list(deployments), **settings})
    assert found is not None
    return found


def codes(found: Draft) -> set[tuple[str, str]]:
    return {(one.code, one.subject) for one in found.remarks}


def component(found: Draft, name: str) -> dict[str, Any]:
    return next(one for one in found.plain["components"] if one["id"] == name)


def stops(found: Draft, cut: str, service: str) -> str:
    from depaudit import load

    return Simulation(load(found.plain), home=HOME).run([cut])[f"service/{service}"].state_at(0)


@pytest.mark.parametrize(
    ("model", "base", "uses"),
    [
        ("openai/gpt-5", "", {"uses": "openai/gpt-5"}),
        ("openai/gpt-5", "https://api.openai.com/v1", {"uses": "openai/gpt-5"}),
        ("openai/gpt-5", "https://eu.api.openai.com/v1", {"uses": "openai/gpt-5"}),
        ("openai/claude", "https://openrouter.ai/api/v1", {"uses": "openrouter.ai/claude"}),
        ("openai/x", "https://evil-openai.com/v1", {"uses": "evil-openai.com/x", "deployment": "hosted"}),
        ("gpt-5", "https://api.groq.com/openai/v1", {"uses": "api.groq.com/gpt-5"}),
        ("openai/llama", "http://localhost:1234/v1", {"uses": "llama", "deployment": "self-hosted"}),
        ("openai/llama", "http://10.2.3.4:8000", {"uses": "llama", "deployment": "self-hosted"}),
        ("openai/llama", "http://172.2.3.4:8000", {"uses": "172.2.3.4/llama", "deployment": "hosted"}),
        ("openai/llama", "http://vllm.default.svc:8000", {"uses": "llama", "deployment": "self-hosted"}),
        ("ollama/llama3", "", {"uses": "ollama/llama3", "deployment": "self-hosted"}),
        ("hosted_vllm/qwen", "https://vllm.example.org", {"uses": "hosted_vllm/qwen", "deployment": "self-hosted"}),
        ("azure/gpt-5", "https://contoso.openai.azure.com", {"uses": "azure/gpt-5"}),
        ("anthropic/claude", "https://proxy.example.org",
         {"uses": "proxy.example.org/claude", "deployment": "hosted"}),
        ("gemini/*", "", {"uses": "gemini"}),
        ("gpt-5", "", {"uses": "gpt-5", "deployment": "hosted"}),
        ("unheard-of/llama-3.3-70b-instruct", "",
         {"uses": "unheard-of/llama-3.3-70b-instruct", "deployment": "hosted"}),
        ("litellm_proxy/claude-sonnet-4-5", "", {"uses": "claude-sonnet-4-5"}),
        ("litellm_proxy/llama-3.3-70b-instruct", "", {"uses": "litellm_proxy/llama-3.3-70b-instruct"}),
        ("openai/claude-sonnet-4-5", "http://proxy:8080", {"uses": "claude-sonnet-4-5"}),
        ("azure/gpt-5", "http://localhost:4000", {"uses": "gpt-5"}),
        ("openai/*", "http://localhost:1", {"provider": {"name": "http://localhost:1"}}),
        ("openai/*", "https://api.mistral.ai", {"uses": "api.mistral.ai"}),
        ("hosted_vllm/llama", "https://api.groq.com/v1", {"uses": "api.groq.com/llama"}),
        ("hosted_vllm/llama", "https://abc-8000.proxy.runpod.net", {"uses": "abc-8000.proxy.runpod.net/llama"}),
        ("openai/llama", "https://api.together.xyz", {"provider": {"name": "together"}, "model": "llama"}),
        ("ollama/gpt-oss:120b-cloud", "", {"uses": "ollama.com/gpt-oss:120b-cloud"}),
        ("openai/gpt-oss:120b-cloud", "http://localhost:11434", {"uses": "ollama.com/gpt-oss:120b-cloud"}),
        ("openai/llama", "http://100.92.18.86:8000", {"uses": "llama", "deployment": "self-hosted"}),
        ("openai/x", "http://${HOST}:1", {"provider": {"name": "http://${HOST}:1"}, "model": "x"}),
        ("openai/x", "https://u:p@{{ host }}/?key=1", {"provider": {"name": "{{ host }}/"}, "model": "x"}),
        ("openai/x", "YOUR_BASE", {"provider": {"name": "YOUR_BASE"}, "model": "x"}),
        ("openai/x", "http://[bad", {"provider": {"name": "http://[bad"}, "model": "x"}),
        ("azure/x", "https://<name>.openai.azure.com", {"uses": "azure/x"}),
    ],
)  # fmt: skip
def test_who_answers(model: str, base: str, uses: dict[str, Any]) -> None:
    found = component(draft(deployed("a", model, **({"api_base": base} if base else {}))), "a")
    assert {key: value for key, value in found.items() if key != "id"} == uses


def test_the_protocol_of_openai_at_another_address_is_not_openai() -> None:
    found = draft(deployed("a", "openai/gpt-5", api_base="https://api.mistral.ai/v1"))
    assert stops(found, "vendor:mistral", "a") == "down"


def test_a_bare_name_of_a_closed_model_is_served_by_its_maker() -> None:
    assert stops(draft(deployed("a", "gpt-5")), "US", "a") == "down"


def test_a_proxy_of_ones_own_does_not_make_a_closed_model_ones_own() -> None:
    found = draft(deployed("a", "openai/claude-sonnet-4-5", api_base="http://claude-proxy:8080/v1"))
    assert stops(found, "US", "a") == "down"
    assert stops(found, "vendor:anthropic", "a") == "down"


@pytest.mark.parametrize(
    ("model", "base"),
    [("openai/llama-3.3-70b-instruct", "https://api.stranger.example/v1"), ("unheard-of/llama-3.3-70b-instruct", ""),
     ("llama-3.3-70b-instruct", "")],
)  # fmt: skip
def test_open_weights_at_a_stranger_are_not_run_by_oneself(model: str, base: str) -> None:
    found = draft(deployed("a", model, **({"api_base": base} if base else {})))
    assert stops(found, "US", "a") == "unknown"


def test_a_model_that_a_template_fills_in_is_unknown() -> None:
    found = draft(deployed("a", "{{ .Values.model }}", api_base="${BASE}"))
    assert component(found, "a") == {"id": "a"}
    assert ("environment", "a") in codes(found)
    assert stops(found, "US", "a") == "unknown"


def test_the_provider_may_be_said_apart() -> None:
    found = draft(deployed("a", "llama-3.3-70b", custom_llm_provider="groq"))
    assert component(found, "a")["uses"] == "groq/llama-3.3-70b"


def test_a_credential_may_hold_the_address() -> None:
    entry = deployed("a", "openai/x", litellm_credential_name="m")
    values = {"api_key": "sk-very-secret", "api_base": "https://api.mistral.ai/v1"}
    found = draft(entry, credential_list=[{"credential_name": "m", "credential_values": values}])
    assert component(found, "a")["uses"] == "api.mistral.ai/x"
    assert "sk-very-secret" not in repr(found.plain)
    assert stops(draft(entry), "DE", "a") == "unknown"


def test_variables_that_the_file_sets_are_known() -> None:
    found = draft(deployed("a", "os.environ/MODEL"), environment_variables={"MODEL": "groq/llama-3.3-70b", "N": 1})
    assert component(found, "a")["uses"] == "groq/llama-3.3-70b"


@pytest.mark.parametrize("more", [{"order": 2}, {"weight": 0}, {"weight": 9, "rpm": 1}])
def test_order_and_weight_say_who_serves_first_and_one_is_enough(more: dict[str, Any]) -> None:
    found = draft(deployed("a", "azure/gpt-5", order=1), deployed("a", "ollama/llama3", **more))
    assert component(found, "a")["k_of_n"] == {"k": 1, "of": ["a/1", "a/2"]}
    assert stops(found, "vendor:microsoft", "a") == "up"


@pytest.mark.parametrize("settings", [{"num_retries": 0}, {"disable_cooldowns": True}])
def test_without_retries_or_rests_a_share_of_the_requests_fails(settings: dict[str, Any]) -> None:
    found = draft(deployed("a", "azure/gpt-5"), deployed("a", "ollama/llama3"), router_settings=settings)
    assert ("silent-fallback", "a") in codes(found)
    assert stops(found, "vendor:microsoft", "a") == "degraded"


def test_one_name_several_times_shares_the_load() -> None:
    found = draft(deployed("a", "azure/gpt-5"), deployed("a", "ollama/llama3"))
    assert component(found, "a")["k_of_n"] == {"k": 1, "of": ["a/1", "a/2"]}
    assert stops(found, "vendor:microsoft", "a") == "up"


def test_a_fallback_fires_on_a_withdrawal() -> None:
    found = draft(deployed("a", "openai/gpt-5"), deployed("b", "ollama/llama3"),
                  router_settings={"fallbacks": [{"a": ["b"]}]})  # fmt: skip
    assert component(found, "a")["any_of"] == ["a/1", "b"]
    assert {"not_found", "forbidden"} <= set(component(found, "a")["switch"]["fires_on"])
    assert stops(found, "US", "a") == "degraded"


def test_settings_of_the_router_win() -> None:
    found = draft(deployed("a", "x/y"), deployed("b", "x/y"), deployed("c", "x/y"),
                  router_settings={"fallbacks": [{"a": ["b"]}]},
                  litellm_settings={"fallbacks": [{"a": ["c"]}]})  # fmt: skip
    assert component(found, "a")["any_of"] == ["a/1", "b"]


@pytest.mark.parametrize("key", ["context_window_fallbacks", "content_policy_fallbacks"])
def test_fallbacks_for_one_error_help_in_no_cutoff(key: str) -> None:
    found = draft(deployed("a", "openai/gpt-5"), deployed("b", "ollama/llama3"),
                  litellm_settings={key: [{"a": ["b"]}]})  # fmt: skip
    assert ("error-only-fallback", "a") in codes(found)
    assert stops(found, "US", "a") == "down"


def test_default_fallbacks_serve_who_has_no_others_and_are_not_chained() -> None:
    found = draft(deployed("a", "x/1"), deployed("b", "x/2"), deployed("c", "x/3"),
                  litellm_settings={"fallbacks": [{"a": ["b"]}], "default_fallbacks": ["c"]})  # fmt: skip
    assert component(found, "a")["any_of"] == ["a/1", "b/1"]
    assert component(found, "b")["any_of"] == ["b/1", "c"]


def test_the_fallbacks_of_a_fallback_are_followed() -> None:
    found = draft(deployed("a", "x/1"), deployed("b", "x/2"), deployed("c", "x/3"),
                  litellm_settings={"fallbacks": [{"a": ["b"]}, {"b": ["c"]}]})  # fmt: skip
    assert component(found, "a")["any_of"] == ["a/1", "b"]


def test_a_star_stands_for_all_others() -> None:
    found = draft(deployed("a", "x/1"), deployed("b", "x/2"), router_settings={"fallbacks": [{"*": ["b"]}]})
    assert component(found, "a")["any_of"] == ["a/1", "b"]
    assert not codes(found)


def test_a_chain_longer_than_the_router_follows_is_said() -> None:
    names = "abcdefgh"
    chain = [{one: [following]} for one, following in pairwise(names)]
    found = draft(*(deployed(name, f"x/{name}") for name in names), router_settings={"fallbacks": chain})
    assert ("unreachable-fallback", "a") in codes(found)
    assert ("unreachable-fallback", "d") not in codes(found)


def test_the_number_of_hops_is_a_setting() -> None:
    chain = [{"a": ["b"]}, {"b": ["c"]}]
    settings = {"fallbacks": chain, "max_fallbacks": 1}
    found = draft(*(deployed(name, f"x/{name}") for name in "abc"), router_settings=settings)
    assert ("unreachable-fallback", "a") in codes(found)


def test_a_server_of_ones_own_does_not_stop_because_nobody_knows_its_model() -> None:
    found = draft(deployed("claude", "openai//model", api_base="http://localhost:30000/v1"))
    assert stops(found, "US", "claude") == "up"


@pytest.mark.parametrize(
    ("fallbacks", "code"),
    [
        ([{"a": ["nope"]}], "dangling-fallback"),
        ([{"a": ["a"]}], "self-fallback"),
        ([{"a": []}], "empty-fallback"),
        ([{"a": ["b"]}, {"b": ["a"]}], "cyclic-fallback"),
        ([{"a": [7]}], "not-read"),
        ([{"a": [{"messages": []}]}], "not-read"),
    ],
)
def test_illusions_are_said(fallbacks: list[Any], code: str) -> None:
    found = draft(deployed("a", "x/1"), deployed("b", "x/2"), router_settings={"fallbacks": fallbacks})
    assert (code, "a") in codes(found)


def test_fallbacks_of_a_name_that_does_not_exist() -> None:
    found = draft(deployed("a", "x/1"), router_settings={"fallbacks": [{"z": ["a"]}]})
    assert ("dangling-fallback", "gateway") in codes(found)


def test_keys_that_the_gateway_ignores_are_imaginary_fallbacks() -> None:
    entry = {**deployed("a", "x/1"), "fallback_models": ["b"]}
    assert ("imaginary-fallback", "a") in codes(draft(entry))
    assert ("imaginary-fallback", "router_settings") in codes(
        draft(deployed("a", "x/1"), router_settings={"backup": 1})
    )


def test_six_names_on_one_deployment_are_one() -> None:
    found = draft(*(deployed(f"name-{number}", "openai/gpt-5", api_key=f"k{number}") for number in range(6)))
    remarks = [one for one in found.remarks if one.code == "same-deployment"]
    assert len(remarks) == 1
    assert remarks[0].text.startswith("6 public names")


def test_names_in_several_regions_are_several_deployments() -> None:
    regions = ("us-east-1", "eu-central-1")
    found = draft(*(deployed(one, "bedrock/anthropic.claude", aws_region_name=one) for one in regions))
    assert "same-deployment" not in {code for code, _ in codes(found)}


def test_an_alias_is_one_more_name_of_the_deployment() -> None:
    found = draft(deployed("a", "openai/gpt-5"), router_settings={"model_group_alias": {"b": "a"}})
    assert ("same-deployment", "a") in codes(found)


@pytest.mark.parametrize("place", ["config", "general_settings", "entry", "parameters"])
def test_fallbacks_in_the_wrong_place_are_imaginary(place: str) -> None:
    entry: dict[str, Any] = deployed("a", "openai/gpt-5")
    config: dict[str, Any] = {"model_list": [entry, deployed("b", "ollama/llama3")], "general_settings": {}}
    places = {"config": config, "entry": entry, "parameters": entry["litellm_params"]}
    places.get(place, config["general_settings"])["fallbacks"] = [{"a": ["b"]}]
    found = draft_of(config)
    assert found is not None
    assert "imaginary-fallback" in {code for code, _ in codes(found)}
    assert stops(found, "US", "a") == "down"


@pytest.mark.parametrize("more", [{"include": ["more.yaml"]}, {"general_settings": {"store_model_in_db": True}}])
def test_what_stands_elsewhere_is_said(more: dict[str, Any]) -> None:
    found = draft(deployed("a", "openai/gpt-5"), **more)
    assert ("not-read", "gateway") in codes(found)
    assert len(found.not_read) == 1


def test_names_that_are_ids_of_the_gateway_get_others() -> None:
    names = ("gateway", "a", "a/1", "gateway-database")
    found = draft(*(deployed(name, "openai/gpt-5") for name in names), deployed("a", "ollama/llama3"))
    assert found.groups == ("gateway/2", "a", "a/1", "gateway-database/2")
    assert component(found, "a")["k_of_n"]["of"] == ["a/1/2", "a/2"]


def test_wrong_types_never_crash() -> None:
    settings = {"fallbacks": [{"a": ["b"]}], "default_fallbacks": ["a"], "model_group_alias": {"c": "a"}}
    body = {"provider": {"only": ["groq"]}}
    config = {
        "model_list": [deployed("a", "openrouter/x/y", api_base="https://x.example", extra_body=body),
                       {**deployed("b/*", "x/*"), "model_info": {"id": "1"}}],
        "router_settings": settings,
        "general_settings": {"database_url": "postgresql://db.example.org/x"},
        "credential_list": [{"credential_name": "x", "credential_values": {"api_base": "y"}}],
    }  # fmt: skip
    assert survives_spoiling(config) > 500


def test_a_model_in_the_environment_is_unknown_and_can_be_resolved() -> None:
    config = {"model_list": [deployed("a", "os.environ/MODEL", api_base="os.environ/BASE")]}
    blind = draft_of(config)
    assert blind is not None
    assert component(blind, "a") == {"id": "a"}
    assert stops(blind, "DE", "a") == "unknown"
    seeing = draft_of(
        config, Environment({"MODEL": "mistral/mistral-large-latest", "BASE": "https://api.mistral.ai"})
    )
    assert seeing is not None
    assert component(seeing, "a")["uses"] == "mistral/mistral-large-latest"


def test_an_address_in_the_environment_leaves_the_operator_unknown() -> None:
    found = draft(deployed("a", "openai/gpt-5", api_base="os.environ/BASE"))
    assert stops(found, "DE", "a") == "unknown"


@pytest.mark.parametrize(
    ("model", "said"),
    [("openai/gpt-5", "who answers"), ("ollama/llama3", "on whose machines it runs"), ("azure/gpt-5", "")],
)
def test_an_address_in_the_environment_is_said_where_the_provider_does_not_tell(model: str, said: str) -> None:
    found = draft(deployed("a", model, api_base="os.environ/BASE"))
    texts = [one.text for one in found.remarks if one.code == "environment"]
    assert len(texts) == bool(said)
    assert all(said in text for text in texts)


def test_regions_are_places_and_claims_are_not_control() -> None:
    entry = {
        **deployed("a", "bedrock/anthropic.claude", aws_region_name="eu-central-1"),
        "model_info": {"hosted_in": "EU"},
    }
    found = draft(entry)
    assert component(found, "a")["region"] == "eu-central-1"
    assert ("residency-claim", "a") in codes(found)
    assert stops(found, "US", "a") == "down"


@pytest.mark.parametrize("region", ["global", "os.environ/REGION"])
def test_no_region_is_no_place(region: str) -> None:
    assert "region" not in component(draft(deployed("a", "vertex_ai/gemini", vertex_location=region)), "a")


def test_wildcards_are_said() -> None:
    assert ("wildcard", "gemini/*") in codes(draft(deployed("gemini/*", "gemini/*")))


def test_aliases_are_public_names() -> None:
    found = draft(
        deployed("a", "x/1"), router_settings={"model_group_alias": {"b": "a", "c": {"model": "a"}, "d": "no"}}
    )
    assert found.groups == ("a", "b", "c")
    assert component(found, "b")["requires"] == ["a"]


def test_the_gateway_stands_on_its_stores() -> None:
    address = "postgresql://u:secret-pass@db.example.org:5432/x"
    settings = {"database_url": address, "key_management_system": "os.environ/KMS"}
    found = draft(deployed("a", "x/1"), general_settings=settings)
    assert component(found, "gateway")["requires"] == ["gateway-database", "gateway-keys"]
    assert component(found, "gateway-database")["uses"] == "db.example.org"
    assert component(found, "gateway-keys")["provider"] == {"name": "os.environ/KMS"}
    assert "secret-pass" not in repr(found.plain)


@pytest.mark.parametrize(
    ("settings", "identifier", "keys"),
    [
        ({"database_url": "postgresql://u:p@postgres:5432/x"}, "gateway-database", {"own": True}),
        ({"database_url": "os.environ/DATABASE_URL"}, "gateway-database", {"name": "os.environ/DATABASE_URL"}),
        ({"key_management_system": "local"}, "gateway-keys", {"own": True}),
        ({"key_management_system": "aws_secret_manager"}, "gateway-keys", {"name": "aws"}),
        ({"key_management_system": "google_kms"}, "gateway-keys", {"name": "google"}),
        ({"use_azure_key_vault": True}, "gateway-keys", {"name": "microsoft"}),
        ({"key_management_system": "hashicorp_vault"}, "gateway-keys", {"name": "hashicorp_vault"}),
    ],
)
def test_whose_a_store_is(settings: dict[str, object], identifier: str, keys: dict[str, object]) -> None:
    found = draft(deployed("a", "x/1"), general_settings=settings)
    assert component(found, identifier)["provider"] == keys


def test_one_host_without_fallbacks_is_a_single_point_behind_the_router() -> None:
    preferences = {"provider": {"order": ["groq"], "allow_fallbacks": False}}
    found = draft(deployed("a", "openrouter/meta-llama/llama-3.3-70b-instruct", extra_body=preferences))
    assert component(found, "a")["requires"] == ["a@groq"]
    assert stops(found, "vendor:groq-inc", "a") == "down"


def test_several_hosts_stand_in_for_each_other_and_not_for_the_router() -> None:
    preferences = {"provider": {"only": ["groq", "deepinfra"]}}
    found = draft(deployed("a", "openrouter/meta-llama/llama-3.3-70b-instruct", extra_body=preferences))
    assert component(found, "a")["requires"] == [{"k_of_n": {"k": 1, "of": ["a@groq", "a@deepinfra"]}}]
    assert stops(found, "vendor:groq-inc", "a") == "up"
    assert stops(found, "vendor:openrouter", "a") == "down"


def test_models_in_the_body_are_tried_by_the_router_in_order() -> None:
    body = {"models": ["openai/gpt-5", "qwen/qwen3-235b-a22b:free"], "provider": {"only": ["groq"]}}
    found = draft(deployed("a", "openrouter/openai/gpt-5", extra_body=body))
    assert component(found, "a")["any_of"] == ["a@openai/gpt-5", "a@qwen/qwen3-235b-a22b:free"]
    assert component(found, "a@qwen/qwen3-235b-a22b:free")["uses"] == "openrouter/qwen/qwen3-235b-a22b"
    assert component(found, "a@qwen/qwen3-235b-a22b:free")["requires"] == ["a@groq"]
    assert stops(found, "model:gpt-5", "a") == "degraded"
    assert stops(found, "vendor:openrouter", "a") == "down"


def test_preferences_that_bind_nobody_add_nothing() -> None:
    found = draft(
        deployed("a", "openrouter/meta-llama/llama-3.3-70b-instruct", extra_body={"provider": {"order": ["groq"]}})
    )
    assert "requires" not in component(found, "a")


def test_what_is_not_read_is_counted() -> None:
    found = draft(deployed("a", "x/1"), {"model_name": "b"}, "text", guardrails=[])  # type: ignore[arg-type]
    assert found.read == 1
    assert len(found.not_read) == 3


@pytest.mark.parametrize("data", [[], "text", {"model_list": 3}, {"depaudit": 1, "model_list": []}, {}])
def test_other_files_are_none_of_ours(data: Any) -> None:
    assert draft_of(data) is None


CONFIG = """
model_list:
  - model_name: a
    litellm_params: {model: openai/gpt-5, api_key: sk-very-secret}
router_settings:
  fallbacks:
    - a: [nope]
"""


def read(text: str) -> Inventory:
    found = inventory_of(read_text(text, "config.yaml"))
    assert found is not None
    return found


def test_positions_are_those_of_the_original() -> None:
    found = read(CONFIG)
    assert found.services[0].position.line == 3
    notice = next(one for one in found.notices if one.code == "dangling-fallback")
    assert (notice.position.path, notice.position.line) == ("config.yaml", 7)
    assert found.coverage[0].format == "litellm"
    assert "sk-very-secret" not in repr(found)


def test_gates_are_gates() -> None:
    found = read(CONFIG.replace("nope", "b").replace("router_settings", """  - model_name: b
    litellm_params: {model: mistral/mistral-large-latest}
  - model_name: b
    litellm_params: {model: azure/gpt-5}
router_settings"""))  # fmt: skip
    gates = {one.id: one.gate for one in found.components}
    assert isinstance(gates["a"], AnyOf)
    assert isinstance(gates["b"], KOfN)
    assert gates["a"].options[0].position.line > 0


def test_criticality_by_name() -> None:
    inventory = importer(criticality={"a": "critical"})(read_text(CONFIG, "c.yaml"))
    assert inventory is not None
    assert inventory.services[0].criticality == "critical"
