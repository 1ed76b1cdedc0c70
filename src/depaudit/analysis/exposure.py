"""Exposure, score, ladder and strangleholds: how much service weight stops under which cut (docs/pages/scores.md)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from depaudit.analysis.assessment import ServiceFacts
from depaudit.model.duration import DAY
from depaudit.model.results import Exposure, Rung, Score, Stranglehold
from depaudit.model.verdict import CutKind, Verdict

SCORE_HORIZON: Final = 30
RUNGS: Final[tuple[CutKind, ...]] = ("model", "vendor", "layer", "jurisdiction")


def exposures(
    services: Sequence[ServiceFacts], verdicts: Iterable[Verdict], horizons: Sequence[int]
) -> tuple[Exposure, ...]:
    """Share of service weight with an outage that begins at or before each of the `horizons` judged, worst first."""
    weight = {service.id: service.weight for service in services}
    total = sum(weight.values()) or 1.0
    found = []
    for (kind, cutoff), group in _by_cutoff(verdicts).items():
        out = [verdict for verdict in group if verdict.outages and verdict.gates]
        for place, horizon in enumerate(horizons):
            hit = [verdict for verdict in out if _begins_by(verdict, horizon)]
            high = sum(weight[verdict.service] for verdict in hit)
            low = sum(weight[verdict.service] for verdict in hit if verdict.breach)
            degraded = sum(weight[verdict.service] for verdict in group if verdict.states[place][1] == "degraded")
            share = [round(part / total, 6) for part in (high, low, degraded)]
            found.append(Exposure(cutoff, kind, horizon, share[0], share[1], share[2], group[0].foreign))
    return tuple(sorted(found, key=lambda one: (-one.share, -one.low, one.kind, one.cutoff, one.horizon)))


def score(services: Sequence[ServiceFacts], verdicts: Iterable[Verdict]) -> Score:
    """100 x the worst exposure over single foreign jurisdictions at 30 days. No bands; the weights are ours."""
    states = [verdict for verdict in verdicts if verdict.kind == "jurisdiction" and verdict.foreign]
    found = [one for one in exposures(services, _at_score(states), (SCORE_HORIZON,)) if one.share]
    if not found:
        return Score(0.0, 0.0, None)
    low = max(one.low for one in found)
    return Score(round(100 * found[0].share, 2), round(100 * low, 2), found[0].cutoff)


def _at_score(verdicts: Iterable[Verdict]) -> Iterable[Verdict]:
    """The verdicts as seen at the horizon of the score, whatever horizons were asked for."""
    return (verdict._replace(states=((SCORE_HORIZON, verdict.states[0][1]),)) for verdict in verdicts)


def _begins_by(verdict: Verdict, horizon: int) -> bool:
    return any(outage.start <= horizon * DAY for outage in verdict.outages)


def _by_cutoff(verdicts: Iterable[Verdict]) -> dict[tuple[CutKind, str], list[Verdict]]:
    groups: defaultdict[tuple[CutKind, str], list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        groups[verdict.kind, verdict.cutoff].append(verdict)
    return groups


def ladder(services: Sequence[ServiceFacts], verdicts: Iterable[Verdict]) -> tuple[Rung, ...]:
    """For each service the smallest cut that stops it, and where that is a home one, the smallest foreign one too."""
    hits: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.gates and verdict.kind in RUNGS:
            hits.setdefault(verdict.service, []).append(verdict)
    found: list[Rung] = []
    for service in services:
        found_here = hits.get(service.id, ())
        shown = next((one.path[-1:] for one in found_here if one.kind == "jurisdiction" and one.foreign), ())
        stops = sorted(found_here, key=partial(_rung_order, shown))
        smallest = stops[:1]
        if smallest and not smallest[0].foreign:
            smallest += [verdict for verdict in stops if verdict.foreign][:1]
        found.extend(Rung(service.id, stop.kind, stop.cutoff, stop.foreign, stop.breach is True) for stop in smallest)
    return tuple(found)


def _rung_order(shown: tuple[str, ...], verdict: Verdict) -> tuple[int, bool, bool, int, int, bool]:
    """Smallest first; among equals the nearest, and of these the one at the end of the path that is `shown`.

    Then the order of the cutoffs, in which an owner follows what it owns.
    """
    sure, kind = verdict.breach is True, RUNGS.index(verdict.kind)
    return kind, not verdict.foreign, not sure, verdict.begins or 0, len(verdict.path), verdict.path[-1:] != shown


def strangleholds(services: Sequence[ServiceFacts], verdicts: Iterable[Verdict]) -> tuple[Stranglehold, ...]:
    """Share of service weight that has no way around one jurisdiction or one vendor: down, and not back in a year."""
    weight = {service.id: service.weight for service in services}
    total = sum(weight.values()) or 1.0
    found = []
    for (kind, cutoff), group in _by_cutoff(verdicts).items():
        if kind not in ("jurisdiction", "vendor"):
            continue
        lost = (verdict for verdict in group if verdict.outages and verdict.gates)
        stuck = [verdict for verdict in lost if any(gap.end is None for gap in verdict.outages)]
        if stuck:
            share = sum(weight[verdict.service] for verdict in stuck) / total
            low = sum(weight[verdict.service] for verdict in stuck if verdict.breach) / total
            names = tuple(sorted(verdict.service for verdict in stuck))
            found.append(Stranglehold(cutoff, kind, round(share, 6), round(low, 6), names, group[0].foreign))
    return tuple(sorted(found, key=lambda one: (-one.share, -one.low, not one.foreign, one.kind)))
