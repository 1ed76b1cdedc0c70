"""Levers: one way in which somebody can take a component away, as a profile over time."""

from typing import Final, Literal, NamedTuple

from depaudit.model.duration import DAY
from depaudit.model.knowledge import Basis, Fact

Axis = Literal["control", "location", "developer", "origin", "distribution", "maintenance", "licence"]

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
    """When a pulled lever blocks (nothing runs) and when it impairs (runs, but worse). Appendix A.1."""

    blocked: tuple[Span, ...] = ()
    impairs: tuple[Span, ...] = ()


BLOCKED: Final = Profile(blocked=(Span(0),))
FROZEN: Final = Profile(impairs=(Span(FREEZE_FELT),))
FROZEN_HARDWARE: Final = Profile(impairs=(Span(HARDWARE_FREEZE_FELT),))
FROZEN_LOCAL_COPY: Final = Profile(impairs=(Span(REBUILD_FELT),))
PULLED_AT_START: Final = Profile(blocked=(Span(PULLED_COPY_LASTS),), impairs=(Span(0),))


class Lever(NamedTuple):
    """Who can pull (a jurisdiction, a vendor, or both), by what axis, with which effect and on which ground.

    `unknown` levers are evaluated off and on. `jurisdiction` is None for a lever that only its holder pulls;
    `FOREIGN` stands for every state that is not home (a provider of which nothing is known).
    """

    axis: Axis
    jurisdiction: str | None
    vendor: str | None
    profile: Profile
    basis: Basis = "instrument"
    unknown: bool = False
    fact: Fact | None = None
    reason: str = ""


FOREIGN: Final = "*"
