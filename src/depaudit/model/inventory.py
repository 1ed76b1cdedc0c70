"""What the user wrote, as frozen values. Durations are seconds; ids share one space.

Everything is kept as written: a default of ours appears in the graph, where it is counted as an assumption.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from depaudit.errors import Position
from depaudit.model.duration import format_duration
from depaudit.model.severity import Severity

Criticality = Literal["critical", "high", "medium", "low"]
Deployment = Literal["hosted", "self-hosted", "on-device"]
Purpose = Literal["run", "quality", "deploy", "train", "support"]
CopyState = Literal["none", "local", "mirrored"]

NOWHERE = Position("")


class Persons(NamedTuple):
    """Nationalities or residences of people, as codes; None where nothing is said."""

    users: tuple[str, ...] | None = None
    operators: tuple[str, ...] | None = None


class Organisation(NamedTuple):
    """Who asks. `home` is empty when nothing was said: then every jurisdiction is foreign."""

    name: str = ""
    jurisdiction: str | None = None
    home: tuple[str, ...] = ()
    persons: Persons = Persons()


class Switch(NamedTuple):
    """How a fallback is brought into use. None everywhere means that nothing was said."""

    mode: Literal["automatic", "manual"] | None = None
    time: int | None = None
    fires_on: tuple[str, ...] | None = None
    tested: date | None = None


class Option(NamedTuple):
    """One way in an ordered choice. Its own `switch` wins over the gate's as a whole."""

    target: str
    switch: Switch | None = None
    lasts: int | None = None
    position: Position = NOWHERE


class AnyOf(NamedTuple):
    """An ordered fallback: the first option that is usable serves."""

    options: tuple[Option, ...]
    switch: Switch | None = None
    position: Position = NOWHERE


class KOfN(NamedTuple):
    """Replicas: at least `k` of `members` must be available."""

    k: int
    members: tuple[str, ...]
    position: Position = NOWHERE


Gate = AnyOf | KOfN


class Item(NamedTuple):
    """One requirement: an id or an inline gate, what it is for, and how long its user lives without it."""

    target: str | Gate
    purpose: Purpose = "run"
    survives: int | None = None
    position: Position = NOWHERE


class Provider(NamedTuple):
    """Who operates (or, self-hosted, makes) a component. `own` marks the organisation itself."""

    name: str = ""
    jurisdiction: str | None = None
    own: bool = False


class Copy(NamedTuple):
    """What is held here of something that comes from elsewhere, and where that copy stands."""

    state: CopyState
    at: str | None = None
    verified: date | None = None


class Usage(NamedTuple):
    """How much a component is used: tokens and money per month, and the currency of the money."""

    tokens_per_month: float | None = None
    requests_per_month: float | None = None
    spend_per_month: float | None = None
    currency: str | None = None


class Contract(NamedTuple):
    """Terms that decide how fast one can leave: notice in seconds, dates of renewal and of the last exit test."""

    notice: int | None = None
    renewal: date | None = None
    exit_plan: bool | None = None
    exit_tested: date | None = None


class Component(NamedTuple):
    """Anything a service needs. A leaf (`uses` or `provider`), requirements and one gate, in any mix."""

    id: str
    uses: str | None = None
    via: str | None = None
    provider: Provider | None = None
    kind: str | None = None
    model: str | None = None
    developer: str | None = None
    weights: Literal["open", "closed"] | None = None
    licence: str | None = None
    base_model: str | None = None
    retires_on: date | None = None
    deployment: Deployment | None = None
    region: tuple[str, ...] = ()
    copy: Copy | None = None
    requires: tuple[Item, ...] = ()
    gate: Gate | None = None
    usage: Usage | None = None
    contract: Contract | None = None
    data: tuple[str, ...] = ()
    name: str = ""
    description: str = ""
    owner: str = ""
    tags: tuple[str, ...] = ()
    extensions: tuple[tuple[str, Any], ...] = ()
    position: Position = NOWHERE


class Service(NamedTuple):
    """What the organisation delivers: the top event. None where criticality, weight or RTO were not said."""

    id: str
    criticality: Criticality | None = None
    weight: float | None = None
    rto: int | None = None
    persons: Persons | None = None
    requires: tuple[Item, ...] = ()
    gate: Gate | None = None
    name: str = ""
    description: str = ""
    owner: str = ""
    tags: tuple[str, ...] = ()
    extensions: tuple[tuple[str, Any], ...] = ()
    position: Position = NOWHERE


class Objective(NamedTuple):
    """A declared tolerance: these services survive these cuts.

    `services` holds ids, or criticality words that stand for all services of that criticality.
    An interruption of up to `within` seconds is tolerated (None: the service's RTO), over the first
    `span` seconds (None: the whole year); `at_least` is the worst state that is still good enough.
    """

    services: tuple[str, ...]
    survive: tuple[str, ...]
    within: int | None = None
    at_least: Literal["up", "degraded"] = "degraded"
    span: int | None = None
    position: Position = NOWHERE

    def __str__(self) -> str:
        """In words, with the tolerance where one is written."""
        within = "" if self.within is None else f" within {format_duration(self.within)}"
        span = "" if self.span is None else f" for {format_duration(self.span)}"
        state = ", up" if self.at_least == "up" else ""
        return f"{', '.join(self.services)} survive {', '.join(self.survive)}{within}{span}{state}"


class Waiver(NamedTuple):
    """An accepted finding: which rule on which subject (and cut), why, whose decision, until when.

    `severity` and `path` (the mark of a proof path) are those of the finding when it was accepted: a finding that
    is worse, or takes another path, is not covered. `place` stands for the subject where a comment accepts what a
    line declares that has no id. `origin` tells where the waiver was written.
    """

    rule: str
    subject: str
    reason: str
    cut: str | None = None
    owner: str | None = None
    expires: date | None = None
    position: Position = NOWHERE
    severity: Severity | None = None
    path: str = ""
    place: Position = NOWHERE
    origin: Literal["list", "comment", "file"] = "list"


NoticeCode = Literal[
    "imaginary-fallback", "dangling-fallback", "self-fallback", "cyclic-fallback", "empty-fallback",
    "unreachable-fallback", "error-only-fallback", "silent-fallback", "same-deployment", "environment", "wildcard",
    "residency-claim", "not-read",
]  # fmt: skip
"""What may be said of a gateway configuration: illusions, doubles, things that the file does not tell, gaps."""


class Notice(NamedTuple):
    """A remark on a file that stands in for an inventory, at its place in that file."""

    code: NoticeCode
    subject: str
    text: str
    position: Position = NOWHERE


class Coverage(NamedTuple):
    """What was read of one file: its format, how many entries, and what was passed over."""

    path: str
    format: str
    read: int
    not_read: tuple[str, ...] = ()


class Inventory(NamedTuple):
    """One organisation's AI stack. `overlay` and `sources` are kept as plain data for those who read them."""

    organisation: Organisation
    services: tuple[Service, ...]
    components: tuple[Component, ...]
    objectives: tuple[Objective, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    overlay: Mapping[str, Any] = {}
    sources: tuple[Mapping[str, Any], ...] = ()
    paths: tuple[str, ...] = ()
    digest: str = ""
    warnings: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    coverage: tuple[Coverage, ...] = ()
