"""Configurations inside other files: what ConfigMaps and Helm values have in common."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from depaudit.importers.builder import GATEWAY
from depaudit.importers.draft import Draft, Remark, Source
from depaudit.importers.endpoint import Environment

LONGEST: Final = 4_000_000
"""Of a text under a key: Kubernetes allows 1 MiB."""
HINTS: Final = ("model_list", "litellm_params", "Providers", "api_base_url", "fallbacks")
"""Words by which a text that cannot be parsed is taken for a configuration."""


class Inner(NamedTuple):
    """A part of a file: where it stands, and the draft of what it holds; None if that is no configuration.

    `text` is set where the part is a text: its own lines have no place in the file.
    """

    place: Source
    draft: Draft | None = None
    text: str = ""


def parsed(text: str, key: str) -> Any:
    """What a text means as YAML or JSON; None where it cannot be parsed."""
    from depaudit.errors import InventoryError
    from depaudit.inventory.events import read_text

    if not text.strip() or len(text) > LONGEST:
        return None
    try:
        return read_text(text, key).value
    except (InventoryError, RecursionError):
        return None


def draft_in(value: Any, environment: Environment) -> Draft | None:
    """The draft of a configuration that stands in a text; None if `value` is none, or a manifest."""
    from depaudit.importers import draft_of

    manifest = isinstance(value, Mapping) and "kind" in value
    return None if manifest else draft_of(value, environment, wrapped=False)


def first_of(form: str, parts: Iterable[Inner], start: Source) -> Draft:
    """The first configuration among `parts`, which hold one; the others and what cannot be read are counted."""
    found: Draft | None = None
    not_read: list[tuple[str, Source]] = []
    for part in parts:
        name = str(part.place.key)[:80]
        if part.draft is None:
            if any(word in part.text for word in HINTS):
                not_read.append((f"{name} looks like a configuration and cannot be parsed", part.place))
        elif found is not None:
            not_read.append((f"{name} holds a second configuration ({part.draft.format})", part.place))
        else:
            found = _placed(part.draft, part.place) if part.text else part.draft
    assert found is not None, "recognises() saw one"
    remarks = [Remark("not-read", GATEWAY, f"{text} and was not read", place) for text, place in not_read]
    return found._replace(
        format=form,
        remarks=(*found.remarks, *remarks),
        not_read=(*found.not_read, *(text for text, _ in not_read)),
        origins={**found.origins, GATEWAY: found.origins.get(GATEWAY, start)},
    )


def _placed(inner: Draft, place: Source) -> Draft:
    remarks = tuple(one._replace(source=place) for one in inner.remarks)
    return inner._replace(origins=dict.fromkeys(inner.origins, place), remarks=remarks)
