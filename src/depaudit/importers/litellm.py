"""LiteLLM proxy configuration: public model groups, their deployments, and the fallbacks between them.

Observed with the router of litellm 1.108.7 and 1.110.2 against a server that answers 404, 403, 401, 400, 408, 429,
500 and 503: `fallbacks` and `default_fallbacks` are tried after every one of them, a withdrawal (404, 403) among
them; `litellm_router` says what they mean for each name. Context-window and content-policy fallbacks serve only those
errors and help in no cutoff. Deployments of one name share the load; those of a higher `order`, or of weight 0, serve
while the others rest. A 404 rests the one that gave it unless `disable_cooldowns` is set; a 403 does not, and needs
`num_retries` (2 unless said otherwise) to reach another.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from depaudit.importers.builder import GATEWAY, Builder, list_of, mapping_of, text_of
from depaudit.importers.draft import Draft, Source
from depaudit.importers.endpoint import (
    ENVIRONMENT,
    Environment,
    endpoint,
    host_of,
    is_local,
    is_open,
    unknown_provider,
)
from depaudit.importers.litellm_names import SETTINGS, STAR, Deployment, Names
from depaudit.importers.litellm_router import Fallbacks, number, setting
from depaudit.importers.openrouter import PREFIX, allowed_hosts, host_keys

FORM: Final = "litellm"
REGION_KEYS: Final = (
    "aws_region_name",
    "vertex_location",
    "vertex_ai_location",
    "region_name",
    "watsonx_region_name",
)
ERROR_ONLY: Final = ("context_window_fallbacks", "content_policy_fallbacks")
IGNORED_FALLBACKS: Final = ("fallback_models", "fallback_model", "backup_models", "backup", "fallback")
MISPLACED_FALLBACKS: Final = ("fallbacks", "default_fallbacks", *ERROR_ONLY)
"""Keys of the router and its settings, which looks for them nowhere else."""
RESIDENCY_KEYS: Final = (
    "hosted_in",
    "data_residency",
    "residency",
    "region",
    "data_region",
    "location",
    "gdpr",
    "eu",
)
READ_KEYS: Final = frozenset({
    "model_list", "general_settings", "credential_list", "environment_variables", "include", *SETTINGS,
    *IGNORED_FALLBACKS, *MISPLACED_FALLBACKS,
})  # fmt: skip
FIRES_ON: Final = ("not_found", "forbidden", "unauthorized", "rate_limit", "timeout", "server_error")
STORES: Final = {
    "database_url": ("gateway-database", "database"),
    "key_management_system": ("gateway-keys", "key-store"),
    "use_azure_key_vault": ("gateway-keys", "key-store"),
    "use_google_kms": ("gateway-keys", "key-store"),
}
KEY_STORES: Final = {"aws": "aws", "azure": "microsoft", "google": "google"}
"""Who runs a key store, by the first word of its name: `aws_secret_manager`, `azure_key_vault`, `google_kms`."""
TOLD_APART_BY: Final = ("api_version", "litellm_credential_name", *REGION_KEYS)
"""Parameters beside model and address that make two entries two deployments."""


def _store(told: str) -> dict[str, Any]:
    """Who runs a store, from its address or name, in keys of a component; empty where that does not say."""
    host = host_of(told) if "://" in told else ""
    if is_local(host) or told == "local":
        return {"provider": {"own": True}, "deployment": "self-hosted"}
    if host:
        return {"uses": host}
    vendor = KEY_STORES.get(told.partition("_")[0])
    return {"provider": {"name": vendor}} if vendor else {}


def recognises(data: Mapping[str, Any]) -> bool:
    """Whether `data` is a proxy configuration."""
    return isinstance(data.get("model_list"), list)


def read(data: Mapping[str, Any], environment: Environment) -> Draft:
    """Draft the inventory behind a proxy configuration. Pure: no network, no secrets kept."""
    return _Reader(data, environment.over(mapping_of(data.get("environment_variables")))).draft()


class _Reader:
    def __init__(self, config: Mapping[str, Any], environment: Environment) -> None:
        self.config = config
        self.environment = environment
        self.built = Builder(FORM)
        self.names = Names(config, environment, self.built)
        self.routes = Fallbacks(config, self.names, self.built)
        self.credentials = {
            text_of(one.get("credential_name")): mapping_of(one.get("credential_values"))
            for one in map(mapping_of, list_of(config.get("credential_list")))
        }
        self.halting = number(config, "num_retries", 2) == 0 or setting(config, "disable_cooldowns")[0] is True
        self.taken = {GATEWAY, *(identifier for identifier, _ in STORES.values())}
        self.ids = {name: self._free(name) for name in (*self.names.groups, *self.names.aliases)}
        self.members = {name: self._members(name) for name in self.names.groups}
        self.served = {name: self._serving(name) for name in self.names.groups}

    def _free(self, name: str) -> str:
        count, free = 1, name
        while free in self.taken:
            count += 1
            free = f"{name}/{count}"
        self.taken.add(free)
        return free

    def _members(self, name: str) -> list[str]:
        """The ids of the deployments of a group: its own where there is one and nothing behind it."""
        count = len(self.names.groups[name])
        if count == 1 and name not in self.routes.chains:
            return [self.ids[name]]
        return [self._free(f"{self.ids[name]}/{place}") for place in range(1, count + 1)]

    def _serving(self, name: str) -> str:
        """The component that is the deployments of a group, without what stands behind them."""
        if len(self.members[name]) == 1:
            return self.members[name][0]
        return self._free(f"{self.ids[name]}/pool") if name in self.routes.chains else self.ids[name]

    def draft(self) -> Draft:
        """Components for deployments and groups, one service per public name, one gateway under all of them."""
        self._illusions()
        self._doubles()
        self._elsewhere()
        gateway = self._gateway()
        for name in self.names.groups:
            self._group(name)
        for name, group in self.names.aliases.items():
            self._chain(name, self.served[group])
        for name in (*self.names.public, *self.names.aliases):
            self.built.public(self.ids[name])
        self.built.passed_over(self.config, READ_KEYS)
        return self.built.draft(gateway, Source(self.config, "model_list"))

    def _gateway(self) -> dict[str, Any]:
        """The proxy itself, with its database and its key store where it has them."""
        settings = mapping_of(self.config.get("general_settings"))
        stores = []
        for key, told in self._told(settings):
            (identifier, kind), place = STORES[key], Source(settings, key)
            keys = _store(told)
            if not keys:
                keys = {"provider": unknown_provider(told)}
                text = f"whose {identifier} is, is not in the file: --env FILE or an inventory says it"
                self.built.remark("environment", identifier, text, place)
            stores.append(self.built.add(identifier, place, kind=kind, **keys))
        gateway: dict[str, Any] = {"uses": FORM, "deployment": "self-hosted"}
        return {**gateway, "requires": stores} if stores else gateway

    def _told(self, settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """The keys that name stores, one for each store, and what they say."""
        seen: set[str] = set()
        for key, (identifier, _) in STORES.items():
            if settings.get(key) and identifier not in seen:
                seen.add(identifier)
                yield key, key.removeprefix("use_") if settings[key] is True else self.environment.text(settings[key])

    def _group(self, name: str) -> None:
        """The deployments of a group, and what stands for them together."""
        members, serving, place = self.members[name], self.served[name], self.names.places[name]
        for identifier, one in zip(members, self.names.groups[name], strict=True):
            self._deployment(identifier, name, one)
        if len(members) > 1:
            self._pool(serving, members, place)
        if name in self.routes.chains:
            self._chain(name, serving)

    def _pool(self, identifier: str, members: list[str], place: Source) -> None:
        share: dict[str, Any] = {"k_of_n": {"k": 1, "of": members}}
        if self.halting:
            text = f"{identifier}: without retries or rests, the share of a deployment that is withdrawn fails"
            self.built.remark("silent-fallback", identifier, text, place)
            share = {"requires": [{"id": one, "for": "quality"} for one in members], **share}
        self.built.add(identifier, place, **share)

    def _chain(self, name: str, serving: str) -> None:
        """A public name that is more than its deployments: these first, then what stands behind them, in order."""
        place = self.names.places[name]
        options = list(dict.fromkeys((serving, *self._behind(name))))
        if len(options) > 1:
            self.built.choice(self.ids[name], options, FIRES_ON, place)
        else:
            self.built.add(self.ids[name], place, requires=options)

    def _behind(self, name: str) -> Iterator[str]:
        """What the router tries after a name: groups with chains of their own take these along, as far as it goes."""
        routes = self.routes
        if name in routes.cut:
            yield from map(self._without_chain, routes.cut[name])
            return
        for target in routes.chains.get(name, ()):
            yield self.ids[target] if routes.carries(target) else self._without_chain(target)

    def _without_chain(self, target: str) -> str:
        if target not in self.names.aliases and target not in self.served:
            group, place = self.names.numbered[target]
            return self.members[group][place]
        return self.served[self.names.group_of(target)]

    def _deployment(self, identifier: str, group: str, one: Deployment) -> None:
        """One entry of model_list: who answers, where it runs, and what the file does not tell."""
        parameters = one.parameters
        keys: dict[str, Any] = {}
        if not one.model or one.model.startswith(ENVIRONMENT) or is_open(one.model.partition("/")[0]):
            text = f"the model of {group} is not in the file, so nothing is known of it: --env FILE resolves it"
            self.built.remark("environment", identifier, text, Source(parameters, "model"))
        else:
            base = self._base(parameters)
            keys = endpoint(one.model, base)
            unknown = "who answers" if "provider" in keys else "on whose machines it runs"
            if base and not host_of(base) and ("provider" in keys or keys.get("deployment") == "self-hosted"):
                text = f"the address of {group} is not in the file, so {unknown} is not known: --env FILE resolves it"
                self.built.remark("environment", identifier, text, Source(parameters))
        regions = [self.environment.text(parameters.get(key)) for key in REGION_KEYS]
        if places := [region for region in regions if region and not is_open(region) and region != "global"]:
            keys["region"] = places[0]
        if STAR in one.model or (STAR in group and not one.model):
            text = f"{group}: a wildcard stands for models that the file does not name"
            self.built.remark("wildcard", identifier, text, Source(one.entry, "model_name"))
        self._claims(identifier, one.entry.get("model_info"))
        place = Source(one.entry, "model_name")
        if one.model.startswith(PREFIX):
            keys |= self._routed(identifier, parameters)
            self._others(identifier, one, keys, place)
        else:
            self.built.add(identifier, place, **keys)

    def _others(self, identifier: str, one: Deployment, keys: Mapping[str, Any], place: Source) -> None:
        """A routed model, and the models that its `extra_body` names behind it: the router tries them in order."""
        body = mapping_of(one.parameters.get("extra_body"))
        routed = one.model.removeprefix(PREFIX)
        others = [told for told in list_of(body.get("models")) if text_of(told) and told != routed]
        if not others:
            self.built.add(identifier, place, **keys)
            return
        options = [self.built.add(self._free(f"{identifier}@{routed[:60]}"), place, **keys)]
        for told in dict.fromkeys(others):
            uses = PREFIX + told.partition(":")[0]
            name = self._free(f"{identifier}@{told[:60]}")
            options.append(self.built.add(name, Source(body, "models"), **{**keys, "uses": uses}))
        self.built.choice(identifier, options, FIRES_ON, place)

    def _base(self, parameters: Mapping[str, Any]) -> str:
        """The address of a deployment: its own, or that of the credential which it names."""
        told = parameters.get("api_base") or parameters.get("base_url")
        name = text_of(parameters.get("litellm_credential_name"))
        if not told and name:
            values = self.credentials.get(name)
            told = values.get("api_base") if values is not None else f"{ENVIRONMENT}{name}"
        return self.environment.text(told)

    def _routed(self, identifier: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """Preferences in `extra_body` that bind a routed model to hosts: one of them must be there as well."""
        body = mapping_of(parameters.get("extra_body"))
        names = [
            self.built.add(self._free(f"{identifier}@{host[:60]}"), Source(body, "provider"),
                           **host_keys(host), deployment="hosted")
            for host in allowed_hosts(body.get("provider"))
        ]  # fmt: skip
        if not names:
            return {}
        return {"requires": names if len(names) == 1 else [{"k_of_n": {"k": 1, "of": names}}]}

    def _claims(self, identifier: str, told: Any) -> None:
        for key in RESIDENCY_KEYS if isinstance(told, Mapping) else ():
            if key in told:
                text = f"{identifier}: model_info.{key} says where data rests, not who can order the operator"
                self.built.remark("residency-claim", identifier, text, Source(told, key))

    def _illusions(self) -> None:
        """Keys that the gateway ignores, and fallbacks for errors that no withdrawal shows."""
        for subject, settings, keys in self._places():
            for key in keys:
                if key in settings:
                    text = f"{subject}: the gateway does not look for {key!r} here, so these fallbacks are imaginary"
                    self.built.remark("imaginary-fallback", subject, text, Source(settings, key))
        for key in ERROR_ONLY:
            for name, source in self.routes.serves_one_error(key).items():
                if name in self.ids and name not in self.routes.chains:
                    text = f"{name}: {key} serve that error alone; a withdrawal finds no fallback"
                    self.built.remark("error-only-fallback", name, text, source)

    def _places(self) -> Iterator[tuple[str, Mapping[str, Any], tuple[str, ...]]]:
        """Where people write fallbacks, and which keys are none there."""
        everywhere = (*IGNORED_FALLBACKS, *MISPLACED_FALLBACKS)
        yield GATEWAY, self.config, everywhere
        yield "general_settings", mapping_of(self.config.get("general_settings")), everywhere
        for section in SETTINGS:
            yield section, mapping_of(self.config.get(section)), IGNORED_FALLBACKS
        for name in self.names.public:
            for one in self.names.groups.get(name, ()):
                yield name, one.entry, everywhere
                yield name, one.parameters, everywhere

    def _doubles(self) -> None:
        """Several public names for one deployment: they stand and fall together."""
        names: dict[tuple[str, ...], list[str]] = {}
        for name in (*self.names.public, *self.names.aliases):
            deployments = self.names.groups[self.names.group_of(name)]
            keys = {self._key(one) for one in deployments}
            if len(keys) == 1:
                names.setdefault(keys.pop(), []).append(name)
        for (model, *_), found in names.items():
            if len(found) > 1 and model:
                text = f"{len(found)} public names are one deployment of {model}: {', '.join(found)}"
                self.built.remark("same-deployment", found[0], text, self.names.places[found[0]])

    def _key(self, one: Deployment) -> tuple[str, ...]:
        told = [text_of(one.parameters.get(key)) for key in TOLD_APART_BY]
        return (one.model, self._base(one.parameters), *told)

    def _elsewhere(self) -> None:
        """Parts of the configuration that other files or the database hold."""
        if self.config.get("include"):
            self.built.skip(
                "include names further files: what they hold is not in this one", Source(self.config, "include")
            )
        settings = mapping_of(self.config.get("general_settings"))
        if settings.get("store_model_in_db") is True:
            text = "store_model_in_db: what was added at run time is in the gateway's database"
            self.built.skip(text, Source(settings, "store_model_in_db"))
