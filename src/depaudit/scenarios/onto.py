"""Scenarios as cutoffs for any graph: what a scenario strikes differs from one inventory to the next."""

from collections.abc import Mapping, Sequence

from depaudit.cutoff.scenario import Cutoff, Selector
from depaudit.cutoff.simulation import Simulation
from depaudit.errors import SelectorError
from depaudit.model.scenario import Scenario
from depaudit.scenarios.match import Matcher
from depaudit.scenarios.play import TOGETHER, error_of
from depaudit.scenarios.strike import strike


def cutoff_of(parts: Sequence[Scenario]) -> Cutoff:
    """Scenarios that happen together, as one cutoff that has yet to become strikes on a graph."""
    name = TOGETHER.join(part.id for part in parts)
    return Cutoff(name, "scenario", (), parts=tuple(parts), error=error_of(parts))


def struck(
    simulation: Simulation, cutoffs: Sequence[Cutoff], names: Mapping[str, str] | None = None
) -> tuple[Cutoff, ...]:
    """`cutoffs` with their scenarios as strikes on the graph of `simulation`.

    `names`: the ids by which scenarios and selectors call components that have another id in this graph.
    """
    if names:
        cutoffs = [_by_other_ids(cutoff, names) for cutoff in cutoffs]
    if not any(cutoff.parts for cutoff in cutoffs):
        return tuple(cutoffs)
    matcher = Matcher(simulation, names)
    return tuple(_struck(cutoff, simulation, matcher) for cutoff in cutoffs)


def _struck(cutoff: Cutoff, simulation: Simulation, matcher: Matcher) -> Cutoff:
    strikes = tuple(one for part in cutoff.parts for one in strike(part, simulation, matcher).strikes)
    return cutoff._replace(strikes=(*cutoff.strikes, *strikes), parts=())


def _by_other_ids(cutoff: Cutoff, names: Mapping[str, str]) -> Cutoff:
    called = {selector.name for selector in cutoff.selectors if selector.kind == "component"}
    more = tuple(Selector("component", here) for here, name in names.items() if name in called)
    return cutoff._replace(selectors=(*cutoff.selectors, *more)) if more else cutoff


def by_error(cutoffs: Sequence[Cutoff]) -> dict[str, list[int]]:
    """The numbers of the cutoffs that show the same error: the engine evaluates those together."""
    found: dict[str, list[int]] = {}
    for number, cutoff in enumerate(cutoffs):
        found.setdefault(cutoff.error, []).append(number)
    return found


def stands_alone(scenario: Scenario) -> bool:
    """Whether what a component suffers depends on that component alone, and not on the services above it."""
    return not any(aim.values("sector") for action in scenario.actions for aim in action.aims)


def by_component(cutoffs: Sequence[Cutoff]) -> None:
    """Raise SelectorError for a scenario that is checked person by person.

    It acts on services, by whatever stands under them, and so says nothing of what a component would outlive.
    """
    for part in (part for cutoff in cutoffs for part in cutoff.parts):
        if part.reach is not None and part.reach.verifiable:
            raise SelectorError(
                f"{part.id!r} reaches people one by one, by nationality: no change of the stack is proved against it",
                hint="depaudit simulate --scenario shows which services it reaches",
            )
