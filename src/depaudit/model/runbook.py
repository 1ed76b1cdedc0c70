"""What is to be done when a scenario happens: switches in order, and what stands in their way. Times in seconds."""

from typing import Literal, NamedTuple

from depaudit.model.scenario import Scenario, Side

Drill = Literal["done", "old", "never"]
Mode = Literal["automatic", "manual", "unsaid"]


class Step(NamedTuple):
    """From `at` to `until` (None: beyond the year) `option` serves behind `gate`, in place of `first`.

    `takes` is the time of the switch, counted from the cut. `fires` says whether an automatic switch is triggered by
    what callers see (`fires_on` holds what triggers it, empty: any error); None where people switch. `late` are the
    services whose outage this ends after their RTO. `tested` is an ISO date, empty where no drill is on record.
    A step `back` returns to `first`, and asks for no switch.
    """

    at: int
    until: int | None
    gate: str
    option: str
    first: str
    services: tuple[str, ...]
    owner: str = ""
    back: bool = False
    mode: Mode = "unsaid"
    takes: int = 0
    fires: bool | None = None
    fires_on: tuple[str, ...] = ()
    tested: str = ""
    drill: Drill = "never"
    late: tuple[str, ...] = ()


class Unready(NamedTuple):
    """A time without `service` that no switch ends; `end` is None where it lasts beyond the year.

    `tolerated`: it is within the RTO. `sure`: it does not hang on unknown facts. `baseline`: it is down without any
    cut. `reasons` are the smallest sets of parts whose loss suffices.
    """

    service: str
    start: int
    end: int | None
    owner: str
    tolerated: bool
    sure: bool
    baseline: bool
    reasons: tuple[tuple[str, ...], ...]


class LostTool(NamedTuple):
    """A tool that people need for the steps, and that is down in [start, end) under the same cut; see `Unready`."""

    id: str
    role: str
    start: int
    end: int | None
    sure: bool
    baseline: bool = False


class Runbook(NamedTuple):
    """What is to be done under one scenario, or several together, as of a day (ISO date).

    `tools` are all that the inventory marks as such: (id, role). `collapsed` and `not_assessed` are those of the
    scenario: it widened to everyone; whose nationality is reached is not stated.
    """

    scenario: str
    side: Side
    as_of: str
    parts: tuple[Scenario, ...]
    touches: int
    steps: tuple[Step, ...]
    unready: tuple[Unready, ...]
    tools: tuple[tuple[str, str], ...]
    lost_tools: tuple[LostTool, ...]
    collapsed: tuple[str, ...] = ()
    not_assessed: tuple[str, ...] = ()

    @property
    def drills_due(self) -> tuple[Step, ...]:
        """The switches that were never rehearsed, or too long ago."""
        return tuple(step for step in self.steps if not step.back and step.drill != "done")
