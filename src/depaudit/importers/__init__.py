"""Other people's files -> drafts of inventories: one format per module, recognised by content."""

from collections.abc import Mapping
from typing import Any

from depaudit.importers.draft import Draft

__all__ = ["Draft", "draft_of"]


def draft_of(data: Any) -> Draft | None:
    """The draft of an inventory behind `data`, if it is a gateway configuration that we read; else None."""
    if isinstance(data, Mapping) and "model_list" in data and "depaudit" not in data:
        from depaudit.importers.litellm import read_litellm

        return read_litellm(data)
    return None
