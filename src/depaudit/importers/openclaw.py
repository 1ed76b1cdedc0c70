"""OpenClaw: the model of its agents, primary and fallbacks, and providers of one's own.

Read on OpenClaw's pages about models and failover (docs.openclaw.ai/concepts/models and model-failover) and in its
issues 97564, 97571, 130256, 130663 and 65810:

- `agents.defaults.model` (a text, or `primary` and `fallbacks` in order) serves agents that have none of their own.
  An agent with a primary model of its own and no `fallbacks` took those of the defaults up to 2026.4.25, and takes
  none since (issues 73332 and 79369).
- Failures of login, quota and overload move on. A 404 (`model_not_found`) was terminal in 2026.6.10 and moves on in
  2026.8.1: where the file says that an older version wrote it, a withdrawal finds no fallback. A refused connection
  moved on in none of the versions reported on, so a host that does not answer is not counted on.
- `fallbacks` beside `model`, instead of in it, is no key of OpenClaw.
- `models.providers` gives addresses of its own to names of providers.

The file may be JSON5.
"""

from collections.abc import Mapping
from typing import Any, Final

from depaudit.importers.builder import Builder, list_of, mapping_of, name_of, self_run_or, text_of, variable
from depaudit.importers.draft import Draft, Source
from depaudit.importers.endpoint import Environment, endpoint

FORM: Final = "openclaw"
FIRES_ON: Final = ("not_found", "forbidden", "unauthorized", "rate_limit", "server_error")
FIRST_ON_NOT_FOUND: Final = (2026, 8, 1)
LAST_THAT_INHERITS: Final = (2026, 4, 25)
ROUTED: Final = "openrouter/"
CHOSEN_BY_ROUTER: Final = ("auto", "openrouter/auto", "free", "openrouter/free")
"""Names at OpenRouter behind which it chooses the model."""
MODELS: Final = {"model": "default", "imageModel": "image"}
"""Keys under `agents.defaults` that name models, and what their groups are called here."""
NAMES: Final = {
    "fireworks": "fireworks_ai",
    "google-antigravity": "gemini",
    "google-gemini-cli": "gemini",
    "kimi-coding": "moonshot",
    "llamacpp": "llama-cpp",
    "minimax-portal": "minimax",
    "opencode": "opencode-zen",
    "qwen": "dashscope",
    "qwen-portal": "dashscope",
    "together": "together_ai",
    "z-ai": "zai",
}
"""Names of providers that are written otherwise in the catalog. `opencode` is the service and not the program."""
IMAGINARY: Final = ("fallbacks", "modelFallbacks", "fallback")


def recognises(data: Mapping[str, Any]) -> bool:
    """Whether `data` has agents whose default or own model is named as OpenClaw does."""
    agents = mapping_of(data.get("agents"))
    told = [mapping_of(agents.get("defaults")), *map(mapping_of, list_of(agents.get("list")))]
    return any("/" in text_of(one.get("model")) or "primary" in mapping_of(one.get("model")) for one in told)


def read(data: Mapping[str, Any], environment: Environment) -> Draft:
    """Draft the inventory behind a configuration: defaults and agents are public names. Pure; no secrets kept."""
    return _Reader(data, environment).draft()


