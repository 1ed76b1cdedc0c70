"""Portkey gateway config: a tree of targets under the strategies `fallback`, `loadbalance`, `conditional`, `single`.

Read in the gateway's source (Portkey-AI/gateway: src/handlers/handlerUtils.ts and retryHandler.ts at 00d58ce, the
config schema in src/middlewares/requestValidator) and on its page about routing:

- `fallback` tries the targets in order, and those of nested strategies in turn. Without `on_status_codes` every
  answer that is not 2xx moves on. With the list only these codes do: 404 and 403, by which a withdrawal shows, are
  seldom among them. Codes are compared as numbers, so "404" never matches, and an empty list moves on for nothing. A
  host that cannot be reached becomes 503 or 500.
- `loadbalance` draws one target by weight and tries no other: the share of a lost target fails. A weight of 0 is
  never drawn. `conditional` sends each kind of request to its own target. `single` takes the first.
- `override_params` and `custom_host` are inherited by nested targets. Keys may be written in camel case too.
- A virtual key, or a provider or model that begins with `@`, is looked up in the workspace: who answers is not in the
  file. Virtual keys are not kept.
"""

from collections.abc import Mapping
from typing import Any, Final

from depaudit.importers.builder import ANY_ERROR, GATEWAY, Builder, list_of, mapping_of, text_of
from depaudit.importers.draft import Draft, Source
from depaudit.importers.endpoint import SELF_RUN, Environment, endpoint
from depaudit.model.pattern import Pattern

FORM: Final = "portkey"
MODES: Final = frozenset({"fallback", "loadbalance", "single", "conditional"})
SHARED: Final = frozenset({"loadbalance", "conditional"})
PREFIXES: Final = {
    "azure-openai": "azure",
    "google": "gemini",
    "mistral-ai": "mistral",
    "perplexity-ai": "perplexity",
    "together-ai": "together_ai",
    "vertex-ai": "vertex_ai",
    "x-ai": "xai",
}
"""Names of providers that are written otherwise in the catalog."""
REGIONS: Final = ("aws_region", "vertex_region", "region")
CODES: Final = {"not_found": (404,), "forbidden": (403,), "unauthorized": (401,), "rate_limit": (429,),
                "timeout": (500, 503), "server_error": (500,)}  # fmt: skip
"""The codes that must all be in `on_status_codes` for the class of error to move on."""
TARGET_KEYS: Final = frozenset({
    "provider", "virtual_key", "api_key", "custom_host", "override_params", "weight", "name", "retry", "cache",
    "request_timeout", "forward_headers", "strict_open_ai_compliance", "strategy", "targets", "metadata", "index",
    "resource_name", "deployment_id", "api_version", "azure_foundry_url", "vertex_project_id",
    "vertex_service_account_json", "aws_access_key_id", "aws_secret_access_key", "aws_role_arn", "aws_auth_type",
    *REGIONS,
})  # fmt: skip
SIGNS: Final = frozenset({"override_params", "custom_host", "retry", "cache", "api_key"})


_HUMP: Final = Pattern(r"(?<=[a-z])[A-Z]")


def in_snake_case(told: Mapping[str, Any]) -> dict[str, Any]:
    """A mapping with its keys as the config schema writes them: `overrideParams` is `override_params`."""
    return {_HUMP.compiled.sub(lambda found: f"_{found[0].lower()}", key): value for key, value in told.items()}


def recognises(data: Mapping[str, Any]) -> bool:
    """Whether `data` is a config: a strategy with targets, or one target and nothing that a config has not."""
    data = in_snake_case(data)
    if isinstance(data.get("targets"), list) and isinstance(data.get("strategy"), Mapping):
        return text_of(data["strategy"].get("mode")) in MODES or "on_status_codes" in in_snake_case(data["strategy"])
    if not set(data) <= TARGET_KEYS:
        return False
    provider = text_of(data.get("provider"))
    return bool(text_of(data.get("virtual_key"))) or provider.startswith("@") or bool(provider and SIGNS & set(data))


def read(data: Mapping[str, Any], environment: Environment) -> Draft:
    """Draft the inventory behind a config. Its one public name is `portkey`. Pure; no secrets kept."""
    return _Reader(environment).draft(data)


