"""Envoy AI Gateway: AIGatewayRoute with its AIServiceBackends, Backends and BackendTrafficPolicies.

Read in the gateway's repository (envoyproxy/ai-gateway: examples/provider_fallback, its page on provider fallback at
20fa584) and on Envoy's pages about retries:

- A rule serves the model that its header match names. Backends of the lowest `priority` serve; the next priority is
  tried on a retry only. Backends of one priority share by weight: they do not replace each other.
- What is retried is said by a BackendTrafficPolicy for the route of the same name. Status codes count only beside the
  trigger `retriable-status-codes`. The triggers `5xx` and `gateway-error` stand for answers from 500 on,
  `connect-failure` and `reset` for a host that does not answer. None of them stands for 404 or 403.
- Without such a policy in the file it is not known what sets a fallback off.

Several documents in one file are read if each is a resource of Kubernetes; so is a List.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from depaudit.importers.builder import Builder, list_of, mapping_of, name_of, text_of
from depaudit.importers.draft import Draft, Source
from depaudit.importers.endpoint import Environment, endpoint

FORM: Final = "envoy-ai-gateway"
ROUTES: Final = frozenset({"AIGatewayRoute", "AIRoute"})
BACKENDS: Final = frozenset({"AIServiceBackend", "AIBackend"})
READ_KINDS: Final = frozenset({
    *ROUTES, *BACKENDS, "Backend", "BackendTrafficPolicy", "BackendSecurityPolicy", "BackendTLSPolicy", "Gateway",
    "GatewayClass", "Secret",
})  # fmt: skip
MODEL_HEADER: Final = "x-ai-eg-model"
SCHEMAS: Final = {
    "AWSBedrock": "bedrock",
    "AWSAnthropic": "bedrock",
    "AzureOpenAI": "azure",
    "GCPVertexAI": "vertex_ai",
    "GCPAnthropic": "vertex_ai",
}
"""Schemas that one vendor alone speaks. The others, OpenAI's first, are spoken by many."""
TRIGGERS: Final = {"server_error": ("5xx", "gateway-error"), "timeout": ("5xx", "connect-failure", "reset")}
CODES: Final = {"not_found": 404, "forbidden": 403, "unauthorized": 401, "rate_limit": 429, "server_error": 500}


def recognises(data: Mapping[str, Any]) -> bool:
    """Whether `data` is a route of the gateway, or a list of resources with one."""
    return any(text_of(one.get("kind")) in ROUTES for one in _resources(data))


def read(data: Mapping[str, Any], environment: Environment) -> Draft:
    """Draft the inventory behind the routes: each model that is matched is a public name. Pure; no secrets kept."""
    return _Reader(data).draft(data)


