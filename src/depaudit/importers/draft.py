"""What an importer hands on: plain format-1 data, and where in the original each part came from."""

from typing import Any, NamedTuple

from depaudit.model.inventory import NoticeCode


class Source(NamedTuple):
    """A place in the original, as the container and the key or index in it. Line and column are found late."""

    container: Any
    key: str | int | None = None


class Remark(NamedTuple):
    """Something that the reader of the report should know about the original, and its place."""

    code: NoticeCode
    subject: str
    text: str
    source: Source


class Draft(NamedTuple):
    """A drafted inventory in plain format 1.

    `origins` maps ids to their place in the original, `remarks` say what was not read, not understood, or is an
    illusion (a fallback that the gateway ignores). `groups` are the ids of the public model groups, `read` counts the
    entries that were understood, `not_read` names what was passed over.
    """

    format: str
    plain: dict[str, Any]
    origins: dict[str, Source]
    remarks: tuple[Remark, ...]
    groups: tuple[str, ...]
    read: int = 0
    not_read: tuple[str, ...] = ()
