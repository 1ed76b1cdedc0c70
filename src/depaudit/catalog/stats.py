"""How much is known, and how well: counts of entries and of facts, by what they rest on."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from depaudit.catalog.store import KINDS
from depaudit.model.knowledge import Fact

if TYPE_CHECKING:
    from depaudit.catalog.store import Catalog


def stats(catalog: "Catalog", as_of: str = "") -> dict[str, Any]:
    """A count per kind, and of facts: sourced, by confidence, stale on `as_of` (ISO; the catalog's day if empty)."""
    day = as_of or catalog.as_of
    facts = list(_facts(catalog))
    confidence = Counter(fact.confidence for fact in facts)
    return {
        "version": catalog.version,
        "as_of": catalog.as_of,
        "judged_on": day,
        **{kind: len(catalog.ids(kind)) for kind in KINDS},
        "facts": len(facts),
        "sourced": sum(bool(fact.sources) for fact in facts),
        "high": confidence["high"],
        "medium": confidence["medium"],
        "unverified": confidence["unverified"],
        "contested": confidence["contested"],
        "stale": sum(fact.is_stale(day) for fact in facts),
        **_control(catalog),
    }


def _facts(catalog: "Catalog") -> Iterator[Fact]:
    """The facts of everything that can stand in an inventory."""
    for kind, read in (("vendor", catalog.vendor), ("offering", catalog.offering), ("model", catalog.model),
                       ("hardware", catalog.hardware)):  # fmt: skip
        for identifier in catalog.ids(kind):
            record = read(identifier)
            yield from record.facts if record else ()


def _control(catalog: "Catalog") -> dict[str, int]:
    """Of how many vendors control is known, weak, or not recorded."""
    found = Counter[str]()
    for identifier in catalog.ids("vendor"):
        vendor = catalog.vendor(identifier)
        closed = [one.fact for one in (vendor.control if vendor else ()) if not one.pending]
        trusted = any(fact.is_trusted("medium") for fact in closed)
        found["verified" if trusted else "weak" if closed else "none"] += 1
    return {f"control_{name}": found[name] for name in ("verified", "weak", "none")}


def stats_text(found: dict[str, Any]) -> str:
    """The counts, one a line."""
    width = max(map(len, found))
    return "".join(f"{key.replace('_', ' '):<{width}}  {value}\n" for key, value in found.items())
