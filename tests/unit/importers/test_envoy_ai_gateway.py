"""Envoy AI Gateway: routes, backends by priority, and what is retried."""

from typing import Any

import pytest

from depaudit.errors import InventoryError
from depaudit.importers import draft_of, inventory_of
from depaudit.importers.draft import Draft
from depaudit.inventory.events import read_text
from unit.importers.common import codes, component, draft, state, survives_spoiling

ROUTE = """
apiVersion: aigateway.envoyproxy.io/v1beta1
kind: AIGatewayRoute
metadata: {name: chat}
spec:
  rules:
    - matches: [{headers: [{type: Exact, name: x-ai-eg-model, value: gpt-5}]}]
      backendRefs:
        - {name: openai, priority: 0}
        - {name: bedrock, priority: 1, modelNameOverride: anthropic.claude}
---
apiVersion: aigateway.envoyproxy.io/v1beta1
kind: AIServiceBackend
metadata: {name: openai}
spec: {schema: {name: OpenAI}, backendRef: {name: mistral-host, kind: Backend}}
---
apiVersion: aigateway.envoyproxy.io/v1beta1
kind: AIServiceBackend
metadata: {name: bedrock}
spec: {schema: {name: AWSBedrock}, backendRef: {name: aws-host, kind: Backend}}
---
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: Backend
metadata: {name: mistral-host}
spec: {endpoints: [{fqdn: {hostname: api.mistral.ai, port: 443}}]}
---
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: Backend
metadata: {name: aws-host}
spec: {endpoints: [{fqdn: {hostname: bedrock-runtime.eu-central-1.amazonaws.com, port: 443}}]}
"""
POLICY = """---
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: BackendTrafficPolicy
metadata: {name: retry}
spec:
  targetRefs: [{kind: HTTPRoute, name: chat}]
  retry: RETRY
"""


def read(text: str) -> Draft:
    return draft(read_text(text, "route.yaml").value, "envoy-ai-gateway")


def retrying(told: str) -> Draft:
    return read(ROUTE + POLICY.replace("RETRY", told))


def test_priorities_are_an_order_and_addresses_say_who_answers() -> None:
    found = read(ROUTE)
    assert component(found, "gpt-5")["any_of"] == ["gpt-5/openai", "gpt-5/bedrock"]
    assert component(found, "gpt-5/openai")["uses"] == "api.mistral.ai/gpt-5"
    assert component(found, "gpt-5/bedrock")["uses"] == "bedrock/anthropic.claude"
    assert component(found, "gpt-5/bedrock")["region"] == "eu-central-1"
    assert component(found, "gateway") == {"id": "gateway", "uses": "envoy-ai-gateway", "deployment": "self-hosted"}
    assert not found.not_read


def test_without_a_policy_it_is_not_known_what_is_retried() -> None:
    found = read(ROUTE)
    assert "fires_on" not in component(found, "gpt-5")["switch"]
    assert ("environment", "gpt-5") in codes(found)


@pytest.mark.parametrize(
    ("retry", "fires_on", "silent"),
    [
        ("{retryOn: {triggers: [connect-failure, retriable-status-codes], httpStatusCodes: [500]}}",
         ["server_error", "timeout"], True),
        ("{retryOn: {triggers: [5xx], httpStatusCodes: [404, 403]}}", ["server_error", "timeout"], True),
        ("{retryOn: {triggers: [retriable-status-codes], httpStatusCodes: [404, 403]}}",
         ["forbidden", "not_found"], False),
        ("{numRetries: 0, retryOn: {triggers: [5xx]}}", [], True),
        ("null", [], True),
        ("{numRetries: 3}", None, False),
    ],
)  # fmt: skip
def test_only_what_is_retried_fires(retry: str, fires_on: list[str] | None, silent: bool) -> None:
    found = retrying(retry)
    assert component(found, "gpt-5")["switch"].get("fires_on") == fires_on
    assert (("silent-fallback", "gpt-5") in codes(found)) is silent


def route(*references: dict[str, Any], **rule: Any) -> dict[str, Any]:
    rules = [{"backendRefs": list(references), **rule}]
    return {"apiVersion": "x", "kind": "AIGatewayRoute", "metadata": {"name": "r"}, "spec": {"rules": rules}}


def test_backends_of_one_priority_share() -> None:
    found = draft(route({"name": "a"}, {"name": "b", "weight": 2}, {"name": "c", "weight": 0}), "envoy-ai-gateway")
    assert found.groups == ("r",)
    assert component(found, "r")["requires"] == ["r/priority 1"]
    assert component(found, "r/priority 1")["k_of_n"] == {"k": 1, "of": ["r/a", "r/b"]}
    assert component(found, "r/a") == {"id": "r/a", "provider": {"name": "backend a"}}
    assert state(found, "DE", "r") == "unknown"


def test_a_pattern_names_no_model() -> None:
    pattern = {"type": "RegularExpression", "name": "x-ai-eg-model", "value": ".*"}
    data = route({"name": "a"}, {"name": "b", "priority": 1}, {"name": "c", "priority": 2},
                 matches=[{"headers": [pattern]}])  # fmt: skip
    hosts = {"a": "a.ai.svc", "b": "api.mistral.ai", "c": "bedrock-runtime.eu-west-1.amazonaws.com"}
    items: list[Any] = [data]
    for name, host in hosts.items():
        schema = "AWSBedrock" if name == "c" else "OpenAI"
        spec: dict[str, Any] = {"schema": {"name": schema}, "backendRef": {"name": name}}
        items.append({"kind": "AIServiceBackend", "metadata": {"name": name}, "spec": spec})
        spec = {"endpoints": [{"fqdn": {"hostname": host}}]}
        items.append({"kind": "Backend", "metadata": {"name": name}, "spec": spec})
    found = draft({"kind": "List", "items": items}, "envoy-ai-gateway")
    assert found.groups == ("r",)
    assert ("wildcard", "r") in codes(found)
    assert "own" not in component(found, "r/a")["provider"]
    assert component(found, "r/b") == {"id": "r/b", "uses": "api.mistral.ai"}
    assert component(found, "r/c") == {"id": "r/c", "uses": "bedrock", "region": "eu-west-1"}


def test_what_is_not_read_is_said() -> None:
    found = draft({"kind": "List", "items": [route(), route({"weight": 1}), {"kind": "Deployment"}, {}]},
                  "envoy-ai-gateway")  # fmt: skip
    assert len(found.not_read) == 5
    assert ("not-read", "gateway") in codes(found)


@pytest.mark.parametrize("data", [{"kind": "Gateway"}, {"kind": "List", "items": []}, {"kind": ["AIGatewayRoute"]}])
def test_other_files_are_none_of_ours(data: Any) -> None:
    assert draft_of(data) is None


def test_positions_are_those_of_the_original() -> None:
    found = inventory_of(read_text(ROUTE, "route.yaml"))
    assert found is not None
    assert {one.id: one.position.line for one in found.components}["gpt-5/bedrock"] == 10


@pytest.mark.parametrize("text", ["a: 1\n---\nb: 1\n", "depaudit: 1\n---\ndepaudit: 1\n", "- 1\n---\nkind: x\n"])
def test_several_documents_are_read_of_resources_alone(text: str) -> None:
    with pytest.raises(InventoryError, match="second document"):
        read_text(text, "x.yaml")


def test_wrong_types_never_crash() -> None:
    assert survives_spoiling(read_text(ROUTE + POLICY.replace("RETRY", "{numRetries: 1}"), "x.yaml").value) > 100
