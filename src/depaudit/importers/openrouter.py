"""OpenRouter request: one model or several in order, and preferences about the hosts that serve them.

Read on OpenRouter's pages about model fallbacks and provider routing (openrouter.ai/docs/guides/routing, as stored in
2026) and in its list of provider slugs:

- `models` are tried in order after `model`; any error moves on, downtime and moderation among them.
- `provider.order` puts hosts first. Others are still tried unless `allow_fallbacks` is false. `provider.only` leaves
  no others. A list of hosts protects against the loss of a host: not of the model (its developer, its withdrawal) and
  not of the router, under which everything stands.
- `provider.ignore` takes hosts away and adds none.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from depaudit.importers.builder import ANY_ERROR, Builder, list_of, mapping_of, text_of
from depaudit.importers.draft import Draft, Source
from depaudit.importers.endpoint import Environment

FORM: Final = "openrouter"
PREFIX: Final = "openrouter/"
PREFERENCES: Final = frozenset({
    "order", "only", "ignore", "allow_fallbacks", "require_parameters", "data_collection", "zdr", "quantizations",
    "sort", "max_price", "preferred_min_throughput", "preferred_max_latency", "enforce_distillable_text",
})  # fmt: skip
HOSTS: Final = {
    "atlas-cloud": "atlascloud",
    "baidu": "ernie-api",
    "byteplus": "bytedance",
    "fireworks": "fireworks_ai",
    "google-ai-studio": "gemini",
    "mistral": "mistral",
    "moonshotai": "moonshot",
    "together": "together_ai",
    "x-ai": "xai",
    "z-ai": "zai",
}
"""Slugs of hosts that are written otherwise in the catalog."""
READ_KEYS: Final = frozenset({"model", "models", "fallbacks", "provider", "route"})
ORDINARY: Final = frozenset({
    "messages", "prompt", "system", "stream", "temperature", "top_p", "top_k", "max_tokens", "max_completion_tokens",
    "stop", "seed", "tools", "tool_choice", "response_format", "reasoning", "usage", "user", "metadata", "verbosity",
    "frequency_penalty", "presence_penalty", "repetition_penalty", "min_p", "top_a", "logit_bias", "logprobs",
    "top_logprobs", "parallel_tool_calls", "stream_options", "session_id", "api_key", "apiKey",
})  # fmt: skip
"""Keys of any request: they say nothing about who answers."""


def recognises(data: Mapping[str, Any]) -> bool:
    """Whether `data` is a request with OpenRouter's own keys. A plain request for one model could go anywhere."""
    if "model_list" in data or not set(data) <= READ_KEYS | ORDINARY | {"transforms", "plugins", "preset"}:
        return False
    models = [*list_of(data.get("models")), data.get("model")]
    if not any("/" in text_of(model) for model in models):
        return False
    preferences = data.get("provider")
    return isinstance(data.get("models"), list) or (
        isinstance(preferences, Mapping) and bool(PREFERENCES & set(preferences))
    )


def read(data: Mapping[str, Any], environment: Environment) -> Draft:
    """Draft the inventory behind a request. Its one public name is `openrouter`. Pure; no secrets kept."""
    built = Builder(FORM)
    models = _models(built, data, environment)
    served_by = _hosts(built, data)
    names = [FORM] if len(models) == 1 else [f"{FORM}/{number}" for number in range(1, len(models) + 1)]
    for name, (model, place) in zip(names, models, strict=True):
        _model(built, name, model, served_by, place)
    if len(names) > 1:
        built.choice(FORM, names, ANY_ERROR, models[0][1])
    elif not names:
        built.add(FORM, Source(data))
    built.public(FORM)
    _preferences(built, data)
    built.passed_over(data, READ_KEYS | ORDINARY)
    return built.draft({"uses": "openrouter"}, Source(data))


def allowed_hosts(preferences: Any) -> tuple[str, ...]:
    """The hosts that alone may serve, in order; empty where any may. For `provider`, here and in an `extra_body`."""
    told = mapping_of(preferences)
    only = [host for host in list_of(told.get("only")) if text_of(host)]
    order = [host for host in list_of(told.get("order")) if text_of(host)]
    ignored = list_of(told.get("ignore"))
    if told.get("allow_fallbacks") is False and order:
        chosen = [host for host in order if not only or host in only]
    else:
        chosen = [host for host in order if host in only] + [host for host in only if host not in order]
    return tuple(dict.fromkeys(host for host in chosen if host not in ignored))


def host_keys(slug: str) -> dict[str, Any]:
    """The host behind a slug, in keys of a component: an offering of the catalog, a company that it knows, or a name.

    `deepinfra/turbo` is an endpoint of `deepinfra`.
    """
    name = slug.partition("/")[0].lower()
    return dict(_host(HOSTS.get(name, name)))


@lru_cache(maxsize=512)
def _host(name: str) -> Mapping[str, Any]:
    from depaudit.catalog import Catalog

    catalog = Catalog.bundled()
    if catalog.resolve(name, self_hosted=False) is None and (vendor := catalog.vendor_named(name)) is not None:
        return {"provider": {"name": vendor.id}}
    return {"uses": name}


def _models(built: Builder, data: Mapping[str, Any], environment: Environment) -> list[tuple[str, Source]]:
    """The models in the order in which they are tried, each once."""
    found: dict[str, Source] = {}
    listed = list_of(data.get("models"))
    told = [(data["model"], Source(data, "model"))] if "model" in data else []
    told += [(model, Source(listed, number)) for number, model in enumerate(listed)]
    for number, entry in enumerate(list_of(data.get("fallbacks"))):
        told.append((mapping_of(entry).get("model"), Source(data["fallbacks"], number)))
    for value, place in told:
        model = environment.text(value).removeprefix(PREFIX)
        if not model:
            built.skip(f"{FORM}: a model is not a text", place)
        elif model in found:
            text = f"{FORM}: {model} is named twice, which protects nothing"
            built.remark("self-fallback", FORM, text, place)
        else:
            found[model] = place
    for key in ("models", "fallbacks"):
        if data.get(key) == []:
            built.remark("empty-fallback", FORM, f"{key}: an empty list protects nothing", Source(data, key))
    return list(found.items())


def _model(built: Builder, identifier: str, model: str, served_by: list[str], place: Source) -> None:
    """A model by way of the router, and the hosts that alone may serve it."""
    built.read += 1
    plain = model.partition(":")[0]
    if plain in ("auto", "free"):
        built.remark("wildcard", identifier, f"{identifier}: the router chooses the model", place)
    built.add(identifier, place, uses=PREFIX + plain, **({"requires": served_by} if served_by else {}))


def _hosts(built: Builder, data: Mapping[str, Any]) -> list[str]:
    """The component that is the hosts which alone may serve: one host, or a choice between several."""
    place = Source(data, "provider")
    names = [
        built.add(f"host/{slug[:100]}", place, **host_keys(slug)) for slug in allowed_hosts(data.get("provider"))
    ]
    if len(names) > 1:
        names = [built.choice("hosts", names, ANY_ERROR, place)]
    return names


def _preferences(built: Builder, data: Mapping[str, Any]) -> None:
    """Remark on preferences that are not read."""
    told = data.get("provider")
    if told is not None and not isinstance(told, Mapping):
        built.skip(f"{FORM}: provider is not a mapping of preferences", Source(data, "provider"))
    for key, value in mapping_of(told).items():
        if key not in PREFERENCES or (key in ("order", "only", "ignore") and not isinstance(value, list)):
            built.skip(f"{FORM}: provider.{key} is not understood here", Source(told, key))
