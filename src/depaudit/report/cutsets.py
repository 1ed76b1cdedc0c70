"""Cut sets as text and JSON, with what was left out said in words."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from depaudit.analysis.cutsets import LevelSets, ServiceOdds
from depaudit.cutoff.settling import Settling
from depaudit.model.rates import Importance
from depaudit.report.escape import terminal
from depaudit.report.words import counted, orders

MOST_SHOWN, MOST_WEIGHTS = 20, 5
SCHEMA: Final = "depaudit.cutsets/1"
MEANING: Final = {"component": "component", "vendor": "vendor", "jurisdiction": "state"}


def as_json(found: Sequence[LevelSets], chances: Sequence[ServiceOdds]) -> str:
    """Everything, as one document."""
    document = {
        "schema": SCHEMA,
        "cut_sets": [_plain(one) for one in found],
        "odds": [
            {"service": one.service, **one.odds._asdict(), "importance": [each._asdict() for each in one.importance]}
            for one in chances
        ],
    }
    return json.dumps(document, indent=1) + "\n"


def _plain(one: LevelSets) -> dict[str, Any]:
    settling = [
        {"set": names, "facts": facts.of_facts, "if_bad": facts.if_bad, "if_good": facts.if_good}
        for names, facts in one.settling
    ]
    importance = [each._asdict() for each in one.importance]
    counts = {str(order): number for order, number in one.counts}
    return {**one._asdict(), "counts": counts, "settling": settling,
            "importance_is": "structural: every element lost with probability one half",
            "importance": importance}  # fmt: skip


def as_text(found: Sequence[LevelSets], chances: Sequence[ServiceOdds]) -> str:
    """A block for each service and level, then the odds."""
    lines: list[str] = []
    for one in found:
        lines += [*_block(one), ""]
    for chance in chances:
        lines += [*_odds(chance), ""]
    return "".join(f"{terminal(line)}\n" for line in lines)


def _block(one: LevelSets) -> Iterator[str]:
    noun = MEANING[one.level]
    total = sum(number for _, number in one.counts)
    yield f"{one.service}, by {one.level}: {orders(one.counts) if total else f'no set of {noun}s stops it'}"
    if one.limit is not None:
        yield f"  only sets of up to {counted(one.limit, 'member')} were searched: larger ones are not known"
    for names in one.sets[:MOST_SHOWN]:
        yield f"  {' + '.join(names)}"
    for names in one.unknown_sets[: max(MOST_SHOWN - len(one.sets), 0)]:
        yield f"  {' + '.join(names)}  (if unknown facts are bad)"
    shown = min(len(one.sets) + len(one.unknown_sets), MOST_SHOWN)
    if total > shown and shown < total:
        yield f"  and {counted(total - shown, 'more set')}: --format json, --max-order"
    for names, facts in one.settling:
        yield from _settling(names, facts)
    yield from _weights(one.importance, "structural, every element lost with probability one half: no forecast")


def _settling(names: tuple[str, ...], facts: Settling) -> Iterator[str]:
    for word, sets in (("it does if bad", facts.if_bad), ("it does not if harmless", facts.if_good)):
        if sets:
            yield f"  whether {' + '.join(names)} stops it: {word}: {' + '.join(sets[0])}"


def _weights(importance: Sequence[Importance], label: str) -> Iterator[str]:
    if not importance:
        return
    yield f"  importance ({label})"
    width = max(len(one.name) for one in importance[:MOST_WEIGHTS])
    yield f"    {'':{width}}  Birnbaum  Fussell-Vesely  RAW       RRW"
    for one in importance[:MOST_WEIGHTS]:
        reduction = "no bound" if one.reduction is None else f"{one.reduction:.4g}"
        yield (f"    {one.name:{width}}  {one.birnbaum:<8.4g}  {one.fussell_vesely:<14.4g}  {one.achievement:<8.4g}  "
               f"{reduction}")  # fmt: skip
    if len(importance) > MOST_WEIGHTS:
        yield f"    and {len(importance) - MOST_WEIGHTS} more: --format json"


def _odds(one: ServiceOdds) -> Iterator[str]:
    odds = one.odds
    doubt = "" if odds.low == odds.value else f" ({odds.low:.4g} by what is known)"
    how = (
        "exact" if odds.method == "exact" else f"estimated, standard error {odds.error:.2g}, {odds.samples:,} samples"
    )
    yield f"{one.service}: lost with probability {odds.value:.4g} a year by your rates{doubt}; {how}"
    if odds.unrated:
        names = ", ".join(name.removeprefix("component:") for name in odds.unrated[:MOST_SHOWN])
        more = f" and {len(odds.unrated) - MOST_SHOWN} more" if len(odds.unrated) > MOST_SHOWN else ""
        yield f"  no rate given, taken as never lost: {names}{more}"
    yield from _weights(one.importance, "of each cause, at your rates")
