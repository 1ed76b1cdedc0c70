"""The order of alternatives: what is allowed without a condition, then evidence, then supply, size and id."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from depaudit.analysis.alternatives.candidate import Candidate
from depaudit.analysis.alternatives.effort import Effort, migration
from depaudit.analysis.alternatives.evidence import Evidence, evidence
from depaudit.analysis.alternatives.filters import Judged, memory
from depaudit.analysis.alternatives.lineage import lineage, states_of
from depaudit.model.knowledge import Model, Offering

if TYPE_CHECKING:
    from depaudit.catalog import Catalog

NEAR: Final = 2
"""Decimals of retention that count: a difference in the third is noise."""

POOR: Final = 0.5
"""Retention below which a measured alternative stands behind those that nobody measured against the old one."""

ENOUGH: Final = 1.0
UNPLACED: Final = 99


class Ranked(NamedTuple):
    """An admissible alternative with its evidence, what it costs to move, and where its makers sit."""

    judged: Judged
    evidence: Evidence
    effort: Effort
    origins: tuple[str, ...]
    place: int

    @property
    def id(self) -> str:
        """What to write after `uses:`."""
        return self.judged.candidate.id


def ranked(
    judged: Judged, old: Model | None, served_by: Offering | None, task: str, catalog: "Catalog",
    curated: Mapping[str, Mapping[str, Any]],
) -> Ranked:  # fmt: skip
    """`judged` with everything that it is ordered by. `curated` holds the reviewed rows for `old`, by model id."""
    candidate = judged.candidate
    row = curated.get(candidate.model.id) if candidate.model else None
    place = int(row["rank"]) if row else _place(candidate, served_by)
    found = evidence(old, candidate.model, row) if candidate.model else Evidence("E", "a product, not a model")
    size = memory(candidate.model, judged.bits or 4) if candidate.model else None
    same = old is not None and candidate.model is not None and candidate.model.id == old.id
    place = 0 if same else place
    cost = migration(candidate, task, old=served_by, grade=found.grade, memory_gb=size, same=same)
    states = (
        [state for origin in lineage(candidate.model, catalog) for state in origin.states] if candidate.model else []
    )
    if candidate.offering is not None:
        states += states_of(catalog.vendor(candidate.offering.vendor))
    return Ranked(judged, found, cost, tuple(dict.fromkeys(states)), place)


def _place(candidate: Candidate, served_by: Offering | None) -> int:
    """The place of a product among those that the catalog names instead of the old one."""
    names = served_by.alternatives if served_by else ()
    return names.index(candidate.id) if candidate.id in names else UNPLACED


def order(one: Ranked) -> tuple[Any, ...]:
    """Key of the order, best first. Figures of different indices never meet: an index comes whole before the next.

    What is as good as the old one need not be better: there the smaller comes first.
    """
    model = one.judged.candidate.model
    found = one.evidence
    quality = found.figure or 0.0 if found.retention is None else min(found.retention, ENOUGH)
    size = model.parameters_b if model and model.parameters_b is not None else 1e9
    tier = _tier(found, one.place)
    equal = size if found.retention is not None and found.retention >= ENOUGH else 0
    return (one.judged.conditional, tier, one.place if tier == 1 else 0, found.order, -round(quality, NEAR),
            one.place, equal, found.grade, _newest_first(model.released if model else ""), size,
            one.judged.candidate.hosted, one.id)  # fmt: skip


def _tier(found: Evidence, place: int) -> int:
    """Measured and good; reviewed by hand or measured on its own side; measured and poor; neither."""
    if found.retention is not None and found.retention >= POOR:
        return 0
    if place < UNPLACED or found.figure is not None:
        return 1
    return 3 if found.retention is None else 2


def _newest_first(day: str) -> tuple[int, ...]:
    return tuple(-ord(letter) for letter in day.ljust(10, "0")[:10])
