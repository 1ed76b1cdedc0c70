"""The library: every past cutoff in two forms, every mechanism in the hands of a state, and ready sets of them."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Protocol, runtime_checkable

from depaudit.errors import SelectorError
from depaudit.model.scenario import Scenario
from depaudit.scenarios.events import ANALOGUE, event_scenario
from depaudit.scenarios.generic import generic_scenario, pairs, split

if TYPE_CHECKING:
    from depaudit.cutoff.simulation import Simulation

Raw = Mapping[str, Any]

SETS: Final = ("history", "supply", "demand", "all")


@runtime_checkable
class Records(Protocol):
    """The part of the catalog that the library reads."""

    def ids(self, kind: str, /) -> tuple[str, ...]:
        """All ids of one kind, sorted."""

    def raw(self, kind: str, identifier: str, /) -> Raw | None:
        """The plain record of one kind with that id."""


class Library:
    """Scenarios by id. `as_of` (ISO date) decides which events are said to have run out.

    Past events end when they ended; without `ends` they go on as if they had never been lifted.
    """

    def __init__(self, records: Records, as_of: str = "9999-12-31", *, ends: bool = True) -> None:
        self._records, self.as_of, self._ends = records, as_of, ends

    @cached_property
    def events(self) -> Mapping[str, Raw]:
        """All past cutoffs by id."""
        return self._all("event")

    @cached_property
    def mechanisms(self) -> Mapping[str, Raw]:
        """All mechanisms by id."""
        return self._all("mechanism")

    @cached_property
    def instruments(self) -> Mapping[str, Raw]:
        """All legal instruments by id."""
        return self._all("instrument")

    def _all(self, kind: str) -> Mapping[str, Raw]:
        records = ((identifier, self._records.raw(kind, identifier)) for identifier in self._records.ids(kind))
        return {identifier: raw for identifier, raw in records if raw is not None}

    def scenario(self, identifier: str) -> Scenario:
        """The scenario with that id; any state with any mechanism is one. Raises SelectorError."""
        name = identifier.removesuffix(ANALOGUE)
        if name in self.events:
            return event_scenario(self.events[name], analogue=name != identifier, as_of=self.as_of, ends=self._ends)
        if (pair := split(identifier, self.mechanisms)) is not None:
            state, mechanism = pair
            return generic_scenario(state, self.mechanisms[mechanism], self.events.values(), self.instruments)
        raise SelectorError(f"there is no scenario {identifier!r}", hint=self._hint(identifier))

    def _hint(self, identifier: str) -> str:
        from difflib import get_close_matches

        near = get_close_matches(identifier, self.ids("all"), n=3, cutoff=0.5)
        listed = "depaudit scenarios list shows them all"
        return (
            f"did you mean {' or '.join(near)}? {listed}" if near else f"{listed}; a file of your own ends in .yaml"
        )

    def ids(self, chosen: str) -> tuple[str, ...]:
        """The ids of one of the `SETS`. Raises SelectorError for another name."""
        if chosen not in SETS:
            raise SelectorError(f"there is no scenario set {chosen!r}", hint=f"sets: {', '.join(SETS)}")
        history = [name for event in self.events for name in (event, event + ANALOGUE)]
        if chosen == "history":
            return tuple(history)
        found = (*history, *pairs(self.mechanisms.values(), self.events.values(), self.instruments))
        return tuple(name for name in found if chosen in ("all", self.scenario(name).side))

    def set(self, chosen: str) -> tuple[Scenario, ...]:
        """The scenarios of one of the `SETS`, in order. Raises SelectorError."""
        return tuple(self.scenario(name) for name in self.ids(chosen))

    def analogues(self, side: str) -> Iterator[Scenario]:
        """The analogues of all events of one side."""
        for name, raw in self.events.items():
            if raw["side"] == side:
                yield self.scenario(name + ANALOGUE)


def library_of(simulation: "Simulation", as_of: str, *, ends: bool = True) -> Library:
    """The library of the catalog that a simulation was built with. Raises SelectorError where it holds no events."""
    return library_in(simulation.sources.catalog, as_of, ends=ends)


def library_in(catalog: object, as_of: str, *, ends: bool = True) -> Library:
    """The library of a catalog. Raises SelectorError where it holds no events."""
    if not isinstance(catalog, Records):
        raise SelectorError("this catalog holds no events", hint="scenarios need the bundled catalog")
    return Library(catalog, as_of, ends=ends)


def combined(scenarios: Iterable[Scenario]) -> tuple[Scenario, ...]:
    """Scenarios that happen together, once each. Raises SelectorError where supply and demand are mixed."""
    parts = tuple({scenario.id: scenario for scenario in scenarios}.values())
    if len({scenario.side for scenario in parts}) > 1:
        raise SelectorError(
            "a scenario of the supply side and one of the demand side are not one cutoff",
            hint="others refuse you, or your own side forbids it: simulate them one by one",
        )
    return parts
