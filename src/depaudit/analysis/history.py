"""Past cutoffs replayed on a stack, the times of its fallbacks against those of history, and lawful access."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from depaudit.cutoff.simulation import Simulation
from depaudit.graph.types import reads
from depaudit.model.history import Access, History, LateSwitch, Replayed
from depaudit.model.lever import BLOCKED, FOREIGN
from depaudit.model.results import FallbackPair
from depaudit.model.scenario import STOPPED, Scenario
from depaudit.scenarios.library import Library, Records
from depaudit.scenarios.stops import Stops, stops

DISCLOSURE: Final = "compel-disclosure"
SHARE_MISSED: Final = 0.5
"""A switch is late if more than this share of past outages was over before it: ours."""


def history(simulation: Simulation, pairs: Iterable[FallbackPair], as_of: str) -> History:
    """Every event of the catalog as the same lever on this stack; empty where the catalog holds no events."""
    catalog = simulation.sources.catalog
    if not isinstance(catalog, Records):
        return History()
    library = Library(catalog, as_of)
    scenarios = [one for side in ("supply", "demand") for one in library.analogues(side)]
    outages = tuple(sorted(one.ends for one in scenarios if one.ends is not None and _stopped_remote_use(one)))
    notices = [one.notice for one in scenarios if one.notice is not None]
    return History(
        len(scenarios),
        tuple(_replayed(*pair) for pair in zip(scenarios, stops(simulation, scenarios), strict=True) if pair[1]),
        outages,
        _median(notices) if notices else 0,
        tuple(_late(pairs, outages)),
        tuple(_access(simulation, library.instruments)),
    )


def _median(values: Iterable[int]) -> int:
    """The middle value, or the whole part of the middle between two; `statistics` takes long to import."""
    ranked = sorted(values)
    half = len(ranked) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) // 2


def _stopped_remote_use(scenario: Scenario) -> bool:
    return any(action.remote[0][1] in STOPPED for action in scenario.actions)


def _replayed(scenario: Scenario, stopped: Stops) -> Replayed:
    title = scenario.title.removesuffix(", the same lever on this stack")
    return Replayed(scenario.precedents[0], title, scenario.date or "", scenario.side, stopped.sure, stopped.unsure)


def _late(pairs: Iterable[FallbackPair], outages: Sequence[int]) -> Iterator[LateSwitch]:
    for pair in pairs:
        missed = sum(length <= pair.switch for length in outages)
        if outages and missed > SHARE_MISSED * len(outages):
            yield LateSwitch(pair.gate, pair.option, pair.switch, missed)


def _access(simulation: Simulation, instruments: Mapping[str, Mapping[str, Any]]) -> Iterator[Access]:
    """Foreign states with a law that compels disclosure, and what stands under those whom it binds."""
    laws: defaultdict[str, list[str]] = defaultdict(list)
    for name, raw in instruments.items():
        if DISCLOSURE in raw.get("effect_classes", ()):
            laws[str(raw["jurisdiction"])].append(name)
    graph = simulation.graph
    held: defaultdict[str, set[int]] = defaultdict(set)
    for index, node in enumerate(graph.nodes):
        for lever in node.levers:
            if lever.axis == "control" and lever.profile == BLOCKED and lever.jurisdiction not in (None, FOREIGN):
                held[str(lever.jurisdiction)].add(index)
    for state in sorted(set(laws) & set(held) - graph.home):
        services = [one.id for one in simulation.services if _reaches(simulation, one.node, held[state])]
        if services:
            names = sorted({graph.nodes[index].id for index in held[state] if graph.nodes[index].kind == "component"})
            yield Access(state, tuple(sorted(laws[state])), tuple(services), tuple(names))


def _reaches(simulation: Simulation, start: int, nodes: set[int]) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        index = waiting.pop()
        if index in nodes:
            return True
        for target in reads(simulation.graph.nodes[index]):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return False
