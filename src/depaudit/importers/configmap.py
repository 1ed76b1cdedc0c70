"""A Kubernetes ConfigMap that holds the configuration of a gateway under one of its keys.

The text under each key of `data` is read as YAML or JSON and asked for the other formats; the first that is one of
them is drafted. Its positions are that of the key in the ConfigMap. Further configurations, texts that look like one
and cannot be parsed (templates), and keys that hold something else are counted as not read.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from depaudit.importers.builder import mapping_of, text_of
from depaudit.importers.draft import Draft, Source
from depaudit.importers.endpoint import Environment
from depaudit.importers.wrapped import Inner, draft_in, first_of, parsed

FORM: Final = "configmap"


def recognises(data: Mapping[str, Any]) -> bool:
    """Whether `data` is a ConfigMap, or a list with one, that holds a configuration which is read."""
    return any(part.draft is not None for part in _parts(data, Environment()))


def read(data: Mapping[str, Any], environment: Environment) -> Draft:
    """Draft the inventory behind the first configuration in a ConfigMap. Pure; no secrets kept."""
    parts = list(_parts(data, environment))
    found = first_of(FORM, parts, Source(data))
    others = (str(part.place.key)[:80] for part in parts if part.draft is None)
    return found._replace(
        not_read=(*found.not_read, *(f"{name} holds no configuration that is read" for name in others))
    )


def _parts(data: Mapping[str, Any], environment: Environment) -> Iterator[Inner]:
    """The texts in all ConfigMaps."""
    items = data.get("items") if data.get("kind") == "List" else [data]
    for item in items if isinstance(items, list) else ():
        if mapping_of(item).get("kind") != "ConfigMap":
            continue
        holder = mapping_of(item.get("data"))
        for key, told in holder.items():
            text = text_of(told)
            yield Inner(Source(holder, key), draft_in(parsed(text, key), environment), text)
