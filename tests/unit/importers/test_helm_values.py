"""Configurations inside Helm values, resources that carry values, and compose files."""

from typing import Any

import pytest

from depaudit.importers import draft_of, inventory_of
from depaudit.importers.draft import Draft
from depaudit.inventory.events import read_text
from unit.importers.common import codes, component, draft, survives_spoiling

FORM = "helm-values"
ENTRY = {"model_name": "a", "litellm_params": {"model": "openai/gpt-5", "api_key": "sk-very-secret"}}
TEXT = "model_list:\n- model_name: a\n  litellm_params: {model: openai/gpt-5, api_key: sk-very-secret}\n"
AGENTS = {"agents": {"defaults": {"model": "anthropic/claude-opus-4-6"}}}
ROUTES = {"Providers": [], "Router": {"default": "a,b"}}


def read(data: Any) -> Draft:
    return draft(data, FORM)


@pytest.mark.parametrize(
    "data",
    [
        {"image": "x", "proxy_config": {"model_list": [ENTRY]}},
        {"litellm": {"config": {"data": {"config.yaml": TEXT}}}},
        {"apiVersion": "x/v2", "kind": "HelmRelease", "spec": {"values": {"proxy_config": {"model_list": [ENTRY]}}}},
        {"kind": "Application", "spec": {"helm": {"values": "proxy_config:\n  " + TEXT.replace("\n", "\n  ")}}},
        {"apiVersion": "v1", "kind": "List", "items": [{"kind": "Service"}, {"values": {"model_list": [ENTRY]}}]},
    ],
)
def test_wherever_it_stands_it_is_found(data: Any) -> None:
    found = read(data)
    assert component(found, "a")["uses"] == "openai/gpt-5"
    assert found.groups == ("a",)
    assert "sk-very-secret" not in repr(found.plain)
    assert len(found.not_read) == 1


def test_other_gateways_are_found_too() -> None:
    assert read({"openclaw": AGENTS}).groups == ("default",)
    assert read({"router": ROUTES}).groups == ("default",)


def test_a_second_configuration_is_said() -> None:
    found = read({"one": {"model_list": [ENTRY]}, "two": AGENTS})
    assert found.groups == ("a",)
    assert ("not-read", "gateway") in codes(found)
    assert "two holds a second configuration (openclaw)" in found.not_read


def test_a_text_that_cannot_be_parsed_is_said_and_not_guessed() -> None:
    found = read({"one": AGENTS, "config.yaml": "model_list:\n{{- range .Values.models }}\n  - x\n{{- end }}\n"})
    assert "config.yaml looks like a configuration and cannot be parsed" in found.not_read


@pytest.mark.parametrize(
    "data",
    [{"replicas": 1}, {"kind": "Secret", "stringData": {"c": TEXT}}, {"x": {"model_list": ["a"]}},
     {"c": "model_list: ["}, {"x": {"y": "kind: x\nmodel_list: []"}}, {"text": " model_list"}],
)  # fmt: skip
def test_other_files_are_none_of_ours(data: Any) -> None:
    assert draft_of(data) is None


def test_what_lies_too_deep_is_not_looked_for() -> None:
    data: Any = {"model_list": [ENTRY]}
    for _ in range(30):
        data = {"x": data}
    assert draft_of(data) is None


def test_a_part_keeps_its_positions_and_a_text_has_that_of_its_key() -> None:
    part = "image: x\nproxy_config:\n  model_list:\n  - model_name: a\n    litellm_params: {model: openai/gpt-5}\n"
    text = "x:\n  config.yaml: |\n" + "".join(f"    {line}\n" for line in TEXT.splitlines())
    for given, line in ((part, 4), (text, 2)):
        found = inventory_of(read_text(given, "values.yaml"))
        assert found is not None
        assert {one.id: one.position.line for one in found.components}["a"] == line
        assert found.coverage[0].format == FORM


def test_wrong_types_never_crash() -> None:
    assert survives_spoiling({"a": {"model_list": [ENTRY]}, "b": {"c": TEXT}, "d": [AGENTS]}) > 100
