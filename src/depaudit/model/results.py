"""Results of the analysis: the numbers of docs/pages/scores.md, as rules read them and reports print them."""

from typing import Literal, NamedTuple

from depaudit.errors import Position
from depaudit.model.inventory import Objective
from depaudit.model.verdict import CutKind, State, Verdict

Axis = Literal["jurisdiction", "vendor", "layer", "group", "family"]
Weight = Literal["services", "tokens", "spend"]
Shared = Literal["model", "operator", "parent", "jurisdiction", "upstream", "gateway", "identity", "component"]


class Exposure(NamedTuple):
    """Share (0-1) of service weight with an outage that begins at or before `horizon` days under `cutoff`.

    `low` leaves unknown levers off; `degraded` is the share beside it that is degraded at the horizon.
    """

    cutoff: str
    kind: CutKind
    horizon: int
    share: float
    low: float
    degraded: float
    foreign: bool


class Score(NamedTuple):
    """100 x the worst exposure over single foreign jurisdictions at 30 days; `low` without unknown levers."""

    value: float
    low: float
    cutoff: str | None


class Rung(NamedTuple):
    """The smallest cut on the ladder that stops `service`: model < vendor < layer < jurisdiction."""

    service: str
    rung: CutKind
    cutoff: str
    foreign: bool
    certain: bool = True


class CutSets(NamedTuple):
    """Minimal sets of states, vendors or components whose loss leaves a service down at the end of the span.

    `unknown_sets` are those that count only if unknown levers exist. `limit` says up to which size they are listed.
    `counts` are (order, number of sets) of all orders at the worse answer; None where the work limit of a scan came
    first, and larger sets are not known.
    """

    service: str
    level: Literal["jurisdiction", "vendor", "component"]
    horizon: int
    sets: tuple[tuple[str, ...], ...]
    unknown_sets: tuple[tuple[str, ...], ...] = ()
    limit: int = 3
    counts: tuple[tuple[int, int], ...] | None = None


class Concentration(NamedTuple):
    """Herfindahl-Hirschman index (0-10,000) of one axis at a stated weight; `shares` add up to 1, largest first."""

    axis: Axis
    weight: Weight
    hhi: float
    effective_number: float
    cr1: float
    cr3: float
    shares: tuple[tuple[str, float], ...]


class Stranglehold(NamedTuple):
    """Share (0-1) of service weight that has no way around one foreign jurisdiction or one vendor."""

    cutoff: str
    kind: CutKind
    share: float
    low: float
    services: tuple[str, ...]
    foreign: bool


class ObjectiveResult(NamedTuple):
    """An objective as declared, and what breaches it: (service, cutoff) pairs, with those that hang on unknowns.

    `not_assessed` are its cuts that nothing here answers to; `cuts` those that were judged: (kind, cutoff).
    """

    objective: Objective
    breached: bool
    by: tuple[tuple[str, str], ...]
    unknown_by: tuple[tuple[str, str], ...] = ()
    not_assessed: tuple[str, ...] = ()
    cuts: tuple[tuple[str, str], ...] = ()


class FallbackPair(NamedTuple):
    """One option behind the first of a gate, compared with what it protects.

    `kills` are the cutoffs (worst first) that take the primary and this option; `only_way` tells whether the
    whole gate falls with them. `shared` says what they have in common: (kind, id). `switch` is the effective
    time in seconds, `tested` an ISO date or None, `services` those that rest on the gate. `silent`: its automatic
    switch does not fire on the error of a withdrawal.
    """

    gate: str
    primary: str
    option: str
    kills: tuple[tuple[str, CutKind], ...]
    shared: tuple[tuple[Shared, str], ...]
    falls_entirely: tuple[str, ...]
    switch: int
    switch_mode: str
    switch_stated: bool
    tested: str | None
    rto: int | None
    services: tuple[str, ...]
    position: Position
    silent: bool = False


class SinglePoint(NamedTuple):
    """A leaf component whose loss alone stops services for longer than their RTO."""

    component: str
    services: tuple[str, ...]
    foreign: tuple[str, ...]
    vendors: tuple[str, ...]
    own: bool
    path: tuple[str, ...]
    position: Position


class Gap(NamedTuple):
    """A layer that nobody declared under a component on which a service rests (host, identity, registry ...)."""

    component: str
    layer: Literal["host", "identity", "registry", "key-store", "region", "copy", "says-nothing"]
    role: Literal["primary", "fallback"]
    services: tuple[str, ...]
    position: Position


class Assumption(NamedTuple):
    """A default of ours: on what, which, and how many verdicts rest on it."""

    id: str
    subject: str
    text: str
    verdicts: int = 0
    position: Position | None = None


class Unknown(NamedTuple):
    """A fact that decides verdicts: its id, what is missing, and the (service, cutoff) pairs that hang on it."""

    fact: str
    text: str
    verdicts: tuple[tuple[str, str], ...]
    subject: str = ""
    position: Position | None = None


class ModelUse(NamedTuple):
    """A component that runs a model under some service.

    `stand_in`: for closed weights, an open model that does the same and may be used here; empty if none is known.
    `forbidden`: why its licence does not let this organisation run it. `tokens` a month, where stated.
    """

    component: str
    model: str
    weights: str
    licence: str
    services: tuple[str, ...]
    stand_in: str
    forbidden: tuple[str, ...]
    tokens: float | None
    position: Position


class Alternative(NamedTuple):
    """A change that mends an outage, simulated: the cut sets that stay, the score before and after.

    `alternative` is what comes in (empty where only something is set otherwise), `service` and `cutoff` the outage,
    `effort_low` and `effort_high` person-days.
    """

    component: str
    alternative: str
    action: str
    reasons: tuple[str, ...]
    residual_cut_sets: tuple[tuple[str, ...], ...]
    score_before: float
    score_after: float
    service: str = ""
    cutoff: str = ""
    effort_low: float = 0
    effort_high: float = 0


__all__ = [
    "Alternative",
    "Assumption",
    "Concentration",
    "CutSets",
    "Exposure",
    "FallbackPair",
    "Gap",
    "ModelUse",
    "ObjectiveResult",
    "Rung",
    "Score",
    "SinglePoint",
    "State",
    "Stranglehold",
    "Unknown",
    "Verdict",
]
