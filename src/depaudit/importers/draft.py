"""What an importer hands on: plain format-1 data, and where in the original each part came from."""

from typing import Any, NamedTuple


class Source(NamedTuple):
    """A place in the original, as the container and the key or index in it. Line and column are found late."""

    container: Any
    key: str | int | None = None


class Draft(NamedTuple):
    """A drafted inventory in plain format 1.

    `origins` maps ids to their place in the original, `notices` say what was not read, not understood, or is an
    illusion (a fallback that the gateway ignores). `groups` are the ids of the public model groups.
    """

    format: str
    plain: dict[str, Any]
    origins: dict[str, Source]
    notices: tuple[str, ...]
    groups: tuple[str, ...]