class _Reader:
    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.built = Builder(FORM)
        self.hosted = False

    def draft(self, config: Mapping[str, Any]) -> Draft:
        self._target(FORM, config, {}, Source(config))
        self.built.public(FORM)
        if not self.hosted:
            text = "whether the gateway is Portkey's service or runs on your machines is not in the file"
            self.built.remark("environment", GATEWAY, text, Source(config))
        return self.built.draft({"uses": "portkey"}, Source(config))

    def _target(self, identifier: str, target: Mapping[str, Any], inherited: Mapping[str, Any], at: Source) -> None:
        """A leaf, or a strategy with the targets below it."""
        told = in_snake_case(target)
        for key, name in zip(target, told, strict=False):
            if name not in TARGET_KEYS:
                self.built.skip(f"{identifier}: {key[:60]} is not understood here", Source(target, key), identifier)
        host = told.get("custom_host") or inherited.get("custom_host")
        parameters = {**mapping_of(inherited.get("override_params")), **mapping_of(told.get("override_params"))}
        passed_on = {"custom_host": host, "override_params": parameters}
        strategy = mapping_of(told.get("strategy"))
        if strategy or "targets" in told:
            self._strategy(identifier, strategy, target, passed_on, at)
        else:
            self.built.read += 1
            self.built.add(identifier, at, **self._leaf(identifier, target, passed_on))

    def _strategy(self, identifier: str, strategy: Mapping[str, Any], target: Mapping[str, Any],
                  passed_on: Mapping[str, Any], at: Source) -> None:  # fmt: skip
        mode = text_of(strategy.get("mode"))
        children = self._children(identifier, mode, list_of(target.get("targets")), passed_on)
        place = Source(target, "strategy")
        if mode not in MODES:
            self.built.skip(f"{identifier}: the strategy has a mode that is not known here", place, identifier)
            self.built.add(identifier, at)
        elif not children:
            text = f"{identifier}: a strategy without targets protects nothing"
            self.built.remark("empty-fallback", identifier, text, place)
            self.built.add(identifier, at)
        elif len(children) == 1 or mode == "single":
            self.built.add(identifier, at, requires=children[:1])
        elif mode in SHARED:
            shares = [{"id": child, "for": "quality"} for child in children]
            self.built.add(identifier, at, requires=shares, k_of_n={"k": 1, "of": children})
        else:
            self._fallback(identifier, strategy, children, at)

    def _children(self, identifier: str, mode: str, targets: list[Any], passed_on: Mapping[str, Any]) -> list[str]:
        found: list[str] = []
        for number, target in enumerate(targets):
            place, name = Source(targets, number), f"{identifier}/{number + 1}"
            if not isinstance(target, Mapping):
                self.built.skip(f"{name} is not a target", place)
            elif mode == "loadbalance" and target.get("weight") == 0:
                text = f"{name}: a weight of 0 is never drawn"
                self.built.remark("unreachable-fallback", identifier, text, place)
            elif mode == "single" and found:
                text = f"{name}: the strategy single uses the first target alone"
                self.built.remark("unreachable-fallback", identifier, text, place)
            else:
                self._target(name, target, passed_on, place)
                found.append(name)
        return found

    def _fallback(self, identifier: str, strategy: Mapping[str, Any], children: list[str], at: Source) -> None:
        codes = in_snake_case(strategy).get("on_status_codes")
        place = Source(strategy, "on_status_codes" if "on_status_codes" in strategy else "onStatusCodes")
        if codes is None:
            self.built.choice(identifier, children, ANY_ERROR, at)
        elif not isinstance(codes, list):
            self.built.skip(f"{identifier}: on_status_codes is not a list", place, identifier)
            self.built.choice(identifier, children, None, at)
        else:
            numbers = [code for code in codes if isinstance(code, int)]
            fires_on = [error for error, needed in CODES.items() if all(code in numbers for code in needed)]
            told = ", ".join(str(code) for code in numbers[:20]) or "no number"
            self.built.silent(identifier, fires_on, f"on_status_codes holds {told}", place)
            self.built.choice(identifier, children, fires_on, at)

    def _leaf(self, identifier: str, target: Mapping[str, Any], passed_on: Mapping[str, Any]) -> dict[str, Any]:
        """What a target uses, in keys of a component."""
        told = in_snake_case(target)
        provider = self.environment.text(told.get("provider"))
        model = self.environment.text(mapping_of(passed_on["override_params"]).get("model"))
        slug, _, named = model.partition("/") if model.startswith("@") else (provider, "", model)
        model = named
        if not model:
            text = f"{identifier}: each request names its model, the file does not"
            self.built.remark("wildcard", identifier, text, Source(target))
        if slug.startswith("@") or told.get("virtual_key"):
            return self._hidden(identifier, slug, model, target)
        found = self._open(slug, model, self.environment.text(passed_on["custom_host"]))
        regions = [region for key in REGIONS if (region := self.environment.text(told.get(key)))]
        return {**found, "region": regions[0]} if regions and "uses" in found else found

    def _hidden(self, identifier: str, slug: str, model: str, target: Mapping[str, Any]) -> dict[str, Any]:
        self.hosted = True
        name = slug if slug.startswith("@") else f"virtual key of {identifier}"
        text = f"{identifier}: who stands behind {name} is set in Portkey's workspace, not in the file"
        self.built.remark("environment", identifier, text, Source(target))
        return {"provider": {"name": name}, **({"model": model} if model else {})}

    def _open(self, provider: str, model: str, host: str) -> dict[str, Any]:
        prefix = PREFIXES.get(provider, provider)
        if host and prefix not in SELF_RUN:
            prefix = "openai"
        if not prefix:
            return {}
        return endpoint(f"{prefix}/{model}" if model else prefix, host)
