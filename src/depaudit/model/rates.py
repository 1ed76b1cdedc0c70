"""Rates that a user gives: how often in a year each cause strikes. We have none of our own."""

from math import expm1
from typing import Literal, NamedTuple

from depaudit.errors import Position
from depaudit.model.inventory import NOWHERE

ElementKind = Literal["jurisdiction", "vendor", "component"]


class Struck(NamedTuple):
    """What a cause takes away: a state, a vendor or a leaf component."""

    kind: ElementKind
    name: str


class Cause(NamedTuple):
    """Something that happens `rate` times a year on average and takes all of `strikes` away at once.

    Causes are independent of each other; one that strikes several is what makes those correlated.
    """

    name: str
    rate: float
    strikes: tuple[Struck, ...]
    position: Position = NOWHERE

    @property
    def chance(self) -> float:
        """The probability (0-1) that it happens at least once in a year: 1 - exp(-rate), a Poisson process."""
        return -expm1(-self.rate)


class Rates(NamedTuple):
    """All causes of one rates file."""

    causes: tuple[Cause, ...]
    path: str = ""


class Odds(NamedTuple):
    """The probability (0-1) that a service is lost, over the causes of a rates file.

    `low` counts what is known, `value` takes everything unknown for as bad as it may be. `error`: one standard
    error where it was estimated by sampling, 0 where it is exact. `unrated`: elements that can take part in the
    loss and for which no rate was given; they were taken as never lost.
    """

    value: float
    low: float
    method: Literal["exact", "sampled"]
    error: float = 0.0
    samples: int = 0
    unrated: tuple[str, ...] = ()


class Importance(NamedTuple):
    """How much one element, or one cause, bears on the loss of a service.

    With P the probability of the loss, P1 if the element is lost for sure, P0 if it never is:
    `birnbaum` = P1 - P0 (Birnbaum 1969); `fussell_vesely` = (P - P0) / P, `achievement` (risk achievement worth) =
    P1 / P, `reduction` (risk reduction worth) = P / P0, None where P0 is 0 (Vesely and others 1983, NUREG/CR-3385).
    """

    name: str
    chance: float
    birnbaum: float
    fussell_vesely: float
    achievement: float
    reduction: float | None
