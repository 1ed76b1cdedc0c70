"""Scenarios: what is taken away, from whom, in which phases, and what precedent there is. Times in seconds."""

from typing import Final, Literal, NamedTuple

from depaudit.errors import Position
from depaudit.model.inventory import NOWHERE

Side = Literal["supply", "demand"]
ScenarioKind = Literal["literal", "analogue", "generic", "own"]
Access = Literal["available", "degraded", "frozen", "no_new", "blocked", "data_locked", "not_applicable"]
Criterion = Literal[
    "jurisdiction", "control", "obeys", "location", "origin", "distribution", "maintenance", "licence",
    "vendor", "offering", "model", "family", "layer", "sector", "component",
]  # fmt: skip
Course = tuple[tuple[int, Access], ...]
"""What is left of access over time: (second, state) pieces, the first at 0, each holding until the next."""

STOPPED: Final = frozenset({"blocked", "data_locked"})
STILL: Final = frozenset({"frozen", "no_new"})
DEFAULT_ERROR: Final = "not_found"
"""The error that callers see unless a scenario says otherwise (semantics: "How a loss travels")."""


class Aim(NamedTuple):
    """What an action selects: everything that meets all criteria, each with one of its values."""

    criteria: tuple[tuple[Criterion, tuple[str, ...]], ...]

    def values(self, name: Criterion) -> tuple[str, ...]:
        """The values of one criterion; empty where it is not used."""
        return dict(self.criteria).get(name, ())

    def __str__(self) -> str:
        return " and ".join(f"{name} {' or '.join(values)}" for name, values in self.criteria)


class Action(NamedTuple):
    """One thing that a scenario does: to what (any of `aims`), and what is left of remote use and of a held copy.

    `local` is None where nothing is said: a held copy then runs on and gets nothing new while remote use is hurt.
    """

    aims: tuple[Aim, ...]
    remote: Course
    local: Course | None = None


class Reach(NamedTuple):
    """People by nationality: those named, or all but `other_than`.

    `verifiable`: whether who executes the cut can tell. Where not, the cut collapses: it widens to everyone.
    """

    nationalities: tuple[str, ...] = ()
    other_than: tuple[str, ...] = ()
    verifiable: bool = True

    def __str__(self) -> str:
        return ", ".join(self.nationalities) if self.nationalities else f"all but {', '.join(self.other_than)}"

    def holds(self, nationality: str) -> bool:
        """Whether somebody of that nationality is reached."""
        return nationality in self.nationalities if self.nationalities else nationality not in self.other_than


class Scenario(NamedTuple):
    """A named cutoff. `notice` is the time between the announcement and day 0; `ends` when it was over (None: not).

    `jurisdictions` are who acts; `precedents` ids of past events, `instruments` of laws; `sources` are addresses.
    `caveats` are what a reader must know: past its end date, unverified, collapsed, not told apart.
    """

    id: str
    title: str
    kind: ScenarioKind
    side: Side
    actions: tuple[Action, ...]
    jurisdictions: tuple[str, ...] = ()
    mechanism: str = ""
    date: str | None = None
    notice: int | None = None
    ends: int | None = None
    shows: str = DEFAULT_ERROR
    shows_known: bool = False
    reach: Reach | None = None
    precedents: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    position: Position = NOWHERE


def state_at(course: Course, second: int) -> Access:
    """The state of a course at `second`."""
    return next(state for start, state in reversed(course) if start <= second)


def ended(course: Course, end: int | None) -> Course:
    """The course, available again from `end` on (None: it does not end)."""
    if end is None:
        return course
    return (*(piece for piece in course if piece[0] < end), (end, "available"))
