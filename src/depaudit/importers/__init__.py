"""Other people's files -> inventories: one format per module, recognised by content."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from depaudit.errors import Position
from depaudit.inventory import load
from depaudit.inventory.events import Plain
from depaudit.model.inventory import AnyOf, Component, Coverage, Inventory, Notice

if TYPE_CHECKING:
    from depaudit.importers.draft import Draft, Source
    from depaudit.importers.endpoint import Environment

__all__ = ["FORMATS", "draft_of", "importer", "inventory_of"]

FORMATS: Final = {
    "litellm": "a LiteLLM proxy configuration has a model_list",
    "portkey": "a Portkey config has a strategy with targets, or a provider with a virtual key or override_params",
    "openrouter": "an OpenRouter request has a list of models, or a provider with preferences (order, only, ...)",
    "claude-code-router": "a claude-code-router configuration has Providers in a list and a Router",
    "openclaw": "an OpenClaw configuration has agents.defaults.model, or agents.list with models",
    "envoy-ai-gateway": "resources of Envoy AI Gateway have a document of the kind AIGatewayRoute",
    "configmap": "a Kubernetes ConfigMap has a gateway configuration under a key of data",
    "helm-values": "Helm values (and resources that carry them) have a gateway configuration as a part or a text",
}
"""How to tell each format: a module of that name (_ for -) with `recognises(data)` and `read(data, environment)`."""


WRAPPERS: Final = ("configmap", "helm-values")
"""Formats that hold a configuration of one of the others."""


def draft_of(data: Any, environment: "Environment | None" = None, *, wrapped: bool = True) -> "Draft | None":
    """The draft of an inventory behind `data`, if it is a configuration that we read; else None.

    `wrapped` says whether it may stand inside something else.
    """
    if not isinstance(data, Mapping) or "depaudit" in data:
        return None
    from depaudit.importers.endpoint import Environment

    for name in FORMATS:
        if name in WRAPPERS and not wrapped:
            continue
        module = import_module(f"depaudit.importers.{name.replace('-', '_')}")
        if module.recognises(data):
            draft: Draft = module.read(data, environment or Environment())
            return draft
    return None


def importer(
    environment: "Environment | None" = None, criticality: Mapping[str, str] | None = None
) -> Callable[[Plain], Inventory | None]:
    """`inventory_of` with variables to recognise by, and the criticality of public names (`high` unless given)."""
    return lambda plain: inventory_of(plain, environment, criticality)


def inventory_of(
    plain: Plain, environment: "Environment | None" = None, criticality: Mapping[str, str] | None = None
) -> Inventory | None:
    """The inventory behind a gateway configuration, each part at its place in the original file; else None."""
    draft = draft_of(plain.value, environment)
    if draft is None:
        return None
    drafted = load(with_criticality(draft, criticality or {}).plain)
    places = {name: _position(plain, source) for name, source in draft.origins.items()}
    start = plain.position(plain.value)
    notices = (Notice(one.code, one.subject, one.text, _position(plain, one.source)) for one in draft.remarks)
    return drafted._replace(
        notices=tuple(notices),
        coverage=(Coverage(plain.path, draft.format, draft.read, draft.not_read),),
        services=tuple(one._replace(position=places.get(one.id, start)) for one in drafted.services),
        components=tuple(_placed(one, places.get(one.id, start)) for one in drafted.components),
        paths=(plain.path,),
    )


def with_criticality(draft: "Draft", criticality: Mapping[str, str]) -> "Draft":
    """The draft with other criticalities for some public names. Raises SelectorError for a name that it lacks."""
    from depaudit.errors import SelectorError

    for name in criticality:
        if name not in draft.groups:
            known = ", ".join(draft.groups[:12])
            raise SelectorError(f"--service: no public name {name!r} in this file", hint=f"names: {known}")
    services = [
        {**service, "criticality": criticality.get(service["id"].removeprefix("service/"), service["criticality"])}
        for service in draft.plain["services"]
    ]
    return draft._replace(plain={**draft.plain, "services": services})


def _position(plain: Plain, source: "Source") -> Position:
    return plain.position(source.container, source.key)


def _placed(component: Component, place: Position) -> Component:
    gate = component.gate
    if isinstance(gate, AnyOf):
        options = tuple(option._replace(position=place) for option in gate.options)
        gate = gate._replace(position=place, options=options)
    return component._replace(position=place, gate=gate)
