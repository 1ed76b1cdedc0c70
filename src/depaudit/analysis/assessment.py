"""The assessment: all that is known about one inventory after simulation. Rules read it, and nothing else."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from depaudit.errors import Position
from depaudit.model.history import History
from depaudit.model.inventory import NOWHERE, Criticality, Inventory
from depaudit.model.parts import GateFacts, Part
from depaudit.model.report import Subject
from depaudit.model.results import (
    Assumption,
    Concentration,
    CutSets,
    Exposure,
    FallbackPair,
    Gap,
    ModelUse,
    ObjectiveResult,
    Rung,
    Score,
    SinglePoint,
    Stranglehold,
    Unknown,
)
from depaudit.model.verdict import Verdict


class Thresholds(NamedTuple):
    """Limits that are the user's to set; the defaults are ours and no supervisor's. Shares are 0-1."""

    max_score: float | None = None
    max_concentration: float = 0.5
    min_open_share: float | None = None


class ServiceFacts(NamedTuple):
    """A service with our defaults applied: weight, RTO in seconds, and where it is declared."""

    id: str
    criticality: Criticality
    weight: float
    rto: int
    position: Position = NOWHERE


class Assessment(NamedTuple):
    """Everything that rules may read. Tuples are in deterministic order, worst first where an order means that.

    `controllers` gives, for each vendor here, the states that can order it or what it owns.
    `by_service` holds `services` by id.
    """

    inventory: Inventory
    subject: Subject
    as_of: str
    horizons: tuple[int, ...]
    thresholds: Thresholds
    services: tuple[ServiceFacts, ...]
    survival: tuple[Verdict, ...]
    exposure: tuple[Exposure, ...]
    score: Score
    ladder: tuple[Rung, ...]
    objectives: tuple[ObjectiveResult, ...]
    cut_sets: tuple[CutSets, ...]
    concentration: tuple[Concentration, ...]
    strangleholds: tuple[Stranglehold, ...]
    fallbacks: tuple[FallbackPair, ...]
    single_points: tuple[SinglePoint, ...]
    gaps: tuple[Gap, ...]
    assumptions: tuple[Assumption, ...]
    unknowns: tuple[Unknown, ...]
    headline: str
    stale_facts: int = 0
    models: tuple[ModelUse, ...] = ()
    parts: tuple[Part, ...] = ()
    gates: tuple[GateFacts, ...] = ()
    home: frozenset[str] = frozenset()
    history: History = History()
    controllers: Mapping[str, frozenset[str]] = MappingProxyType({})
    by_service: Mapping[str, ServiceFacts] = MappingProxyType({})

    def service(self, service_id: str) -> ServiceFacts:
        """The facts of one service. Raises KeyError for an id that is not a service."""
        return self.by_service[service_id]

    def abroad(self, states: Iterable[str]) -> tuple[str, ...]:
        """Those of `states` that are not home."""
        return tuple(state for state in states if state not in self.home)
