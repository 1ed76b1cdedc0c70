"""Who answers behind a model string and an address, as gateways write them. Shared by all formats."""

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from depaudit.model.pattern import Pattern

if TYPE_CHECKING:
    from depaudit.catalog import Match

ENVIRONMENT: Final = "os.environ/"
LOCAL_HOSTS: Final = frozenset({"localhost", "127.0.0.1", "::1", "host.docker.internal"})
LOCAL_ENDINGS: Final = (".local", ".internal", ".svc", ".lan", ".home", ".localhost")
SELF_RUN: Final = frozenset({"ollama", "ollama_chat", "hosted_vllm", "vllm", "lm_studio", "llamafile", "xinference"})
PROTOCOLS: Final = frozenset({"openai", "custom_openai", "text-completion-openai", "openai_like", "anthropic"})
"""Prefixes that name a protocol: with another address, somebody else answers."""
OWN_ADDRESSES: Final = {"anthropic": "anthropic.com"}
OLLAMA: Final = frozenset({"ollama", "ollama_chat"})
CLOUD: Final = ("-cloud", ":cloud")
"""Endings of models that Ollama serves from its own machines."""
LONGEST_ADDRESS: Final = 80
_OPEN: Final = Pattern(r"\{\{|\$\{|\$\(|\$[A-Za-z_]|<[^<>]*>|<%|%\(|\byour[-_]|^os\.environ/")
_HOST: Final = Pattern(r"[a-z0-9_][a-z0-9_.:-]*|::1")


def is_open(text: str) -> bool:
    """Whether a text is filled in later: by a template, from the environment, or by whoever copies the example."""
    return _OPEN.compiled.search(text.casefold()) is not None


def endpoint(model: str, base: str) -> dict[str, Any]:
    """What a deployment uses, in keys of a component.

    The `openai/` prefix with another `base` speaks the protocol of OpenAI and is not OpenAI. An address that is not
    in the file, or is none, leaves the operator unknown. Nobody but its maker's partners serves a closed model: an
    address of one's own before it is a proxy, and so may be one that answers to any name.
    """
    prefix, slash, rest = model.removesuffix("/*").partition("/")
    known = prefix if slash or model.endswith("/*") else ""
    named = rest if known else model.removesuffix("*")
    host = host_of(base)
    if (known in OLLAMA or is_local(host)) and named.endswith(CLOUD):
        return {"uses": f"ollama.com/{named}"}
    if base and not host:
        return (
            {"model": named, "provider": unknown_provider(base)}
            if known in PROTOCOLS or not slash
            else _run(known, named)
        )
    if is_local(host) and not named and known not in SELF_RUN:
        return {"provider": unknown_provider(base)}
    if is_local(host) or (known in SELF_RUN and not _known(host)):
        return {"uses": named} if _is_closed(named) else _run(known, named, local=True)
    own = OWN_ADDRESSES.get(known, "openai.com")
    if host and (not known or known in PROTOCOLS or known in SELF_RUN) and not f".{host}".endswith(f".{own}"):
        return _at(host, named)
    return _by_prefix(known, named, model.removesuffix("/*"))


def _by_prefix(prefix: str, named: str, model: str) -> dict[str, Any]:
    """Who answers by the prefix alone. What the catalog does not know by it is somebody's service all the same."""
    hosted = _hosted_by(prefix or model)
    if hosted is None:
        return {"uses": model, "deployment": "hosted"}
    return {"uses": named} if not hosted and prefix and _is_closed(named) else {"uses": model}


def _at(host: str, model: str) -> dict[str, Any]:
    """Who answers at a public address: an offering or a company that the catalog knows by it, or nobody known."""
    vendor = next((one.id for one in _known(host) if one.kind == "vendor"), "")
    if vendor and not any(one.kind == "offering" for one in _known(host)):
        return {"provider": {"name": vendor}, **({"model": model} if model else {})}
    uses = f"{host}/{model}" if model else host
    return {"uses": uses} if _known(host) else {"uses": uses, "deployment": "hosted"}


def host_of(base: str) -> str:
    """The host in an address; empty where there is none, or where it is filled in later."""
    if not base or is_open(base):
        return ""
    try:
        host = (urlsplit(base if "//" in base else f"//{base}").hostname or "").removesuffix(".")
    except ValueError:
        return ""
    named = "//" in base or "." in host or host in LOCAL_HOSTS
    return host if named and _HOST.compiled.fullmatch(host) else ""


def unknown_provider(base: str) -> dict[str, str]:
    """A provider of which a file tells no more than a text: named by it, without what may be a login."""
    return {"name": base.rpartition("@")[2].partition("?")[0][:LONGEST_ADDRESS] or "an address that is not given"}


def _run(prefix: str, model: str, *, local: bool = False) -> dict[str, Any]:
    if prefix in SELF_RUN:
        return {"uses": f"{prefix}/{model}" if model else prefix, "deployment": "self-hosted"}
    if local:
        return {"uses": model, "deployment": "self-hosted"}
    return _by_prefix(prefix, model, f"{prefix}/{model}" if model else prefix)


@lru_cache(maxsize=4096)
def _known(host: str) -> "tuple[Match, ...]":
    """What the catalog knows of a host: whose it is."""
    from depaudit.catalog import Catalog

    found = Catalog.bundled().lookup("host", host) if host else ()
    return tuple(one for one in found if one.kind in ("offering", "vendor"))


@lru_cache(maxsize=4096)
def _hosted_by(prefix: str) -> bool | None:
    """Whether somebody else runs what the catalog knows by a prefix; None if it knows nothing by it."""
    from depaudit.catalog import Catalog
    from depaudit.catalog.names import offering_named

    offering = offering_named(Catalog.bundled(), prefix)
    return None if offering is None else offering.hosted


@lru_cache(maxsize=4096)
def _is_closed(model: str) -> bool:
    """Whether the catalog knows a model by that name whose weights nobody else has."""
    from depaudit.catalog import Catalog

    found = Catalog.bundled().resolve(model, self_hosted=True)
    return found is not None and found.model is not None and found.model.weights == "closed"


def is_local(host: str) -> bool:
    """Whether an address is on one's own machines: loopback, private ranges, names without a domain."""
    from ipaddress import ip_address

    if host in LOCAL_HOSTS or host.endswith(LOCAL_ENDINGS) or (bool(host) and "." not in host and ":" not in host):
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return not address.is_global


class Environment:
    """Values of variables, for recognition only: none of them is kept."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        self._values = values or {}

    def text(self, value: Any) -> str:
        """A text with its variable looked up; as it stands where the variable is not known."""
        if not isinstance(value, str):
            return ""
        name = value.removeprefix(ENVIRONMENT)
        return self._values.get(name, value) if name != value else value

    def over(self, values: Mapping[Any, Any]) -> "Environment":
        """These variables over those that a file sets itself."""
        told = {name: value for name, value in values.items() if isinstance(name, str) and isinstance(value, str)}
        return Environment({**told, **self._values})


def read_environment(path: str) -> dict[str, str]:
    """The assignments of a dotenv file. Raises ConfigError for a file that cannot be read."""
    from pathlib import Path

    from depaudit.errors import ConfigError, Position

    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise ConfigError("cannot be read", hint="name a file of NAME=value lines", position=Position(path)) from None
    found = {}
    for line in text.splitlines():
        name, equals, value = line.strip().removeprefix("export ").partition("=")
        if equals and not name.startswith("#"):
            found[name.strip()] = value.strip().strip("\"'")
    return found
