"""Fallback chains as reports show them. Times in seconds."""

from typing import Literal, NamedTuple

from depaudit.errors import Position

Standing = Literal["independent", "correlated", "silent", "imaginary", "dangling", "self", "cyclic", "empty",
                   "unreachable"]  # fmt: skip


class Link(NamedTuple):
    """One option behind the first: how it stands to it, what both share, and which cuts take both."""

    option: str
    standing: Standing
    shared: tuple[str, ...]
    falls_with: tuple[str, ...]
    switch: int
    tested: str | None


class Chain(NamedTuple):
    """One ordered fallback under some service.

    `survives` and `falls_under` are the foreign states that leave something of it and that do not. `change` is the
    cheapest change that mends it under the first of these, proved by simulation; empty where none was found.
    `may_fall_under` are states under which it falls if facts that are not known are bad; under those of `late_under`
    it comes back, after longer than the shortest RTO of its services.
    """

    gate: str
    primary: str
    services: tuple[str, ...]
    links: tuple[Link, ...]
    survives: tuple[str, ...]
    falls_under: tuple[str, ...]
    change: str
    position: Position
    may_fall_under: tuple[str, ...] = ()
    late_under: tuple[str, ...] = ()


class Illusion(NamedTuple):
    """A fallback in a gateway's file that the gateway never uses, or not on a withdrawal."""

    subject: str
    standing: Standing
    text: str
    position: Position
