"""A draft in the making, as the formats other than LiteLLM share it: components, services, remarks, one gateway."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from depaudit.importers.draft import Draft, Remark, Source
from depaudit.importers.endpoint import ENVIRONMENT, SELF_RUN, Environment
from depaudit.model.inventory import NoticeCode

GATEWAY: Final = "gateway"
LONGEST_NAME: Final = 120
"""Of a name that becomes part of an id: ids have room for 200 characters."""
ANY_ERROR: Final = ("not_found", "forbidden", "unauthorized", "rate_limit", "timeout", "server_error")
WITHDRAWAL: Final = {"not_found": "404", "forbidden": "403"}
"""How a withdrawal shows, by class of error, and the HTTP status of each."""


def text_of(value: Any) -> str:
    """A text as it stands; empty for everything else."""
    return value if isinstance(value, str) else ""


def name_of(value: Any) -> str:
    """A text that can become part of an id; empty for everything else."""
    return value if isinstance(value, str) and len(value) <= LONGEST_NAME else ""


def mapping_of(value: Any) -> Mapping[str, Any]:
    """A mapping as it stands; an empty one for everything else."""
    return value if isinstance(value, Mapping) else {}


def list_of(value: Any) -> list[Any]:
    """A list as it stands; an empty one for everything else."""
    return value if isinstance(value, list) else []


def variable(value: Any, environment: Environment) -> str:
    """A text in which `$NAME` or `${NAME}`, if it is all there is, was looked up; as it stands if not known."""
    text = text_of(value)
    if not text.startswith("$"):
        return text
    found = environment.text(ENVIRONMENT + text.strip("${}"))
    return text if found.startswith(ENVIRONMENT) else found


def self_run_or(provider: str, protocol: str = "openai") -> str:
    """The prefix for a provider with an address of its own: its name if one runs it oneself, else the protocol."""
    return provider if provider in SELF_RUN else protocol


class Builder:
    """Gathers what a reader finds. Ids are given once: `free` makes a second one of the same name different."""

    def __init__(self, form: str) -> None:
        self.form = form
        self.components: dict[str, dict[str, Any]] = {}
        self.origins: dict[str, Source] = {}
        self.remarks: list[Remark] = []
        self.not_read: list[str] = []
        self.groups: list[str] = []
        self.read = 0

    def remark(self, code: NoticeCode, subject: str, text: str, source: Source) -> None:
        """Note something for the reader of the report."""
        self.remarks.append(Remark(code, subject, text, source))

    def skip(self, text: str, source: Source, subject: str = GATEWAY) -> None:
        """Say that a part was not read: counted, and remarked on at its place."""
        self.not_read.append(text)
        self.remark("not-read", subject, f"{text} and was not read", source)

    def passed_over(self, data: Mapping[str, Any], known: frozenset[str]) -> None:
        """Count the keys of the file that say nothing here."""
        self.not_read += [f"{key} says nothing about cutoffs that is understood here"
                          for key in data if key not in known and not key.startswith(("x-", "$"))]  # fmt: skip

    def free(self, name: str) -> str:
        """`name`, or with a number behind it when it is taken."""
        number, free = 1, name
        while free in self.components or free == GATEWAY:
            number += 1
            free = f"{name}/{number}"
        return free

    def add(self, identifier: str, source: Source, **keys: Any) -> str:
        """A component, and where it stands."""
        self.components[identifier] = {"id": identifier, **keys}
        self.origins[identifier] = source
        return identifier

    def choice(self, identifier: str, options: Sequence[str], fires_on: Sequence[str] | None, source: Source) -> str:
        """An ordered fallback, automatic. `fires_on` is None where it is not known what sets it off."""
        switch: dict[str, Any] = {"mode": "automatic"}
        if fires_on is not None:
            switch["fires_on"] = list(fires_on)
        return self.add(identifier, source, any_of=list(options), switch=switch)

    def silent(self, identifier: str, fires_on: Sequence[str], cause: str, source: Source) -> None:
        """Remark on a chain that does not fire on every error by which a withdrawal shows."""
        missed = [status for error, status in WITHDRAWAL.items() if error not in fires_on]
        if missed:
            text = f"{identifier}: {cause}, so a withdrawal that shows as {' or '.join(missed)} finds no fallback"
            self.remark("silent-fallback", identifier, text, source)

    def public(self, identifier: str) -> None:
        """Make a component a public name: it becomes a service."""
        self.groups.append(identifier)

    def draft(self, gateway: Mapping[str, Any], source: Source) -> Draft:
        """The whole: one service per public name, which needs the gateway too."""
        self.add(GATEWAY, source, **gateway)
        services = [
            {"id": f"service/{name}", "criticality": "high", "requires": [name, GATEWAY]} for name in self.groups
        ]
        for name in self.groups:
            self.origins[f"service/{name}"] = self.origins[name]
        plain = {"depaudit": 1, "services": services, "components": list(self.components.values())}
        return Draft(self.form, plain, self.origins, tuple(self.remarks), tuple(self.groups), self.read,
                     tuple(self.not_read))  # fmt: skip
