"""What a plan must reach: services that survive cutoffs, with the tolerance that counts as survival."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from depaudit.cutoff.curve import Curve, held
from depaudit.cutoff.rows import rows
from depaudit.cutoff.scenario import Cutoff
from depaudit.cutoff.simulation import HORIZONS, Simulation
from depaudit.cutoff.survival import Watched
from depaudit.errors import SelectorError
from depaudit.model.duration import DAY, YEAR
from depaudit.scenarios.onto import by_component

DEFAULT_WORDS = ("critical", "high")


class Target(NamedTuple):
    """One service under one cutoff. An interruption longer than `tolerance` that begins by `until` is a breach.

    All in seconds. `span`: interruptions count as far as they lie before it. `unimpaired`: at the horizons the
    service has to be up, not merely available.
    """

    service: str
    node: int
    cutoff: Cutoff
    tolerance: int
    until: int = YEAR
    span: int = YEAR
    unimpaired: bool = False

    @property
    def moments(self) -> tuple[int, ...]:
        """The seconds after the cutoff at which the service has to be up."""
        last = min(self.until, self.span) if self.unimpaired else -1
        return tuple(day * DAY for day in HORIZONS if day * DAY <= last)


def breached(curve: Curve, target: Target) -> int:
    """The scenarios in which a service with this curve breaches `target`, as a mask."""
    mask = 0
    for second, piece in curve:
        if second > min(target.until, target.span):
            break
        if not piece & ~mask:
            continue
        mask |= held(curve, second, YEAR)
        if second + target.tolerance < target.span:
            mask |= held(curve, second, second + target.tolerance)
    return mask


def declared(simulation: Simulation, until: int = YEAR) -> tuple[Target, ...]:
    """The objectives of the inventory as targets.

    One that asks for `up` is two: outages can be mended where impairment cannot.
    """
    inventory = simulation.inventory
    found: list[Target] = []
    for objective in inventory.objectives:
        named = set(objective.services)
        for service in simulation.services:
            if service.id in named or service.criticality in named:
                tolerance = service.rto if objective.within is None else objective.within
                span = YEAR if objective.span is None else objective.span
                grades = (False, True) if objective.at_least == "up" else (False,)
                found += [
                    Target(service.id, service.node, cutoff, tolerance, until, span, unimpaired)
                    for cutoff in cutoffs(simulation, objective.survive, lenient=True)
                    for unimpaired in grades
                ]
    return tuple(dict.fromkeys(found))


def asked(
    simulation: Simulation, survive: Sequence[str], services: Sequence[str] = (), until: int = YEAR,
    scenarios: Sequence[Cutoff] = (),
) -> tuple[Target, ...]:  # fmt: skip
    """Targets for cutoffs and scenarios that the user names, each on its own. Raises SelectorError."""
    by_component(scenarios)
    chosen = _services(simulation, services)
    return tuple(
        Target(service.id, service.node, cutoff, service.rto, until)
        for service in chosen
        for cutoff in (*cutoffs(simulation, survive), *scenarios)
    )


def _services(simulation: Simulation, words: Sequence[str]) -> list[Watched]:
    """The services named by id or criticality; without any, the critical and high ones, or all if there is none."""
    known = {service.id for service in simulation.services} | {"critical", "high", "medium", "low", "all"}
    for word in words:
        if word not in known:
            hint = "services: " + ", ".join(service.id for service in simulation.services)
            raise SelectorError(f"no service {word!r} in this inventory", hint=hint)
    wanted = set(words or DEFAULT_WORDS)
    chosen = [one for one in simulation.services if "all" in wanted or {one.id, one.criticality} & wanted]
    return chosen or ([] if words else list(simulation.services))


def cutoffs(simulation: Simulation, words: Iterable[str], *, lenient: bool = False) -> tuple[Cutoff, ...]:
    """Cutoffs for `US`, `vendor:openai`, `US+CN` (both at once) or `any-model`, `any-vendor`, `any-jurisdiction`.

    `lenient`: a selector that means nothing in this inventory is passed over, since it can stop nothing.
    """
    every = rows(simulation.graph, simulation.home)
    found: list[Cutoff] = []
    for word in words:
        if word.startswith("any-"):
            kind = word.removeprefix("any-")
            if kind not in ("model", "vendor", "layer", "jurisdiction"):
                raise SelectorError(
                    f"{word!r} is not a cut", hint="any-model, any-vendor, any-layer, any-jurisdiction"
                )
            found += [one for one in every if one.kind == kind and (one.foreign or kind != "jurisdiction")]
            continue
        try:
            selectors = tuple(simulation.selector(part.strip()) for part in word.split("+"))
        except SelectorError:
            if lenient:
                continue
            raise
        found.append(Cutoff(word, "scenario", selectors))
    return tuple(dict.fromkeys(found))


def days(horizon: int | None) -> int:
    """The last second at which an outage may begin and still count; the whole year by default."""
    return YEAR if horizon is None else min(horizon * DAY, YEAR)
