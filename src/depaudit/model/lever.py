"""Levers: one way in which somebody can take a component away, as a profile over time."""

from typing import Final, Literal, NamedTuple

from depaudit.model.duration import DAY
from depaudit.model.knowledge import Basis, Fact

Axis = Literal["control", "location", "developer", "origin", "distribution", "maintenance", "licence", "model"]
Effect = Literal["blocked", "impairs"]

FOREVER: Final = 1 << 62
FREEZE_FELT: Final = 365 * DAY
HARDWARE_FREEZE_FELT: Final = 180 * DAY
REBUILD_FELT: Final = 30 * DAY
PULLED_COPY_LASTS: Final = 7 * DAY


class Span(NamedTuple):
    """Half-open interval [start, end) in seconds after the cutoff."""

    start: int
    end: int = FOREVER


class Profile(NamedTuple):
    """When a pulled lever blocks (nothing runs) and when it impairs (runs, but worse)."""

    blocked: tuple[Span, ...] = ()
    impairs: tuple[Span, ...] = ()

    def holds(self, effect: Effect, second: int) -> bool:
        """Whether it blocks (or impairs) at `second`."""
        spans = self.blocked if effect == "blocked" else self.impairs
        return any(span.start <= second < span.end for span in spans)


BLOCKED: Final = Profile(blocked=(Span(0),))
FROZEN: Final = Profile(impairs=(Span(FREEZE_FELT),))
FROZEN_HARDWARE: Final = Profile(impairs=(Span(HARDWARE_FREEZE_FELT),))
FROZEN_LOCAL_COPY: Final = Profile(impairs=(Span(REBUILD_FELT),))
PULLED_AT_START: Final = Profile(blocked=(Span(PULLED_COPY_LASTS),), impairs=(Span(0),))


class Lever(NamedTuple):
    """Who can pull, by what axis, with which effect and on which ground.

    A control lever names the `jurisdiction` that can order the `vendor`; a location lever names `places`, all of
    which must be cut; a model lever names the `models` (id and family) whose withdrawal pulls it. The
    jurisdiction `FOREIGN` stands for every state that is not home: a provider of which nothing is known.
    `unknown` levers are evaluated off and on. `guarded` is what the lever does while the node that keeps the copy
    is down.
    """

    axis: Axis
    jurisdiction: str | None = None
    vendor: str | None = None
    places: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    profile: Profile = BLOCKED
    guarded: Profile | None = None
    basis: Basis = "instrument"
    unknown: bool = False
    fact: Fact | None = None
    reason: str = ""


FOREIGN: Final = "*"
OTHER_STATE: Final = "ZZ"
"""A foreign state that the inventory does not name (the user-assigned ISO code that CLDR calls unknown region)."""
