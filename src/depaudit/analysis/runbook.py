"""A runbook: which switches a scenario asks for, in order, and what stands in their way.

Unknown facts are taken for as bad as they may be, as everywhere where something may be lost.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from depaudit.analysis.fallbacks import written_gates
from depaudit.cutoff.simulation import Simulation
from depaudit.cutoff.survival import Watched
from depaudit.graph.levers import resolve
from depaudit.graph.types import Choice, Node, Way
from depaudit.model.inventory import AnyOf, Component, Item, Service, Switch
from depaudit.model.runbook import Drill, LostTool, Mode, Runbook, Step, Unready
from depaudit.model.scenario import Scenario
from depaudit.model.verdict import Outage, Verdict
from depaudit.scenarios.play import Played, Running, error_of, play

DRILL_HOLDS: Final = 90
"""Days after which a drill is old: ours."""
ROLES: Final = ("assistant", "ide-assistant", "code-host", "identity", "observability")
"""Tools that people need while they work through a runbook, by tag or kind of the component."""
_ROLE_OF_KIND: Final = {**{role: role for role in ROLES}, "identity-provider": "identity"}


def runbook(simulation: Simulation, parts: Sequence[Scenario], as_of: str) -> Runbook:
    """The steps that `parts`, which happen together, ask for. Drills are judged as of `as_of` (ISO date)."""
    tools = {component.id: role for component in simulation.inventory.components
             if (role := _role(component, simulation))}  # fmt: skip
    watches = _watches(simulation, tools)
    whole = simulation.change(*(_watch(name, tool) for name, tool in watches.items()))
    result = play(whole, [parts])[0]
    services = {watched.id: watched for watched in whole.services if watched.id not in watches}
    steps = _Steps(whole, result, services, as_of).found()
    return Runbook(
        result.id,
        result.side,
        as_of,
        result.parts,
        len({touch.id for touch in result.touches}),
        steps,
        tuple(_unready(simulation, result, services, steps)),
        tuple(tools.items()),
        tuple(_lost(result, watches, tools)),
        result.collapsed,
        tuple(name for name in result.not_assessed if name in services),
    )


def _role(component: Component, simulation: Simulation) -> str:
    """What the component is to people who work through a runbook; empty for everything else."""
    offering = resolve(component, simulation.sources).offering
    kinds = (*component.tags, component.kind or (offering.kind if offering else ""))
    return next((_ROLE_OF_KIND[kind] for kind in kinds if kind in _ROLE_OF_KIND), "")


def _watches(simulation: Simulation, tools: Iterable[str]) -> dict[str, str]:
    """A free id of a service for every tool: what is watched is judged exactly like what is delivered."""
    taken = set(simulation.graph.by_id)
    found: dict[str, str] = {}
    for tool in tools:
        name = f"{tool} (tool)"
        while name in taken:
            name += "'"
        taken.add(name)
        found[name] = tool
    return found


def _watch(name: str, tool: str) -> Service:
    return Service(name, criticality="low", rto=0, requires=(Item(tool),))


def _gaps(verdict: Verdict) -> list[Outage]:
    return sorted((*verdict.outages, *verdict.short_interruptions), key=lambda gap: gap.start)


def _lost(result: Played, watches: Mapping[str, str], tools: Mapping[str, str]) -> Iterator[LostTool]:
    for verdict in result.verdicts:
        tool = watches.get(verdict.service)
        if tool is not None:
            sure, baseline = not verdict.decided_by, verdict.baseline
            yield from (LostTool(tool, tools[tool], gap.start, gap.end, sure, baseline) for gap in _gaps(verdict))


def _unready(
    simulation: Simulation, result: Played, services: Mapping[str, Watched], steps: Sequence[Step]
) -> Iterator[Unready]:
    """What no switch ends: by the start of the gap, then by the weight of the service."""
    owners = {service.id: service.owner for service in simulation.inventory.services}
    found = []
    for verdict in result.verdicts:
        if verdict.service in services:
            ends = {step.at for step in steps if not step.back and verdict.service in step.services}
            found += [
                Unready(verdict.service, gap.start, gap.end, owners[verdict.service], gap not in verdict.outages,
                        not verdict.decided_by, verdict.baseline, verdict.reasons)
                for gap in _gaps(verdict) if gap.end not in ends
            ]  # fmt: skip
    return iter(sorted(found, key=lambda one: (one.start, -services[one.service].weight)))


class _Configured(NamedTuple):
    """One option as the inventory configures it, and as the engine reckons with it."""

    way: Way
    switch: Switch | None


class _Steps:
    """The steps of one scenario on one stack."""

    def __init__(self, simulation: Simulation, result: Played, services: Mapping[str, Watched], as_of: str) -> None:
        self.result, self.services, self.as_of = result, services, as_of
        self.error = error_of(result.parts)
        self.gates = dict(written_gates(simulation.inventory))
        self.nodes: dict[str, Node] = {node.id: node for node in simulation.graph.nodes if node.gate is not None}
        everything: tuple[Component | Service, ...] = (
            *simulation.inventory.components, *simulation.inventory.services)  # fmt: skip
        self.owners = {one.id: one.owner for one in everything}
        self.owners |= {f"{one.id}#{number}": one.owner for one in everything
                        for number, _ in enumerate(one.requires, start=1)}  # fmt: skip

    def found(self) -> tuple[Step, ...]:
        """By moment, then by the weight of the heaviest service."""
        users: dict[Running, list[str]] = {}
        for service, gates in self.result.on:
            if service in self.services:
                for running in gates:
                    users.setdefault(running, []).append(service)
        steps = [step for running, names in users.items() for step in self._gate(running, self._heaviest(names))]
        return tuple(sorted(steps, key=lambda step: (step.at, -self.services[step.services[0]].weight)))

    def _heaviest(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(names, key=lambda name: -self.services[name].weight))

    def _gate(self, running: Running, services: tuple[str, ...]) -> Iterator[Step]:
        ends = [*(start for start, _ in running.serves[1:]), None]
        for (at, option), until in zip(running.serves, ends, strict=True):
            if option == running.first and at:
                yield Step(at, until, running.gate, option, option, services, back=True)
            elif option not in ("", running.first):
                yield self._switch(Step(at, until, running.gate, option, running.first, services))

    def _switch(self, step: Step) -> Step:
        way, switch = self._configured(step)
        mode: Mode = (switch.mode if switch else None) or "unsaid"
        fires = None
        if mode == "automatic":
            fires = way.fires_on is None or set(self.error.split("+")) <= set(way.fires_on)
        tested = switch.tested.isoformat() if switch and switch.tested else ""
        return step._replace(
            owner=self._owner(step),
            mode=mode,
            takes=way.ready_when(self.error),
            fires=fires,
            fires_on=way.fires_on or (),
            tested=tested,
            drill=drill(tested, self.as_of),
            late=tuple(name for name in step.services if self._ends_outage(name, step.at)),
        )

    def _configured(self, step: Step) -> _Configured:
        written, choice = self.gates[step.gate], self.nodes[step.gate].gate
        assert isinstance(written, AnyOf)
        assert isinstance(choice, Choice)
        found = zip(choice.ways[1:], written.options[1:], strict=True)
        way, option = next((way, option) for way, option in found if option.target == step.option)
        return _Configured(way, option.switch or written.switch)

    def _owner(self, step: Step) -> str:
        """Whoever owns the option, else the gate, else the heaviest service."""
        names = (step.option, step.gate, *step.services)
        return next((owner for name in names if (owner := self.owners.get(name, ""))), "")

    def _ends_outage(self, service: str, at: int) -> bool:
        return any(outage.end == at for outage in self.result.verdict(service).outages)


def drill(tested: str, as_of: str) -> Drill:
    """How a drill dated `tested` stands on the day `as_of` (ISO dates): one that is still to come was not done."""
    if not tested or tested > as_of:
        return "never"
    age = (date.fromisoformat(as_of) - date.fromisoformat(tested)).days
    return "old" if age > DRILL_HOLDS else "done"
