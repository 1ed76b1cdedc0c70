"""A Kubernetes ConfigMap that holds the configuration of a gateway under one of its keys.

The text under each key of `data` is read as YAML or JSON and asked for the other formats; the first that is one of
them is drafted. Its positions are that of the key in the ConfigMap. Texts that cannot be parsed (templates), further
configurations, and keys that hold something else are counted as not read.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from depaudit.importers.builder import GATEWAY, mapping_of, text_of
from depaudit.importers.draft import Draft, Remark, Source
from depaudit.importers.endpoint import Environment

FORM: Final = "configmap"
LONGEST: Final = 4_000_000
"""Of a text under a key: Kubernetes allows 1 MiB."""


def recognises(data: Mapping[str, Any]) -> bool:
    """Whether `data` is a ConfigMap, or a list with one, that holds a configuration which is read."""
    return any(inner is not None for _, _, inner in _inner(data, Environment()))


def read(data: Mapping[str, Any], environment: Environment) -> Draft:
    """Draft the inventory behind the first configuration in a ConfigMap. Pure; no secrets kept."""
    found: Draft | None = None
    not_read: list[str] = []
    for holder, key, inner in _inner(data, environment):
        if inner is None:
            not_read.append(f"{key[:80]} holds no configuration that is read")
        elif found is not None:
            not_read.append(f"{key[:80]} holds a second configuration ({inner.format})")
        else:
            found = _placed(inner, Source(holder, key))
    assert found is not None, "recognises() saw one"
    place = Source(data)
    remarks = [
        Remark("not-read", GATEWAY, f"{text} and was not read", place) for text in not_read if "second" in text
    ]
    return found._replace(remarks=(*found.remarks, *remarks), not_read=(*found.not_read, *not_read))


def _inner(
    data: Mapping[str, Any], environment: Environment
) -> Iterator[tuple[Mapping[str, Any], str, Draft | None]]:
    """The texts in all ConfigMaps: where each stands, and the draft of what it holds."""
    from depaudit.errors import InventoryError
    from depaudit.importers import draft_of
    from depaudit.inventory.events import read_text

    items = data.get("items") if data.get("kind") == "List" else [data]
    for item in items if isinstance(items, list) else ():
        if mapping_of(item).get("kind") != "ConfigMap":
            continue
        holder = mapping_of(item.get("data"))
        for key, text in holder.items():
            inner = None
            if text_of(text) and len(text) <= LONGEST:
                try:
                    inner = draft_of(_no_map(read_text(text, key).value), environment)
                except (InventoryError, RecursionError):
                    inner = None
            yield holder, key, inner


def _no_map(value: Any) -> Any:
    """A value that is no manifest itself: ConfigMaps are not looked for inside ConfigMaps."""
    return None if isinstance(value, Mapping) and "kind" in value else value


def _placed(inner: Draft, place: Source) -> Draft:
    remarks = tuple(one._replace(source=place) for one in inner.remarks)
    return inner._replace(format=FORM, origins=dict.fromkeys(inner.origins, place), remarks=remarks)
