"""The card of one entry: who controls it and by what, what it runs on, how open it is, every fact with its source."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from depaudit.catalog.basis import powers_of
from depaudit.catalog.reach import Reach, reaches, upstreams_of
from depaudit.model.knowledge import Control, Fact, Hardware, Model, Offering, Record, Upstream, Vendor

if TYPE_CHECKING:
    from depaudit.catalog.store import Catalog

PLAIN_KINDS = ("licence", "event", "mechanism", "instrument", "framework")
"""Kinds whose card is the record as the sources have it."""


def card(catalog: "Catalog", identifier: str, as_of: str = "") -> dict[str, Any] | None:
    """The entry with this id, name or alias as plain data; None if there is none.

    An offering, model or product comes with its vendor's control. `kind:id` says which is meant where one id is
    several things. `as_of` is the day (ISO) on which facts are judged fresh; the day of the catalog if empty.
    """
    record = find(catalog, identifier)
    if record is None:
        return _plain_card(catalog, identifier)
    day = as_of or catalog.as_of
    owner = record if isinstance(record, Vendor) else catalog.vendor(_vendor_of(record))
    own = record.control if isinstance(record, Offering) else ()
    control = list(dict.fromkeys((*(owner.control if owner else ()), *own)))
    upstreams = _upstreams(record, owner)
    offered = _offerings(catalog, record)
    facts = dict.fromkeys((*record.facts, *(() if record is owner else (one.fact for one in control))))
    return {
        "id": record.id,
        "kind": type(record).__name__.lower(),
        "name": record.name,
        "vendor": owner.id if owner else None,
        "control_jurisdictions": sorted({one.state for one in control if not one.pending}),
        "control": [_control(one) for one in control],
        "levers": list(_levers(catalog, control)),
        "upstreams": [_upstream(one) for one in upstreams],
        "reached_through": [one._asdict() for one in (*reaches(catalog, upstreams), *_through(catalog, offered))],
        "openness": _openness(catalog, record),
        "offerings": [one.id for one in offered],
        "facts": [{**plain_fact(one), "stale": one.is_stale(day)} for one in facts],
    }


def find(catalog: "Catalog", identifier: str) -> Record | None:
    """The vendor, offering, model or hardware that a text names: by id first, then by name or alias."""
    kind, colon, rest = identifier.partition(":")
    readers = {"offering": catalog.offering, "service": catalog.offering, "model": catalog.model,
               "hardware": catalog.hardware, "vendor": catalog.vendor}  # fmt: skip
    if colon and kind in readers:
        return readers[kind](rest)
    order = ("offering", "model", "hardware", "vendor")
    by_id = next((found for name in order if (found := readers[name](identifier))), None)
    if by_id is not None:
        return by_id
    if vendor := catalog.vendor_named(identifier):
        return vendor
    named = catalog.resolve(identifier)
    return (named.model or named.offering or named.hardware) if named and not named.unknown_model else None


def _plain_card(catalog: "Catalog", identifier: str) -> dict[str, Any] | None:
    for kind in PLAIN_KINDS:
        if raw := catalog.raw(kind, identifier):
            about = {key: value for key, value in raw.items() if key not in ("id", "name")}
            fact = {"field": kind, "value": str(raw.get("name", raw.get("title", identifier))),
                    "source": list(raw.get("sources", ())), "as_of": raw.get("as_of"),
                    "confidence": raw.get("confidence", "unverified"),
                    "valid_until": raw.get("valid_until")}  # fmt: skip
            return {"id": identifier, "kind": kind, "name": fact["value"], "control_jurisdictions": [],
                    "control": [], "facts": [fact], "record": about}  # fmt: skip
    return None


def _vendor_of(record: Offering | Model | Hardware) -> str:
    return record.developer if isinstance(record, Model) else record.vendor


def _upstreams(record: Record, owner: Vendor | None) -> tuple[Upstream, ...]:
    if isinstance(record, Offering):
        return upstreams_of(record, owner)
    return () if isinstance(record, Model) else record.upstreams


def _levers(catalog: "Catalog", control: Iterable[Control]) -> Iterator[dict[str, Any]]:
    """By state: on what its power rests, the mechanisms that its events show, and the laws that give it."""
    states = catalog.jurisdictions()
    powers, records = powers_of(states), {power["state"]: power for power in states["powers"]}
    strength = ("theoretical", "instrument", "precedent")
    best: dict[str, Control] = {}
    for one in control:
        if not one.pending:
            best[one.state] = max(best.get(one.state, one), one, key=lambda each: strength.index(each.basis))
    for state, one in sorted(best.items()):
        power = records.get(state, {}) if state in powers and one.basis != "theoretical" else {}
        events = power.get("events", ())
        shown = sorted({(catalog.event(event) or {}).get("mechanism", "") for event in events} - {""})
        yield {"state": state, "basis": one.basis, "mechanisms": shown, "events": list(events),
               "instruments": list(power.get("instruments", ()))}  # fmt: skip


def _openness(catalog: "Catalog", record: Record) -> dict[str, Any]:
    """What can be held and run oneself, and under which licence; empty for a vendor."""
    if isinstance(record, Vendor | Hardware):
        return {}
    licence = catalog.licence(record.licence) if record.licence else None
    terms = {key: licence[key] for key in ("osi_approved", "exclusions", "cap", "termination", "law")
             if licence and licence.get(key) not in (None, "")}  # fmt: skip
    if isinstance(record, Model):
        return {"weights": record.weights, "licence": record.licence, "terms": terms}
    held = any(way.startswith("self-hostable") for way in record.delivery)
    return {"delivery": list(record.delivery), "self_hostable": held, "licence": record.licence, "terms": terms}


def _offerings(catalog: "Catalog", record: Record) -> tuple[Offering, ...]:
    """What a vendor offers; nothing for anything else."""
    if not isinstance(record, Vendor):
        return ()
    known = (catalog.offering(identifier) for identifier in catalog.ids("offering"))
    return tuple(offering for offering in known if offering and offering.vendor == record.id)


def _through(catalog: "Catalog", offered: Iterable[Offering]) -> Iterator[Reach]:
    for offering in offered:
        for one in reaches(catalog, offering.upstreams):
            yield one._replace(path=(offering.id, *one.path))


def _control(control: Control) -> dict[str, Any]:
    return {"state": control.state, "ground": control.ground, "basis": control.basis, "as_of": control.fact.as_of,
            "confidence": control.fact.confidence, "pending": control.pending,
            "source": list(control.fact.sources), "note": control.fact.note}  # fmt: skip


def _upstream(upstream: Upstream) -> dict[str, Any]:
    return {"target": upstream.target, "relation": upstream.relation, "composition": upstream.composition,
            "binds": list(upstream.binds), "source": list(upstream.fact.sources), "as_of": upstream.fact.as_of,
            "confidence": upstream.fact.confidence, "note": upstream.fact.note}  # fmt: skip


def plain_fact(fact: Fact) -> dict[str, Any]:
    """One claim as plain data."""
    return {"field": fact.field, "value": fact.value, "source": list(fact.sources), "as_of": fact.as_of,
            "confidence": fact.confidence, "valid_until": fact.valid_until}  # fmt: skip
