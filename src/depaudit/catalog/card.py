"""The card of one entry: control, upstreams and facts, each with source, date and confidence."""

from typing import TYPE_CHECKING, Any

from depaudit.model.knowledge import Control, Fact, Hardware, Model, Offering, Record, Upstream, Vendor

if TYPE_CHECKING:
    from depaudit.catalog.store import Catalog


def card(catalog: "Catalog", identifier: str) -> dict[str, Any] | None:
    """The entry with this id as plain data; None if there is none. An offering comes with its vendor's control."""
    record: Record | None = (
        catalog.offering(identifier) or catalog.model(identifier) or catalog.hardware(identifier)
        or catalog.vendor(identifier)
    )  # fmt: skip
    if record is None:
        return None
    owner = record if isinstance(record, Vendor) else catalog.vendor(_vendor_of(record))
    control = [*(owner.control if owner else ()), *(record.control if isinstance(record, Offering) else ())]
    upstreams: tuple[Upstream, ...] = getattr(record, "upstreams", ())
    if isinstance(record, Offering) and owner is not None:
        said = {one.relation for one in upstreams}
        upstreams += tuple(one for one in owner.upstreams if one.relation not in said)
    return {
        "id": record.id,
        "kind": type(record).__name__.lower(),
        "name": record.name,
        "vendor": owner.id if owner else None,
        "control_jurisdictions": sorted({one.state for one in control if not one.pending}),
        "control": [_control(one) for one in control],
        "upstreams": [_upstream(one) for one in upstreams],
        "facts": [plain_fact(one) for one in (*record.facts, *(one.fact for one in control))],
    }


def _vendor_of(record: Offering | Model | Hardware) -> str:
    return record.developer if isinstance(record, Model) else record.vendor


def _control(control: Control) -> dict[str, Any]:
    return {"state": control.state, "ground": control.ground, "basis": control.basis, "as_of": control.fact.as_of,
            "confidence": control.fact.confidence, "pending": control.pending}  # fmt: skip


def _upstream(upstream: Upstream) -> dict[str, Any]:
    return {"target": upstream.target, "relation": upstream.relation, "composition": upstream.composition,
            "binds": list(upstream.binds), "source": list(upstream.fact.sources), "as_of": upstream.fact.as_of,
            "confidence": upstream.fact.confidence}  # fmt: skip


def plain_fact(fact: Fact) -> dict[str, Any]:
    """One claim as plain data."""
    return {"field": fact.field, "value": fact.value, "source": list(fact.sources), "as_of": fact.as_of,
            "confidence": fact.confidence, "valid_until": fact.valid_until}  # fmt: skip


def card_text(found: dict[str, Any]) -> str:
    """The card for people."""
    lines = [f"{found['name']} ({found['kind']} {found['id']})"]
    lines.append(f"  can be ordered by: {', '.join(found['control_jurisdictions']) or 'nobody is recorded'}")
    for one in found["control"]:
        pending = ", pending" if one["pending"] else ""
        dated = one["as_of"] or "undated"
        lines.append(f"    {one['state']}  {one['ground']} ({one['basis']}, {one['confidence']}, {dated}{pending})")
    if found["upstreams"]:
        lines.append("  stands on:")
    for one in found["upstreams"]:
        binds = f" for {', '.join(one['binds'][:4])}" if one["binds"] else ""
        lines.append(
            f"    {one['relation']}: {one['target']}{binds} ({one['confidence']}, {one['as_of'] or 'undated'})"
        )
    lines.append("  facts:")
    for one in found["facts"]:
        source = one["source"][0] if one["source"] else "no source"
        lines.append(f"    {one['field']} = {one['value'][:80]} [{one['confidence']}, {source}]")
    return "\n".join(lines) + "\n"
