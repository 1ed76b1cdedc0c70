"""From a scenario to strikes on the nodes of one graph: what it selects, what that does, whom it reaches."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from depaudit.cutoff.explain import describe
from depaudit.cutoff.scenario import Strike
from depaudit.cutoff.simulation import Simulation
from depaudit.graph.reach import reached
from depaudit.graph.types import NEVER, Choice, Graph, Node, Quorum
from depaudit.model.inventory import Persons
from depaudit.model.lever import BLOCKED, FROZEN_LOCAL_COPY, Profile
from depaudit.model.scenario import Action, Course, Reach, Scenario
from depaudit.scenarios.courses import local_course, profile_of
from depaudit.scenarios.match import NAMED, Hit, Matcher


class Touch(NamedTuple):
    """One node that a scenario selects: whether a held copy (or owned hardware) is what counts, and what is left."""

    node: int
    id: str
    held: bool
    course: Course
    why: str
    unknown: bool = False


class Struck(NamedTuple):
    """What a scenario does to one graph. `collapsed`: it widened to everyone; `unasked`: services without persons."""

    strikes: tuple[Strike, ...]
    touches: tuple[Touch, ...]
    collapsed: bool = False
    unasked: tuple[str, ...] = ()


def strike(scenario: Scenario, simulation: Simulation, matcher: Matcher) -> Struck:
    """The strikes of `scenario` on the graph of `simulation`."""
    strikes: list[Strike] = []
    touches: dict[tuple[int, Course], Touch] = {}
    for action in scenario.actions:
        for hit in best_hits(action, matcher):
            node = simulation.graph.nodes[hit.node]
            why = _why(scenario, hit, simulation.graph)
            hardware = "hardware" in node.layers
            profile = profile_of(action, hit.profile, hardware=hardware)
            guarded = profile_of(action, FROZEN_LOCAL_COPY, hardware=hardware) if hit.guarded else None
            fact = (hit.lever.fact.id if hit.lever.fact else f"{node.id}: {hit.lever.reason}") if hit.unknown else ""
            strikes.append(Strike(hit.node, profile, why, hit.unknown, fact, guarded))
            held = hit.profile != BLOCKED
            course = local_course(action) if held else action.remote
            touches.setdefault((hit.node, course), Touch(hit.node, node.id, held, course, why, hit.unknown))
    found = tuple(touches.values())
    if scenario.reach is None:
        return Struck(tuple(strikes), found)
    if not scenario.reach.verifiable:
        return Struck(tuple(strikes), found, collapsed=True)
    on_services, unasked = _on_people(scenario, scenario.reach, strikes, simulation)
    return Struck(tuple(on_services), found, unasked=tuple(unasked))


def best_hits(action: Action, matcher: Matcher) -> Iterable[Hit]:
    """What an action selects, one hit a node: the first that is known, else the first."""
    best: dict[int, Hit] = {}
    for hit in (hit for aim in action.aims for hit in matcher.hits(aim)):
        if hit.node not in best or (best[hit.node].unknown and not hit.unknown):
            best[hit.node] = hit
    return best.values()


def _why(scenario: Scenario, hit: Hit, graph: Graph) -> str:
    """The lever with its fact, and the scenario with its source."""
    lever = "named" if hit.lever == NAMED else describe(hit.lever, graph.names)
    source = f" [{scenario.sources[0]}]" if scenario.sources else ""
    return f"{lever}; {scenario.title}{source}"


def _on_people(
    scenario: Scenario, reach: Reach, strikes: list[Strike], simulation: Simulation
) -> tuple[list[Strike], list[str]]:
    """A cut by nationality that does not collapse acts on services, through the people who use or run them."""
    graph = simulation.graph
    found: list[Strike] = []
    unasked: list[str] = []
    for service in simulation.inventory.services:
        index = graph.by_id[service.id]
        below = stands_on(graph, index)
        hurt = [one for one in strikes if one.node in below]
        if not hurt:
            continue
        persons = service.persons or simulation.inventory.organisation.persons
        share = people_reached(reach, persons)
        why = f"people of {reach} are reached; {scenario.title}"
        if share == "none":
            continue
        if share == "unstated":
            unasked.append(service.id)
        for one in hurt:
            profile = one.profile if share != "part" else Profile((), one.profile.blocked + one.profile.impairs)
            unknown = one.unknown or share == "unstated"
            fact = f"{service.id}.persons" if share == "unstated" else one.fact
            found.append(Strike(index, profile, why, unknown, fact if unknown else ""))
    return list(dict.fromkeys(found)), unasked


def people_reached(reach: Reach, persons: Persons) -> str:
    """`all`, `part` or `none` of the people of a service are reached; `unstated` where nothing is said."""
    groups = [group for group in (persons.users, persons.operators) if group is not None]
    if any(group and all(reach.holds(code) for code in group) for group in groups):
        return "all"
    if any(reach.holds(code) for group in groups for code in group):
        return "part"
    return "none" if groups else "unstated"


def stands_on(graph: Graph, start: int) -> set[int]:
    """What a node needs to run, or to run well: everything under it but what is for deploying, training, support."""
    return reached((start,), lambda index: _needed(graph.nodes[index]))


def _needed(node: Node) -> Iterator[int]:
    yield from (edge.target for edge in node.requires if edge.carries or edge.fails != NEVER)
    if isinstance(node.gate, Choice):
        yield from (way.target for way in node.gate.ways)
    elif isinstance(node.gate, Quorum):
        yield from node.gate.members
