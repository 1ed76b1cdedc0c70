"""Who answers behind a model string and an address, as gateways write them. Shared by all formats."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

ENVIRONMENT: Final = "os.environ/"
LOCAL_HOSTS: Final = frozenset({"localhost", "127.0.0.1", "::1", "host.docker.internal"})
LOCAL_ENDINGS: Final = (".local", ".internal", ".svc", ".lan", ".home", ".localhost")
SELF_RUN: Final = frozenset({"ollama", "ollama_chat", "hosted_vllm", "vllm", "lm_studio", "llamafile", "xinference"})
PROTOCOLS: Final = frozenset({"openai", "custom_openai", "text-completion-openai", "openai_like", "anthropic"})
"""Prefixes that name a protocol: with another address, somebody else answers."""
OWN_ADDRESSES: Final = {"anthropic": "anthropic.com"}


def endpoint(model: str, base: str) -> dict[str, Any]:
    """What a deployment uses, in keys of a component.

    The `openai/` prefix with another `base` speaks the protocol of OpenAI and is not OpenAI. An address that stands
    in the environment leaves the operator unknown.
    """
    prefix, slash, rest = model.removesuffix("/*").partition("/")
    known = prefix if slash else ""
    if base.startswith(ENVIRONMENT):
        return {"model": rest, "provider": {"name": base}} if known in PROTOCOLS else _self_run_or(model, known, rest)
    host = (urlsplit(base if "//" in base else f"//{base}").hostname or "") if base else ""
    if known in SELF_RUN or is_local(host):
        return _self_run_or(model, known if known in SELF_RUN else "", rest if slash else model, local=True)
    own = OWN_ADDRESSES.get(known, "openai.com")
    if host and (known in PROTOCOLS or not slash) and not f".{host}".endswith(f".{own}"):
        return {"uses": f"{host}/{rest if slash else model}"}
    return {"uses": model.removesuffix("/*")}


def _self_run_or(model: str, prefix: str, rest: str, *, local: bool = False) -> dict[str, Any]:
    if prefix in SELF_RUN:
        return {"uses": f"{prefix}/{rest}", "deployment": "self-hosted"}
    return {"uses": rest, "deployment": "self-hosted"} if local else {"uses": model}


def is_local(host: str) -> bool:
    """Whether an address is on one's own machines: loopback, private ranges, names without a domain."""
    from ipaddress import ip_address

    if host in LOCAL_HOSTS or host.endswith(LOCAL_ENDINGS) or (bool(host) and "." not in host and ":" not in host):
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return address.is_private or address.is_loopback


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