class _Reader:
    def __init__(self, config: Mapping[str, Any], environment: Environment) -> None:
        self.config = config
        self.environment = environment
        self.built = Builder(FORM)
        self.agents: Mapping[str, Any] = config["agents"]
        self.defaults = mapping_of(self.agents.get("defaults"))
        self.providers = mapping_of(mapping_of(config.get("models")).get("providers"))
        self.aliases = {
            text_of(mapping_of(told).get("alias")): name
            for name, told in mapping_of(self.defaults.get("models")).items()
        }
        version = _version(mapping_of(config.get("meta")).get("lastTouchedVersion"))
        before = version is not None and version < FIRST_ON_NOT_FOUND
        self.fires_on = tuple(error for error in FIRES_ON if error != "not_found" or not before)
        self.inherits = version is not None and version <= LAST_THAT_INHERITS

    def draft(self) -> Draft:
        for key, name in MODELS.items():
            if key in self.defaults:
                self._group(name, self.defaults, key)
        listed = list_of(self.agents.get("list"))
        for number, agent in enumerate(listed):
            told = mapping_of(agent)
            name = name_of(told.get("id"))
            if not name:
                self.built.skip(f"agents.list[{number + 1}] has no id", Source(listed, number))
            elif "model" in told:
                self._group(name, told, "model")
        self.built.passed_over(self.config, frozenset({"agents", "models", "meta", "auth", "env"}))
        gateway = {"provider": {"name": FORM}, "deployment": "self-hosted"}
        return self.built.draft(gateway, Source(self.config, "agents"))

    def _group(self, name: str, holder: Mapping[str, Any], key: str) -> None:
        """A primary model with its fallbacks, as one public name."""
        identifier = self.built.free(name)
        place = Source(holder, key)
        told = holder[key]
        primary = told if isinstance(told, str) else mapping_of(told).get("primary")
        listed = self._fallbacks(identifier, holder, told, place)
        options: list[str] = []
        for value, at in ((primary, place), *((one, Source(listed, number)) for number, one in enumerate(listed))):
            if not text_of(value):
                self.built.skip(f"{name}: a model is not a text", at, identifier)
            elif (option := self._model(text_of(value), at)) in options:
                text = f"{name}: its fallback {option} is tried already, which protects nothing"
                self.built.remark("self-fallback", identifier, text, at)
            else:
                options.append(option)
        self._illusions(identifier, holder, mapping_of(told))
        if len(options) > 1:
            if "not_found" not in self.fires_on:
                cause = "OpenClaw before 2026.8.1, which wrote this file, takes a missing model for the end"
                self.built.silent(identifier, self.fires_on, cause, place)
            self.built.choice(identifier, options, self.fires_on, place)
        else:
            self.built.add(identifier, place, **({"requires": options} if options else {}))
        self.built.public(identifier)

    def _fallbacks(self, identifier: str, holder: Mapping[str, Any], told: Any, place: Source) -> list[Any]:
        """The fallbacks of a model: its own, or those of the defaults, which only an older version hands on."""
        if "fallbacks" in mapping_of(told) or holder is self.defaults:
            return list_of(mapping_of(told).get("fallbacks"))
        default = list_of(mapping_of(self.defaults.get("model")).get("fallbacks"))
        if default and not self.inherits:
            text = f"{identifier}: a model of its own takes no fallbacks from agents.defaults (since 2026.4.26)"
            self.built.remark("unreachable-fallback", identifier, text, place)
        return default if self.inherits else []

    def _illusions(self, identifier: str, holder: Mapping[str, Any], told: Mapping[str, Any]) -> None:
        for key in IMAGINARY:
            if key in holder:
                text = f"{identifier}: {key!r} beside the model is no key of OpenClaw: fallbacks stand in `model`"
                self.built.remark("imaginary-fallback", identifier, text, Source(holder, key))
        if told.get("fallbacks") == []:
            text = f"{identifier}: an empty list of fallbacks protects nothing"
            self.built.remark("empty-fallback", identifier, text, Source(told, "fallbacks"))

    def _model(self, told: str, place: Source) -> str:
        """The component for "provider/model": one for all agents that use it."""
        reference = self.aliases.get(told, told)
        identifier = f"model/{reference[:150]}"
        if identifier in self.built.components:
            return identifier
        self.built.read += 1
        if reference.startswith(ROUTED) and reference.removeprefix(ROUTED) in CHOSEN_BY_ROUTER:
            self.built.remark("wildcard", identifier, f"{identifier}: the router chooses the model", place)
        provider, _, model = reference.partition("/")
        own = mapping_of(self.providers.get(provider))
        base = variable(own.get("baseUrl"), self.environment)
        if base.startswith("$"):
            text = f"{identifier}: the address of {provider} is in the environment, so who answers is not known"
            self.built.remark("environment", identifier, text, Source(own, "baseUrl"))
            return self.built.add(identifier, place, provider={"name": f"provider {provider}"}, model=model)
        if base:
            return self.built.add(identifier, place, **endpoint(f"{self_run_or(provider)}/{model}", base))
        return self.built.add(
            identifier, place, **endpoint(f"{NAMES.get(provider, provider)}/{model}" if model else reference, "")
        )


def _version(told: Any) -> tuple[int, ...] | None:
    """The version that wrote the file; None where that is not said."""
    parts = text_of(told).partition("-")[0].split(".")
    well_formed = len(parts) == 3 and all(part.isdecimal() and len(part) < 6 for part in parts)
    return tuple(map(int, parts)) if well_formed else None
