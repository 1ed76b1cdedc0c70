"""Helm values, and other files that have the configuration of a gateway inside them as a part or as a text.

LiteLLM's chart has it as a mapping under `proxy_config`; others as a text under a key of their own. So have the
resources of Flux and Argo CD that carry values, and compose files. The whole file is searched; positions are those of
the original where the configuration is a part of it, and that of its key where it is a text. Further configurations
are counted as not read. Values are not filled into templates: a rendered ConfigMap shows what a chart makes of them.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from depaudit.importers.builder import list_of, mapping_of, text_of
from depaudit.importers.draft import Draft, Source
from depaudit.importers.endpoint import Environment
from depaudit.importers.wrapped import HINTS, Inner, draft_in, first_of, parsed

FORM: Final = "helm-values"
DEEPEST: Final = 20
TEXT: Final = 10
"""Levels that a text counts for: a text in a text is read, and none in that."""


def recognises(data: Mapping[str, Any]) -> bool:
    """Whether some part of `data` is a configuration which is read."""
    return any(part.draft is not None for part in _parts(data, Environment()))


def read(data: Mapping[str, Any], environment: Environment) -> Draft:
    """Draft the inventory behind the first configuration in a file. Pure; no secrets kept."""
    found = first_of(FORM, _parts(data, environment), Source(data))
    return found._replace(not_read=(*found.not_read, "what else the file holds says nothing about models"))


def _parts(data: Any, environment: Environment, depth: int = 0) -> Iterator[Inner]:
    """The parts of a file that are configurations, and the texts that might be."""
    if depth > DEEPEST or mapping_of(data).get("kind") == "Secret":
        return
    for key, part in data.items() if isinstance(data, Mapping) else enumerate(list_of(data)):
        place, text = Source(data, key), text_of(part)
        if text and any(word in text for word in HINTS):
            yield Inner(place, _in_text(text, str(key), environment, depth + TEXT), text)
        elif (draft := _draft(part, environment)) is not None:
            yield Inner(place, draft)
        elif isinstance(part, Mapping | list):
            yield from _parts(part, environment, depth + 1)


def _in_text(text: str, key: str, environment: Environment, depth: int) -> Draft | None:
    value = parsed(text, key)
    inner = (part.draft for part in _parts(value, environment, depth))
    return draft_in(value, environment) or next((draft for draft in inner if draft is not None), None)


def _draft(part: Any, environment: Environment) -> Draft | None:
    """The draft of a part that cannot be anything else than a gateway's configuration."""
    from depaudit.importers import claude_code_router, litellm, openclaw

    if not isinstance(part, Mapping):
        return None
    entries = map(mapping_of, list_of(part.get("model_list")))
    if any("litellm_params" in one for one in entries):
        return litellm.read(part, environment)
    if claude_code_router.recognises(part):
        return claude_code_router.read(part, environment)
    return openclaw.read(part, environment) if openclaw.recognises(part) else None
