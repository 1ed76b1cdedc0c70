"""Fallback chains: which are independent, by what the others are bound, and the change that would free them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from depaudit.analysis.assessment import Assessment
from depaudit.analysis.remedies import remedies
from depaudit.cutoff.simulation import Simulation
from depaudit.model.chains import Chain, Illusion, Link, Standing
from depaudit.model.parts import GateFacts
from depaudit.model.results import Alternative, FallbackPair
from depaudit.model.verdict import CutKind

STANDING_OF_NOTICE: Final[dict[str, Standing]] = {
    "imaginary-fallback": "imaginary",
    "dangling-fallback": "dangling",
    "self-fallback": "self",
    "cyclic-fallback": "cyclic",
    "empty-fallback": "empty",
    "unreachable-fallback": "unreachable",
    "error-only-fallback": "silent",
    "silent-fallback": "silent",
}


def chains(assessment: Assessment, simulation: Simulation | None = None) -> tuple[Chain, ...]:
    """Every ordered fallback under a service, in the inventory's order; with `simulation`, what would mend it."""
    pairs: dict[str, list[FallbackPair]] = {}
    for pair in assessment.fallbacks:
        pairs.setdefault(pair.gate, []).append(pair)
    gates = {gate.id: gate for gate in assessment.gates}
    falls = {name: _states(gate.falls_under) for name, gate in gates.items()}
    states = _foreign_states(assessment)
    whole = [(gate, falls.get(gate, ())) for gate in pairs]
    changes = _changes(assessment, simulation, whole, pairs) if simulation is not None else {}
    return tuple(_chain(gates[gate], found, states, changes.get(gate, "")) for gate, found in pairs.items())


def illusions(assessment: Assessment) -> tuple[Illusion, ...]:
    """What a gateway's file says about fallbacks and the gateway does not do."""
    notices = assessment.inventory.notices
    return tuple(Illusion(one.subject, STANDING_OF_NOTICE[one.code], one.text, one.position)
                 for one in notices if one.code in STANDING_OF_NOTICE)  # fmt: skip


def _foreign_states(assessment: Assessment) -> tuple[str, ...]:
    rows = (one for one in assessment.survival if one.kind == "jurisdiction" and one.foreign)
    return tuple(dict.fromkeys(one.cutoff for one in rows))


def _states(cuts: Iterable[tuple[str, CutKind]]) -> tuple[str, ...]:
    return tuple(name for name, kind in cuts if kind == "jurisdiction")


def _chain(gate: GateFacts, pairs: Sequence[FallbackPair], states: Sequence[str], change: str) -> Chain:
    first = pairs[0]
    falls, may, late = _states(gate.falls_under), _states(gate.may_fall_under), _states(gate.late_under)
    survives = tuple(state for state in states if state not in (*falls, *may, *late))
    return Chain(gate.id, first.primary, first.services, tuple(map(_link, pairs)), survives, falls, change,
                 first.position, may, late)  # fmt: skip


def _link(pair: FallbackPair) -> Link:
    states: tuple[CutKind, ...] = ("jurisdiction", "vendor", "model")
    kills = tuple(name for name, kind in pair.kills if kind in states)
    standing: Standing = "correlated" if pair.kills else "silent" if pair.silent else "independent"
    shared = tuple(f"{kind} {name}" for kind, name in pair.shared) if kills else ()
    return Link(pair.option, standing, shared, kills, pair.switch, pair.tested)


def _changes(
    assessment: Assessment,
    simulation: Simulation,
    falls: Sequence[tuple[str, tuple[str, ...]]],
    pairs: dict[str, list[FallbackPair]],
) -> dict[str, str]:
    """For each gate that falls whole, the cheapest proved change for the heaviest service under its first state."""
    asked = dict(_outages(assessment, falls, pairs))
    found, _ = remedies(simulation, tuple(dict.fromkeys(asked.values())))
    cheapest: dict[tuple[str, str], Alternative] = {}
    for one in found:
        key = (one.service, one.cutoff)
        if key not in cheapest or one.effort_low < cheapest[key].effort_low:
            cheapest[key] = one
    return {gate: cheapest[outage].action for gate, outage in asked.items() if outage in cheapest}


def _outages(
    assessment: Assessment, falls: Sequence[tuple[str, tuple[str, ...]]], pairs: dict[str, list[FallbackPair]]
) -> Iterator[tuple[str, tuple[str, str]]]:
    broken = {(one.service, one.cutoff) for one in assessment.survival if one.gates and one.breach}
    for gate, states in falls:
        services = sorted(pairs[gate][0].services, key=lambda name: -assessment.service(name).weight)
        hit = next(((name, state) for state in states for name in services if (name, state) in broken), None)
        if hit is not None:
            yield gate, hit
