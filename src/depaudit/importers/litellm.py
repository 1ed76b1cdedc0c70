"""LiteLLM proxy configuration: public model groups, their deployments, and the fallbacks between them.

Read against the sources of litellm 1.110 (router and `router_utils/fallback_event_handlers`): `fallbacks` and
`default_fallbacks` are tried after any error of a group, a withdrawal (403, 404) among them, and a fallback's own
fallbacks are followed; context-window and content-policy fallbacks serve only those errors and help in no cutoff.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from depaudit.importers.draft import Draft, Source

ENVIRONMENT: Final = "os.environ/"
REGION_KEYS: Final = ("aws_region_name", "vertex_location", "vertex_ai_location", "region_name")
SETTINGS: Final = ("router_settings", "litellm_settings")
LOCAL_HOSTS: Final = frozenset({"localhost", "127.0.0.1", "::1", "host.docker.internal"})
IGNORED_FALLBACKS: Final = ("fallback_models", "fallback_model", "backup_models")
SELF_RUN: Final = frozenset({"ollama", "ollama_chat", "hosted_vllm", "vllm", "lm_studio", "llamafile", "xinference"})
GATEWAY: Final = "gateway"


def read_litellm(config: Mapping[str, Any]) -> Draft:
    """Draft the inventory behind a proxy configuration. Pure: no environment, no network, no secrets kept."""
    return _Reader(config).draft()


class _Reader:
    def __init__(self, config: Mapping[str, Any]) -> None:
        self.config = config
        self.components: list[dict[str, Any]] = []
        self.origins: dict[str, Source] = {}
        self.notices: list[str] = []
        self.groups = self._groups()

    def _groups(self) -> dict[str, list[Mapping[str, Any]]]:
        """Deployments by public name, in the order of the file. Several of one name share the load."""
        groups: dict[str, list[Mapping[str, Any]]] = {}
        entries = self.config.get("model_list")
        for number, entry in enumerate(entries if isinstance(entries, Sequence) else ()):
            name = entry.get("model_name") if isinstance(entry, Mapping) else None
            if not isinstance(name, str) or not isinstance(entry.get("litellm_params"), Mapping):
                self.notices.append(f"model_list[{number}] has no model_name with litellm_params and was not read")
                continue
            groups.setdefault(name, []).append(entry)
        return groups

    def draft(self) -> Draft:
        """Components for deployments and groups, one service per group, one gateway under all of them."""
        chains = {name: self._chain(name) for name in self.groups}
        self._ignored_keys()
        self.components.append({"id": GATEWAY, "uses": "litellm", "deployment": "self-hosted"})
        for name, deployments in self.groups.items():
            self._group(name, deployments, chains[name])
        services = [{"id": f"service/{name}", "criticality": "high", "requires": [name, GATEWAY]}
                    for name in self.groups]  # fmt: skip
        for name, deployments in self.groups.items():
            self.origins[f"service/{name}"] = Source(deployments[0], "model_name")
        plain = {"depaudit": 1, "services": services, "components": self.components}
        return Draft("litellm", plain, self.origins, tuple(self.notices), tuple(self.groups))

    def _group(self, name: str, deployments: list[Mapping[str, Any]], chain: list[str]) -> None:
        if not chain and len(deployments) == 1:
            self._deployment(name, name, deployments[0])
            return
        if len(deployments) == 1:
            serving = [f"{name}/1"]
            self._deployment(serving[0], name, deployments[0])
        else:
            serving = [f"{name}/{number}" for number in range(1, len(deployments) + 1)]
            for identifier, entry in zip(serving, deployments, strict=True):
                self._deployment(identifier, name, entry)
        pool: dict[str, Any] = {"k_of_n": {"k": 1, "of": serving}}
        self.origins[name] = Source(deployments[0], "model_name")
        if not chain:
            self.components.append({"id": name, **pool})
            return
        first = serving[0]
        if len(serving) > 1:
            first = f"{name}/pool"
            self.components.append({"id": first, **pool})
            self.origins[first] = self.origins[name]
        self.components.append({"id": name, "any_of": [first, *chain], "switch": {"mode": "automatic"}})

    def _deployment(self, identifier: str, group: str, entry: Mapping[str, Any]) -> None:
        parameters = entry["litellm_params"]
        component: dict[str, Any] = {"id": identifier}
        model = str(parameters.get("model") or "")
        base = parameters.get("api_base") or parameters.get("base_url")
        if not model or model.startswith(ENVIRONMENT):
            self.notices.append(f"{group}: its model is in the environment, so nothing is known of it")
        else:
            component.update(_what(model, base if isinstance(base, str) else ""))
        regions = [parameters[key] for key in REGION_KEYS if isinstance(parameters.get(key), str)]
        regions = [region for region in regions if not region.startswith(ENVIRONMENT) and region != "global"]
        if regions:
            component["region"] = regions[0]
        if "*" in group:
            self.notices.append(f"{group}: a wildcard stands for models that the file does not name")
        self.components.append(component)
        self.origins[identifier] = Source(entry, "model_name")

    def _chain(self, name: str) -> list[str]:
        """The groups that the router tries after `name`, its own fallbacks first, else the default ones."""
        targets = self._listed(name)
        if targets is None:
            targets = self._settings("default_fallbacks")
        chain: list[str] = []
        for target in targets:
            if not isinstance(target, str):
                self.notices.append(f"{name}: a fallback with parameters of its own was not read")
            elif target == name:
                self.notices.append(f"{name}: names itself as its fallback, which protects nothing")
            elif target not in self.groups:
                self.notices.append(f"{name}: its fallback {target!r} is not in model_list, so it does not exist")
            elif target not in chain:
                chain.append(target)
        return chain

    def _listed(self, name: str) -> list[Any] | None:
        generic: list[Any] | None = None
        for entry in self._settings("fallbacks"):
            if not isinstance(entry, Mapping):
                continue
            for key, targets in entry.items():
                listed = targets if isinstance(targets, list) else [targets]
                if key == name:
                    if not listed:
                        self.notices.append(f"{name}: an empty list of fallbacks")
                    return listed
                if key == "*":
                    generic = [target for target in listed if target != name]
        return generic

    def _settings(self, key: str) -> list[Any]:
        """A list under `router_settings`, which wins, or `litellm_settings`."""
        for section in SETTINGS:
            settings = self.config.get(section)
            found = settings.get(key) if isinstance(settings, Mapping) else None
            if isinstance(found, list):
                return found
        return []

    def _ignored_keys(self) -> None:
        for place, settings in self._places():
            for key in IGNORED_FALLBACKS:
                if key in settings:
                    self.notices.append(f"{place}: {key!r} is no key of the gateway; these fallbacks are imaginary")

    def _places(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for section in SETTINGS:
            if isinstance(self.config.get(section), Mapping):
                yield section, self.config[section]
        for name, deployments in self.groups.items():
            for entry in deployments:
                yield name, entry
                yield name, entry["litellm_params"]


def _what(model: str, base: str) -> dict[str, Any]:
    """What a deployment uses: the API behind its prefix, unless its address says that somebody else answers.

    The `openai/` prefix with another `api_base` speaks the protocol of OpenAI and is not OpenAI.
    """
    prefix, slash, rest = model.partition("/")
    if base.startswith(ENVIRONMENT):
        return {"model": rest or model} if prefix in {"openai", "custom_openai"} and slash else {"uses": model}
    host = (urlsplit(base).hostname or "") if base else ""
    if prefix in SELF_RUN or _is_local(host):
        return {"uses": f"{prefix}/{rest}" if prefix in SELF_RUN else rest or model, "deployment": "self-hosted"}
    if host and prefix in {"openai", "custom_openai", "text-completion-openai"} and not host.endswith("openai.com"):
        return {"uses": f"{host}/{rest}"}
    return {"uses": model}


def _is_local(host: str) -> bool:
    private = ("10.", "192.168.", "172.16.", "172.17.", "172.18.", "172.19.", "172.2", "172.30.", "172.31.")
    return (
        host in LOCAL_HOSTS
        or host.startswith(private)
        or (bool(host) and "." not in host)
        or (host.endswith((".local", ".internal", ".svc", ".lan")))
    )
