"""From plain records (the same keys as in the YAML sources) to the frozen values of `model.knowledge`.

A claim inherits `sources`, `as_of`, `confidence`, `valid_until` and `note` from its record where it says nothing.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from depaudit.catalog.freshness import GOOD_FOR_MONTHS, good_until
from depaudit.model.knowledge import Control, Fact, Hardware, Model, Offering, Upstream, Vendor

Raw = Mapping[str, Any]


def vendor_of(raw: Raw) -> Vendor:
    """A vendor with its control chain, its upstreams and every claim about it."""
    control = _controls(raw)
    upstreams = _upstreams(raw)
    parents = tuple(raw.get("parents", ()))
    facts = [each.fact for each in control]
    facts += [_fact(raw, "parents", parent, {}) for parent in parents]
    facts += [each.fact for each in upstreams]
    facts += _plain_facts(raw, "legal_entity", "obeys")
    facts += [_fact(raw, "ownership", said, {}) for said in raw.get("ownership", ())]
    return Vendor(
        id=raw["id"],
        name=raw.get("name", raw["id"]),
        kinds=tuple(raw.get("kinds", ())),
        aliases=tuple(raw.get("aliases", ())),
        control=control,
        parents=parents,
        obeys=tuple(raw.get("obeys", ())),
        upstreams=upstreams,
        facts=tuple(facts),
        legal_entity=raw.get("legal_entity", ""),
    )


def offering_of(raw: Raw) -> Offering:
    """A product. Its `control` is its own where the record says so; otherwise empty, and its vendor's counts."""
    control = _controls(raw)
    upstreams = _upstreams(raw)
    facts = [_fact(raw, "vendor", raw["vendor"], {})]
    facts += [each.fact for each in control]
    facts += [each.fact for each in upstreams]
    facts += _plain_facts(raw, "delivery", "licence", "hosts")
    return Offering(
        id=raw["id"],
        name=raw.get("name", raw["id"]),
        vendor=raw["vendor"],
        kind=raw.get("kind", ""),
        delivery=tuple(raw.get("delivery", ())),
        aliases=tuple(raw.get("aliases", ())),
        control=control,
        upstreams=upstreams,
        licence=raw.get("licence", ""),
        api=raw.get("api", ""),
        hosts=tuple(raw.get("hosts", ())),
        alternatives=tuple(raw.get("alternatives", ())),
        migration=raw.get("migration", ""),
        facts=tuple(facts),
    )


def model_of(raw: Raw) -> Model:
    """A model checkpoint; memory in GB, parameters in billions."""
    return Model(
        id=raw["id"],
        name=raw.get("name", raw["id"]),
        family=raw.get("family", raw["id"]),
        developer=raw["developer"],
        weights=raw["weights"],
        task=raw.get("task", ""),
        licence=raw.get("licence", ""),
        aliases=tuple(raw.get("aliases", ())),
        repository=raw.get("repository", ""),
        released=raw.get("released", ""),
        retires_on=raw.get("retires_on", ""),
        context_tokens=raw.get("context_tokens"),
        parameters_b=raw.get("parameters_b"),
        active_b=raw.get("active_b"),
        memory_fp16_gb=raw.get("memory_fp16_gb"),
        memory_int4_gb=raw.get("memory_int4_gb"),
        modalities=tuple(raw.get("modalities", ())),
        quality=raw.get("quality", ""),
        facts=tuple(_plain_facts(raw, "developer", "weights", "licence", "retires_on", "quality", "base_model")),
        capabilities=tuple(raw.get("capabilities", ())),
        dimension=raw.get("dimension"),
        languages=raw.get("languages", ""),
        base_model=raw.get("base_model", ""),
        runtimes=tuple(raw.get("runtimes", ())),
        training=tuple(sorted(raw.get("training", {}).items())),
    )


def hardware_of(raw: Raw) -> Hardware:
    """An accelerator or machine; memory in GB, bandwidth in TB/s."""
    upstreams = _upstreams(raw)
    facts = _plain_facts(raw, "vendor", "memory_gb", "export_status") + [each.fact for each in upstreams]
    return Hardware(
        id=raw["id"],
        name=raw.get("name", raw["id"]),
        vendor=raw["vendor"],
        memory_gb=raw.get("memory_gb"),
        bandwidth_tb_s=raw.get("bandwidth_tb_s"),
        export_status=raw.get("export_status", ""),
        software=raw.get("software", ""),
        aliases=tuple(raw.get("aliases", ())),
        alternatives=tuple(raw.get("alternatives", ())),
        upstreams=upstreams,
        facts=tuple(facts),
    )


def _controls(raw: Raw) -> tuple[Control, ...]:
    return tuple(
        Control(
            state=entry["state"],
            ground=ground,
            basis=entry.get("basis", "instrument"),
            fact=_fact(raw, f"control.{entry['state']}", ground, entry, about=ground),
            pending=bool(entry.get("pending")),
        )
        for entry in raw.get("control", ())
        for ground in _grounds(entry)
    )


def _grounds(entry: Raw) -> Iterable[Any]:
    return entry["grounds"] if "grounds" in entry else (entry.get("ground", "stated"),)


def _upstreams(raw: Raw) -> tuple[Upstream, ...]:
    return tuple(
        Upstream(
            target=entry["target"],
            relation=entry["relation"],
            fact=_fact(raw, f"upstream.{entry['relation']}.{entry['target']}", entry.get("evidence", ""), entry),
            composition=entry.get("composition", "unknown"),
            binds=tuple(entry.get("binds", ())),
        )
        for entry in raw.get("upstreams", ())
    )


def _plain_facts(raw: Raw, *fields: str) -> list[Fact]:
    own = raw.get("claims", {})
    return [_fact(raw, field, _text(raw[field]), own.get(field, {})) for field in fields if raw.get(field)]


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _fact(raw: Raw, field: str, value: str, claim: Raw, *, about: str = "") -> Fact:
    """`about` says what the claim's life span follows, where that is not the field."""
    as_of = claim.get("as_of", raw.get("as_of"))
    until = claim.get("valid_until", raw.get("valid_until"))
    return Fact(
        subject=raw["id"],
        field=field,
        value=value,
        sources=tuple(claim.get("sources", raw.get("sources", ()))),
        as_of=as_of,
        confidence=claim.get("confidence", raw.get("confidence", "unverified")),
        valid_until=until or good_until(about if about in GOOD_FOR_MONTHS else field, as_of),
        note=claim.get("note", raw.get("note", "")),
    )
