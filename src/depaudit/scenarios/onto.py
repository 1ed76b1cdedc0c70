"""Scenarios as cutoffs for any graph: what a scenario strikes differs from one inventory to the next."""

from collections.abc import Mapping, Sequence

from depaudit.cutoff.scenario import Cutoff
from depaudit.cutoff.simulation import Simulation
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

    `names`: the ids by which scenarios call components that have another id in this graph.
    """
    if not any(cutoff.parts for cutoff in cutoffs):
        return tuple(cutoffs)
    matcher = Matcher(simulation, names)
    return tuple(_struck(cutoff, simulation, matcher) for cutoff in cutoffs)


def _struck(cutoff: Cutoff, simulation: Simulation, matcher: Matcher) -> Cutoff:
    strikes = tuple(one for part in cutoff.parts for one in strike(part, simulation, matcher).strikes)
    return cutoff._replace(strikes=(*cutoff.strikes, *strikes), parts=())


def by_error(cutoffs: Sequence[Cutoff]) -> dict[str, list[int]]:
    """The numbers of the cutoffs that show the same error: the engine evaluates those together."""
    found: dict[str, list[int]] = {}
    for number, cutoff in enumerate(cutoffs):
        found.setdefault(cutoff.error, []).append(number)
    return found


def stands_alone(scenario: Scenario) -> bool:
    """Whether what a component suffers depends on that component alone, and not on the services above it."""
    return not any(aim.values("sector") for action in scenario.actions for aim in action.aims)


def goes_by_person(scenario: Scenario) -> bool:
    """Whether it is checked person by person: then it acts on services, by whatever stands under them."""
    return scenario.reach is not None and scenario.reach.verifiable
