"""LiteLLM proxy configuration: public model groups, their deployments, and the fallbacks between them.

Observed with the router of litellm 1.108.7 against a server that answers 404, 403, 401, 400, 408, 429, 500 and 503:
`fallbacks` and `default_fallbacks` are tried after every one of them, a withdrawal (404, 403) among them. The
fallbacks of a fallback are followed, five hops at most (`max_fallbacks`). A group with fallbacks of its own gets no
default ones, and neither do its fallbacks. Context-window and content-policy fallbacks serve only those errors and
help in no cutoff. Deployments of one name share the load: a 404 rests the one that gave it, a 403 does not and needs
`num_retries` (2 unless said otherwise) to reach another.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from depaudit.importers.draft import Draft, Remark, Source
from depaudit.importers.endpoint import ENVIRONMENT, Environment, endpoint
from depaudit.importers.openrouter import allowed_hosts, host_uses
from depaudit.model.inventory import NoticeCode

REGION_KEYS: Final = (
    "aws_region_name",
    "vertex_location",
    "vertex_ai_location",
    "region_name",
    "watsonx_region_name",
)
SETTINGS: Final = ("router_settings", "litellm_settings")
ERROR_ONLY: Final = ("context_window_fallbacks", "content_policy_fallbacks")
IGNORED_FALLBACKS: Final = ("fallback_models", "fallback_model", "backup_models", "backup", "fallback")
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
READ_KEYS: Final = frozenset({"model_list", "general_settings", *SETTINGS})
MAX_HOPS: Final = 5
FIRES_ON: Final = ("not_found", "forbidden", "unauthorized", "rate_limit", "timeout", "server_error")
GATEWAY: Final = "gateway"
STORES: Final = {
    "database_url": ("gateway-database", "database"),
    "key_management_system": ("gateway-keys", "key-store"),
}


def recognises(data: Mapping[str, Any]) -> bool:
    """Whether `data` is a proxy configuration."""
    return isinstance(data.get("model_list"), list)


def read(data: Mapping[str, Any], environment: Environment) -> Draft:
    """Draft the inventory behind a proxy configuration. Pure: no network, no secrets kept."""
    return _Reader(data, environment).draft()


class _Reader:
    def __init__(self, config: Mapping[str, Any], environment: Environment) -> None:
        self.config = config
        self.environment = environment
        self.components: list[dict[str, Any]] = []
        self.origins: dict[str, Source] = {}
        self.remarks: list[Remark] = []
        self.not_read: list[str] = []
        self.groups = self._groups()
        self.explicit: dict[str, list[str]] = {}
        self.chains: dict[str, list[str]] = {}

    def remark(self, code: NoticeCode, subject: str, text: str, source: Source) -> None:
        """Note something for the reader of the report."""
        self.remarks.append(Remark(code, subject, text, source))

    def _groups(self) -> dict[str, list[Mapping[str, Any]]]:
        """Deployments by public name, in the order of the file. Several of one name share the load."""
        groups: dict[str, list[Mapping[str, Any]]] = {}
        entries = self.config["model_list"]
        for number, entry in enumerate(entries):
            name = entry.get("model_name") if isinstance(entry, Mapping) else None
            if not isinstance(name, str) or not name or not isinstance(entry.get("litellm_params"), Mapping):
                text = f"model_list[{number + 1}] has no model_name with litellm_params"
                self.not_read.append(text)
                self.remark("not-read", GATEWAY, f"{text} and was not read", Source(entries, number))
                continue
            groups.setdefault(name, []).append(entry)
        return groups

    def draft(self) -> Draft:
        """Components for deployments and groups, one service per public name, one gateway under all of them."""
        self._chains()
        self._illusions()
        self._doubles()
        self._gateway()
        for name, deployments in self.groups.items():
            self._group(name, deployments)
        aliases = dict(self._aliases())
        for alias, group in aliases.items():
            self.components.append({"id": alias, "requires": [group]})
        public = (*self.groups, *aliases)
        services = [{"id": f"service/{name}", "criticality": "high", "requires": [name, GATEWAY]} for name in public]
        for name in public:
            self.origins[f"service/{name}"] = self.origins[name]
        self._passed_over()
        plain = {"depaudit": 1, "services": services, "components": self.components}
        read = sum(map(len, self.groups.values()))
        return Draft("litellm", plain, self.origins, tuple(self.remarks), public, read, tuple(self.not_read))

    def _passed_over(self) -> None:
        for key in self.config:
            if key not in READ_KEYS and not key.startswith("x-"):
                self.not_read.append(f"{key} says nothing about cutoffs that is understood here")

    def _gateway(self) -> None:
        """The proxy itself, with its database and its key store where it has them."""
        gateway: dict[str, Any] = {"id": GATEWAY, "uses": "litellm", "deployment": "self-hosted"}
        told_settings = self.config.get("general_settings")
        settings: Mapping[str, Any] = told_settings if isinstance(told_settings, Mapping) else {}
        for key, (identifier, kind) in STORES.items():
            if settings.get(key):
                told = self.environment.text(settings[key])
                store: dict[str, Any] = {"id": identifier, "kind": kind}
                host = endpoint("", told).get("uses", "").rstrip("/") if "://" in told else ""
                if host:
                    store["uses"] = host
                else:
                    store |= {"provider": {"own": True}, "deployment": "self-hosted"}
                    text = f"where {identifier} runs is not in the file: say it in an inventory"
                    self.remark("environment", identifier, text, Source(settings, key))
                self.components.append(store)
                self.origins[identifier] = Source(settings, key)
                gateway.setdefault("requires", []).append(identifier)
        self.origins[GATEWAY] = Source(self.config, "model_list")
        self.components.append(gateway)

    def _group(self, name: str, deployments: list[Mapping[str, Any]]) -> None:
        chain = self.chains[name]
        self.origins[name] = Source(deployments[0], "model_name")
        if not chain and len(deployments) == 1:
            self._deployment(name, name, deployments[0])
            return
        serving = [f"{name}/{number}" for number in range(1, len(deployments) + 1)]
        for identifier, entry in zip(serving, deployments, strict=True):
            self._deployment(identifier, name, entry)
        pool: dict[str, Any] = {"k_of_n": {"k": 1, "of": serving}}
        if not chain:
            self.components.append({"id": name, **pool})
            return
        first = self._served(name)
        if len(serving) > 1:
            self.components.append({"id": first, **pool})
            self.origins[first] = self.origins[name]
        switch = {"mode": "automatic", "fires_on": list(FIRES_ON)}
        self.components.append({"id": name, "any_of": [first, *map(self._target, chain)], "switch": switch})

    def _served(self, name: str) -> str:
        """The component that is the deployments of a group, without its fallbacks."""
        if not self.chains[name] and len(self.groups[name]) == 1:
            return name
        if len(self.groups[name]) == 1:
            return f"{name}/1"
        return f"{name}/pool" if self.chains[name] else name

    def _target(self, name: str) -> str:
        """What a fallback leads to: a group with fallbacks of its own takes these along, default ones it does not."""
        return name if name in self.explicit else self._served(name)

    def _deployment(self, identifier: str, group: str, entry: Mapping[str, Any]) -> None:
        parameters = entry["litellm_params"]
        component: dict[str, Any] = {"id": identifier}
        model = self.environment.text(parameters.get("model"))
        base = self.environment.text(parameters.get("api_base") or parameters.get("base_url"))
        if not model or model.startswith(ENVIRONMENT):
            text = f"the model of {group} is in the environment, so nothing is known of it: --env FILE resolves it"
            self.remark("environment", identifier, text, Source(parameters, "model"))
        else:
            component.update(endpoint(model, base))
        if base.startswith(ENVIRONMENT):
            text = (
                f"the address of {group} is in the environment, so who answers is not known: --env FILE resolves it"
            )
            self.remark("environment", identifier, text, Source(parameters))
        regions = [self.environment.text(parameters.get(key)) for key in REGION_KEYS]
        regions = [
            region for region in regions if region and not region.startswith(ENVIRONMENT) and region != "global"
        ]
        if regions:
            component["region"] = regions[0]
        if "*" in group or model.endswith("*"):
            text = f"{group}: a wildcard stands for models that the file does not name"
            self.remark("wildcard", identifier, text, Source(entry, "model_name"))
        self._claims(identifier, entry.get("model_info"))
        if model.startswith("openrouter/"):
            self._routed(component, parameters)
        self.components.append(component)
        self.origins[identifier] = Source(entry, "model_name")

    def _routed(self, component: dict[str, Any], parameters: Mapping[str, Any]) -> None:
        """Preferences in `extra_body` that bind a routed model to hosts: one of them must be there as well."""
        body = parameters.get("extra_body")
        hosts = allowed_hosts(body.get("provider")) if isinstance(body, Mapping) else ()
        names = [f"{component['id']}@{host}" for host in hosts]
        for name, host in zip(names, hosts, strict=True):
            self.components.append({"id": name, "uses": host_uses(host), "deployment": "hosted"})
            self.origins[name] = Source(body, "provider")
        if names:
            component["requires"] = names if len(names) == 1 else [{"k_of_n": {"k": 1, "of": names}}]

    def _claims(self, identifier: str, told: Any) -> None:
        for key in RESIDENCY_KEYS if isinstance(told, Mapping) else ():
            if key in told:
                text = f"{identifier}: model_info.{key} says where data rests, not who can order the operator"
                self.remark("residency-claim", identifier, text, Source(told, key))

    def _aliases(self) -> Iterator[tuple[str, str]]:
        """Further public names of groups."""
        for section in SETTINGS:
            settings = self.config.get(section)
            listed = settings.get("model_group_alias") if isinstance(settings, Mapping) else None
            for alias, target in listed.items() if isinstance(listed, Mapping) else ():
                group = target.get("model") if isinstance(target, Mapping) else target
                if group in self.groups and alias not in self.groups and alias not in self.origins:
                    self.origins[alias] = Source(listed, alias)
                    yield str(alias), str(group)

    def _chains(self) -> None:
        """What the router tries after each group: its own fallbacks, else those for all, else the default ones."""
        listed, places = self._listed("fallbacks")
        default = self._settings("default_fallbacks")
        for name in self.groups:
            if name in listed or "*" in listed:
                key = name if name in listed else "*"
                targets = listed[key] if key == name else [one for one in listed[key] if one != name]
                self.chains[name] = self._real(name, targets, places[key])
                self.explicit[name] = self.chains[name]
            else:
                self.chains[name] = self._real(name, [one for one in default or () if one != name], Source(default))
        for name in listed:
            if name != "*" and name not in self.groups:
                text = f"fallbacks are given for {name!r}, which is not in model_list"
                self.remark("dangling-fallback", GATEWAY, text, places[name])
        self._loops(places)

    def _real(self, name: str, targets: list[Any], place: Source) -> list[str]:
        """The fallbacks that exist; the others are remarked on."""
        chain: list[str] = []
        if not targets and place.key == name:
            self.remark("empty-fallback", name, f"{name}: an empty list of fallbacks protects nothing", place)
        for target in targets:
            if not isinstance(target, str):
                text = f"{name}: a fallback with parameters of its own was not read"
                self.not_read.append(text)
                self.remark("not-read", name, text, place)
            elif target == name:
                self.remark(
                    "self-fallback", name, f"{name} names itself as its fallback, which protects nothing", place
                )
            elif target not in self.groups:
                text = f"{name}: its fallback {target!r} is not in model_list, so it does not exist"
                self.remark("dangling-fallback", name, text, place)
            elif target not in chain:
                chain.append(target)
        return chain

    def _loops(self, places: Mapping[str, Source]) -> None:
        """Chains that come back to their start, and chains longer than the router follows."""
        hops = self._hops()
        for name in self.explicit:
            trail = [name]
            while (following := self.explicit.get(trail[-1])) and following[0] not in trail:
                trail.append(following[0])
            place = places.get(name) or places["*"]
            if following and following[0] == name and len(trail) > 1:
                text = f"{name}: its fallbacks lead back to it ({' -> '.join((*trail, name))})"
                self.remark("cyclic-fallback", name, text, place)
            if len(trail) > hops + 1:
                text = f"{name}: the router follows {hops} fallbacks, so {trail[hops + 1]} is never tried"
                self.remark("unreachable-fallback", name, text, place)

    def _hops(self) -> int:
        """How many fallbacks of fallbacks the router follows."""
        for section in SETTINGS:
            settings = self.config.get(section)
            told = settings.get("max_fallbacks") if isinstance(settings, Mapping) else None
            if isinstance(told, int) and told > 0:
                return told
        return MAX_HOPS

    def _listed(self, key: str) -> tuple[dict[str, list[Any]], dict[str, Source]]:
        """A list of one-key mappings, joined, and the place of each; the first of a name counts."""
        found: dict[str, list[Any]] = {}
        places: dict[str, Source] = {}
        for entry in self._settings(key) or ():
            for name, targets in entry.items() if isinstance(entry, Mapping) else ():
                if name not in found:
                    found[name] = targets if isinstance(targets, list) else [targets]
                    places[name] = Source(entry, name)
        return found, places

    def _settings(self, key: str) -> list[Any] | None:
        """A list under `router_settings`, which wins, or `litellm_settings`."""
        for section in SETTINGS:
            settings = self.config.get(section)
            found = settings.get(key) if isinstance(settings, Mapping) else None
            if isinstance(found, list):
                return found
        return None

    def _illusions(self) -> None:
        """Keys that the gateway ignores, and fallbacks for errors that no withdrawal shows."""
        for place, settings in self._places():
            for key in IGNORED_FALLBACKS:
                if key in settings:
                    text = f"{place}: {key!r} is no key of the gateway, so these fallbacks are imaginary"
                    self.remark("imaginary-fallback", place, text, Source(settings, key))
        for key in ERROR_ONLY:
            listed, sources = self._listed(key)
            for name, source in sources.items():
                if name in self.groups and listed[name] and not self.chains[name]:
                    text = f"{name}: {key} serve that error alone; a withdrawal finds no fallback"
                    self.remark("error-only-fallback", name, text, source)

    def _places(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for section in SETTINGS:
            if isinstance(self.config.get(section), Mapping):
                yield section, self.config[section]
        for name, deployments in self.groups.items():
            for entry in deployments:
                yield name, entry
                yield name, entry["litellm_params"]

    def _doubles(self) -> None:
        """Several public names for one deployment: they stand and fall together."""
        names: dict[tuple[str, ...], list[str]] = {}
        for name, deployments in self.groups.items():
            parts = [entry["litellm_params"] for entry in deployments]
            keys = {tuple(str(part.get(key) or "") for key in ("model", "api_base", "api_version")) for part in parts}
            if len(keys) == 1:
                names.setdefault(keys.pop(), []).append(name)
        for (model, *_), group in names.items():
            if len(group) > 1 and model:
                text = f"{len(group)} public names are one deployment of {model}: {', '.join(group)}"
                self.remark("same-deployment", group[0], text, Source(self.groups[group[0]][0], "model_name"))