def _resources(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    listed = data.get("items") if data.get("kind") == "List" else [data]
    for one in list_of(listed):
        if isinstance(one, Mapping):
            yield one


def _name(resource: Mapping[str, Any]) -> str:
    return text_of(mapping_of(resource.get("metadata")).get("name"))


class _Reader:
    def __init__(self, data: Mapping[str, Any]) -> None:
        self.built = Builder(FORM)
        self.resources = list(_resources(data))
        self.backends = self._named(BACKENDS)
        self.hosts = self._named(frozenset({"Backend"}))

    def _named(self, kinds: frozenset[str]) -> dict[str, Mapping[str, Any]]:
        return {
            _name(one): mapping_of(one.get("spec")) for one in self.resources if text_of(one.get("kind")) in kinds
        }

    def draft(self, data: Mapping[str, Any]) -> Draft:
        """All rules of all routes."""
        for resource in self.resources:
            kind = text_of(resource.get("kind"))
            if kind in ROUTES:
                self._route(resource)
            elif kind not in READ_KINDS:
                self.built.not_read.append(
                    f"{kind[:60] or 'a resource without a kind'} {_name(resource)[:60]}".strip()
                )
        return self.built.draft({"uses": FORM, "deployment": "self-hosted"}, Source(data))

    def _route(self, route: Mapping[str, Any]) -> None:
        rules = list_of(mapping_of(route.get("spec")).get("rules"))
        fires_on = self._fires_on(_name(route))
        for number, rule in enumerate(rules):
            place = Source(rules, number)
            tiers = self._tiers(mapping_of(rule), place)
            if not tiers:
                self.built.skip(f"rule {number + 1} of {_name(route)[:60]!r} names no backends", place)
                continue
            models = list(_models(mapping_of(rule)))
            for model in models:
                self._rule(model, model, tiers, fires_on, place)
            if not models:
                self._rule(_name(route)[:100] or f"rule {number + 1}", "", tiers, fires_on, place)

    def _tiers(self, rule: Mapping[str, Any], place: Source) -> list[list[tuple[Mapping[str, Any], Source]]]:
        """The backends of a rule by priority, the lowest first."""
        tiers: dict[float, list[tuple[Mapping[str, Any], Source]]] = {}
        listed = list_of(rule.get("backendRefs"))
        for number, entry in enumerate(listed):
            told, at = mapping_of(entry), Source(listed, number)
            priority = told.get("priority", 0)
            if not name_of(told.get("name")) or not isinstance(priority, int):
                self.built.skip("a reference to a backend has no name or no number as priority", at)
            elif told.get("weight") != 0:
                tiers.setdefault(priority, []).append((told, at))
        return [tiers[priority] for priority in sorted(tiers)]

    def _rule(self, name: str, model: str, tiers: list[list[tuple[Mapping[str, Any], Source]]],
              fires_on: tuple[str, ...] | None, place: Source) -> None:  # fmt: skip
        identifier = self.built.free(name)
        self.built.add(identifier, place)
        if not model:
            text = f"{identifier}: the rule serves models that the file does not name"
            self.built.remark("wildcard", identifier, text, place)
        options = []
        for number, tier in enumerate(tiers):
            members = [self._backend(identifier, model, told, at) for told, at in tier]
            options.append(self._share(f"{identifier}/priority {number + 1}", members, place))
        if len(options) == 1:
            self.built.add(identifier, place, requires=options)
        else:
            self.built.choice(identifier, options, fires_on, place)
            self._say(identifier, fires_on, place)
        self.built.public(identifier)

    def _say(self, identifier: str, fires_on: tuple[str, ...] | None, place: Source) -> None:
        if fires_on is None:
            text = (
                f"{identifier}: no BackendTrafficPolicy for its route is in the file, so what is retried is not known"
            )
            self.built.remark("environment", identifier, text, place)
        else:
            told = ", ".join(fires_on) or "nothing"
            self.built.silent(identifier, fires_on, f"its BackendTrafficPolicy retries after {told}", place)

    def _share(self, identifier: str, members: list[str], place: Source) -> str:
        if len(members) == 1:
            return members[0]
        shares = [{"id": member, "for": "quality"} for member in dict.fromkeys(members)]
        return self.built.add(identifier, place, requires=shares, k_of_n={"k": 1, "of": list(dict.fromkeys(members))})

    def _backend(self, rule: str, model: str, reference: Mapping[str, Any], place: Source) -> str:
        """A backend that serves a model for a rule."""
        self.built.read += 1
        name = reference["name"]
        identifier = self.built.free(f"{rule[:60]}/{name}")
        served = text_of(reference.get("modelNameOverride")) or model
        spec = self.backends.get(name, {})
        host = self._host(text_of(mapping_of(spec.get("backendRef")).get("name")))
        prefix = SCHEMAS.get(text_of(mapping_of(spec.get("schema")).get("name")), "")
        if prefix:
            region = _region(host)
            uses = f"{prefix}/{served}" if served else prefix
            return self.built.add(identifier, place, uses=uses, **({"region": region} if region else {}))
        if host:
            return self.built.add(identifier, place, **endpoint(f"openai/{served}", host))
        text = f"{identifier}: the address behind {name} is not in the file, so who answers is not known"
        self.built.remark("environment", identifier, text, place)
        return self.built.add(
            identifier, place, provider={"name": f"backend {name}"}, **({"model": served} if served else {})
        )

    def _host(self, name: str) -> str:
        """The first address of a Backend."""
        for entry in list_of(self.hosts.get(name, {}).get("endpoints")):
            told = mapping_of(entry)
            found = text_of(mapping_of(told.get("fqdn")).get("hostname")) or text_of(
                mapping_of(told.get("ip")).get("address")
            )
            if found:
                return found
        return ""

    def _fires_on(self, route: str) -> tuple[str, ...] | None:
        """The errors after which a request to a route is retried; None where the file does not say."""
        for resource in self.resources:
            spec = mapping_of(resource.get("spec"))
            targets = [*list_of(spec.get("targetRefs")), spec.get("targetRef")]
            if resource.get("kind") == "BackendTrafficPolicy" and route in [
                mapping_of(one).get("name") for one in targets
            ]:
                return _retried(spec.get("retry"))
        return None


def _retried(retry: Any) -> tuple[str, ...] | None:
    if not isinstance(retry, Mapping):
        return ()
    told = retry.get("retryOn")
    if retry.get("numRetries") == 0 or not isinstance(told, Mapping):
        return () if retry.get("numRetries") == 0 else None
    triggers = [one for one in list_of(told.get("triggers")) if isinstance(one, str)]
    codes = list_of(told.get("httpStatusCodes")) if "retriable-status-codes" in triggers else []
    fires_on = {error for error, code in CODES.items() if code in codes}
    fires_on |= {error for error, names in TRIGGERS.items() if any(name in triggers for name in names)}
    return tuple(sorted(fires_on))


def _models(rule: Mapping[str, Any]) -> Iterator[str]:
    """The models that the matches of a rule name; a pattern names none."""
    for match in list_of(rule.get("matches")):
        for header in list_of(mapping_of(match).get("headers")):
            told = mapping_of(header)
            named = told.get("name") == MODEL_HEADER and told.get("type", "Exact") == "Exact"
            if named and name_of(told.get("value")):
                yield told["value"]


def _region(host: str) -> str:
    """The region in an address of Amazon Bedrock."""
    parts = host.split(".")
    return parts[1] if parts[0] == "bedrock-runtime" and len(parts) > 3 else ""
