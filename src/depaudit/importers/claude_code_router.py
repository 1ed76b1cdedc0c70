"""claude-code-router: providers, the route of each kind of request, and since version 2 the fallbacks of a route.

Read in the router's source (musistudio/claude-code-router: config.example.json at 002f0f2 and
packages/core/src/api/routes.ts at 0441c8d): a route is "provider,model". `fallback` stands beside `Router`, not in
it; its models are tried in order after any answer that is an error, 404 and 403 among them. A host that does not
answer at all sets off none of them, and neither does a route whose provider is not listed.
"""

from collections.abc import Mapping
from typing import Any, Final

from depaudit.importers.builder import GATEWAY, Builder, list_of, mapping_of, name_of, self_run_or, text_of, variable
from depaudit.importers.draft import Draft, Source
from depaudit.importers.endpoint import Environment, endpoint

FORM: Final = "claude-code-router"
FIRES_ON: Final = ("not_found", "forbidden", "unauthorized", "rate_limit", "server_error")
READ_KEYS: Final = frozenset({
    "Providers", "providers", "Router", "fallback", "APIKEY", "HOST", "PORT", "LOG", "LOG_LEVEL", "API_TIMEOUT_MS",
    "NON_INTERACTIVE_MODE", "CLAUDE_PATH", "StatusLine", "transformers",
})  # fmt: skip
IMAGINARY: Final = ("fallback", "fallbacks")


def recognises(data: Mapping[str, Any]) -> bool:
    """Whether `data` has providers in a list and a router with routes."""
    return isinstance(data.get("Router"), Mapping) and isinstance(_providers(data), list)


def read(data: Mapping[str, Any], environment: Environment) -> Draft:
    """Draft the inventory behind a configuration: each route is a public name. Pure; no secrets kept."""
    return _Reader(data, environment).draft()


def _providers(data: Mapping[str, Any]) -> Any:
    return data.get("Providers", data.get("providers"))


class _Reader:
    def __init__(self, config: Mapping[str, Any], environment: Environment) -> None:
        self.config = config
        self.environment = environment
        self.built = Builder(FORM)
        self.router: Mapping[str, Any] = config["Router"]
        self.providers: dict[str, Mapping[str, Any]] = {}
        for number, entry in enumerate(listed := list_of(_providers(config))):
            name = name_of(mapping_of(entry).get("name"))
            if name:
                self.providers.setdefault(name, entry)
            else:
                self.built.skip(f"Providers[{number + 1}] has no name", Source(listed, number))

    def draft(self) -> Draft:
        routes = {key: value for key, value in self.router.items() if "," in text_of(value) and name_of(key)}
        fallbacks = mapping_of(self.config.get("fallback"))
        targets = {name: self._model(name, value, Source(self.router, name)) for name, value in routes.items()}
        for name, target in targets.items():
            self._route(name, target, fallbacks)
        for name in fallbacks:
            if name not in routes:
                text = f"fallbacks are given for {name[:60]!r}, which Router does not route"
                self.built.remark("dangling-fallback", GATEWAY, text, Source(fallbacks, name))
        self._others(routes)
        self._doubles(targets)
        gateway = {"provider": {"name": FORM}, "deployment": "self-hosted"}
        return self.built.draft(gateway, Source(self.config, "Router"))

    def _route(self, name: str, target: str, fallbacks: Mapping[str, Any]) -> None:
        place = Source(self.router, name)
        identifier = self.built.free(name)
        options = [target]
        listed = list_of(fallbacks.get(name))
        for number, value in enumerate(listed):
            at = Source(listed, number)
            provider = text_of(value).partition(",")[0]
            if "," not in text_of(value):
                self.built.skip(f"{name}: a fallback is not of the form provider,model", at, identifier)
            elif provider not in self.providers:
                text = f"{name}: its fallback {value[:80]!r} names a provider that is not listed, so it is left out"
                self.built.remark("dangling-fallback", identifier, text, at)
            elif (option := self._model(name, value, at)) in options:
                text = f"{name}: its fallback {value[:80]!r} is tried already, which protects nothing"
                self.built.remark("self-fallback", identifier, text, at)
            else:
                options.append(option)
        if name in fallbacks and len(options) == 1:
            text = f"{name}: its list of fallbacks holds none that exists"
            self.built.remark("empty-fallback", identifier, text, Source(fallbacks, name))
        if len(options) > 1:
            self.built.choice(identifier, options, FIRES_ON, place)
        else:
            self.built.add(identifier, place, requires=options)
        self.built.public(identifier)

    def _model(self, route: str, value: str, place: Source) -> str:
        """The component for "provider,model": one for all routes that use it."""
        name, _, model = value.partition(",")
        identifier = f"{name[:60]},{model[:100]}"
        if identifier in self.built.components:
            return identifier
        self.built.read += 1
        provider = self.providers.get(name)
        if provider is None:
            self.built.skip(f"{route}: the provider {name[:60]!r} is not listed", place, identifier)
            return self.built.add(identifier, place)
        base = variable(provider.get("api_base_url"), self.environment)
        if base.startswith("$") or not base:
            text = f"{identifier}: the address of {name} is not in the file, so who answers is not known"
            self.built.remark("environment", identifier, text, Source(provider, "api_base_url"))
            return self.built.add(identifier, place, provider={"name": f"provider {name}"}, model=model)
        return self.built.add(identifier, place, **endpoint(f"{self_run_or(name)}/{model}", base))

    def _others(self, routes: Mapping[str, Any]) -> None:
        """What else stands in the file: fallbacks in the wrong place, a router of one's own, routes not read."""
        for key, value in self.router.items():
            if key in IMAGINARY and not isinstance(value, str):
                text = f"Router.{key} is no key of the router: fallbacks stand under `fallback`, beside Router"
                self.built.remark("imaginary-fallback", GATEWAY, text, Source(self.router, key))
            elif key not in routes and not key.endswith("Threshold") and value:
                self.built.skip(f"Router.{key[:60]} is not of the form provider,model", Source(self.router, key))
        if self.config.get("CUSTOM_ROUTER_PATH"):
            text = "CUSTOM_ROUTER_PATH names a program that decides on routes: it"
            self.built.skip(text, Source(self.config, "CUSTOM_ROUTER_PATH"))
        self.built.passed_over(self.config, READ_KEYS | {"CUSTOM_ROUTER_PATH"})

    def _doubles(self, targets: Mapping[str, str]) -> None:
        for target in dict.fromkeys(targets.values()):
            names = [name for name, one in targets.items() if one == target]
            if len(names) > 1:
                text = f"{len(names)} routes are one deployment, {target}: {', '.join(names)}"
                self.built.remark("same-deployment", names[0], text, Source(self.router, names[0]))
