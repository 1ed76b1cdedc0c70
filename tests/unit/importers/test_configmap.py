"""ConfigMaps that wrap the configuration of a gateway."""

from typing import Any

import pytest

from depaudit.importers import draft_of, inventory_of
from depaudit.inventory.events import read_text
from unit.importers.common import codes, component, draft, survives_spoiling

INNER = "model_list:\n  - model_name: a\n    litellm_params: {model: openai/gpt-5, api_key: sk-very-secret}\n"
FALLBACKS = INNER + "router_settings: {fallbacks: [{a: [nope]}]}\n"


def config_map(**texts: Any) -> dict[str, Any]:
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "x"}, "data": texts}


def test_what_is_inside_is_read() -> None:
    found = draft(config_map(**{"config.yaml": INNER}), "configmap")
    assert component(found, "a")["uses"] == "openai/gpt-5"
    assert found.groups == ("a",)
    assert "sk-very-secret" not in repr(found.plain)


def test_other_keys_are_counted() -> None:
    texts = {"notes": "hello", "broken.yaml": "{{ .Values.x }}: [", "one.yaml": INNER, "two.yaml": INNER, "three": 3}
    found = draft(config_map(**texts), "configmap")
    assert len(found.not_read) == 4
    assert ("not-read", "gateway") in codes(found)


def test_a_list_of_resources_is_searched() -> None:
    resources = {"kind": "List", "items": [{"kind": "Service"}, config_map(a=INNER)]}
    assert draft(resources, "configmap").groups == ("a",)


@pytest.mark.parametrize(
    "data",
    [config_map(), config_map(a="x: 1"), {"kind": "Secret", "data": {"a": INNER}}, {"kind": "List", "items": 3},
     config_map(a="kind: ConfigMap\ndata: {a: b}")],
)  # fmt: skip
def test_other_files_are_none_of_ours(data: Any) -> None:
    assert draft_of(data) is None


def test_positions_are_those_of_the_key() -> None:
    lines = "".join(f"    {line}\n" for line in FALLBACKS.splitlines())
    found = inventory_of(read_text(f"kind: ConfigMap\ndata:\n  config.yaml: |\n{lines}", "map.yaml"))
    assert found is not None
    assert {one.position.line for one in found.components} == {3}
    assert next(one for one in found.notices if one.code == "dangling-fallback").position.line == 3
    assert found.coverage[0].format == "configmap"


def test_wrong_types_never_crash() -> None:
    assert survives_spoiling({"kind": "List", "items": [config_map(a=INNER, b="x")]}) > 20
