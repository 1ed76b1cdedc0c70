"""Past cutoffs as scenarios: literal (the named vendor and product) and analogue (the same lever on your stack)."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from depaudit.model.duration import DAY, YEAR
from depaudit.model.scenario import DEFAULT_ERROR, Action, Aim, Course, Criterion, Reach, Scenario, ended

Raw = Mapping[str, Any]

ANALOGUE: Final = ":analogue"
ERROR_OF_STATUS: Final = {
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    429: "rate_limit",
    451: "forbidden",
}
"""The class of error that a caller sees, by the HTTP status that callers of a past cutoff reported."""
ERROR_OF_MECHANISM: Final = {"kinetic": "timeout", "network-block": "timeout"}
"""Where nothing answers any more, no status does either."""
WEAK: Final = ("unverified", "contested", "low")
UNDER_A_DAY: Final = DAY
"""How long an outage is replayed that the records count as 0 days: it was over within the day."""

_LITERAL: Final[tuple[tuple[str, Criterion], ...]] = (
    ("models", "model"), ("families", "family"), ("offerings", "offering"), ("hardware", "offering"),
)  # fmt: skip
_ANALOGUE: Final[tuple[tuple[str, Criterion], ...]] = (("origin", "origin"), ("places", "location"))


def event_scenario(raw: Raw, *, analogue: bool, as_of: str, ends: bool = True) -> Scenario:
    """The scenario of one event of the catalog, as it was until it was over. `as_of` (ISO date) decides what ran out.

    Without `ends` it is replayed as if it had never been lifted.
    """
    replay = raw["replay"]
    over = _end(raw) if ends else None
    action = Action(
        tuple(_analogue(replay["analogue"]) if analogue else _literal(replay["literal"])),
        ended(course_of(replay["remote"]), over),
        ended(course_of(replay["local_copy"]), over),
    )
    form = ", the same lever on this stack" if analogue else ""
    return Scenario(
        id=raw["id"] + (ANALOGUE if analogue else ""),
        title=raw["title"] + form,
        kind="analogue" if analogue else "literal",
        side=raw["side"],
        actions=(action,),
        jurisdictions=tuple(raw["trigger_jurisdiction"] or [raw["actor"]["jurisdiction"]]),
        mechanism=raw["mechanism"],
        date=str(raw["date_imposed"]),
        notice=raw["notice_days"] * DAY,
        ends=over,
        shows=_error(raw),
        shows_known=_status(raw) is not None,
        reach=_reach(replay.get("persons")),
        precedents=(raw["id"],),
        instruments=tuple(raw["instruments"]),
        sources=tuple(source["url"] for source in raw["sources"]),
        caveats=tuple(_caveats(raw, action, analogue=analogue, as_of=as_of)),
    )


def course_of(states: Raw) -> Course:
    """A course from the states at the hour of effect, after 30 days and after a year."""
    return ((0, states["t0"]), (30 * DAY, states["t30"]), (YEAR, states["t365"]))


def _literal(form: Raw) -> Iterator[Aim]:
    """The named products where the catalog knows them; else the named vendors, in the layers and places named."""
    named = [(criterion, tuple(form[key])) for key, criterion in _LITERAL if form.get(key)]
    if named:
        yield from (Aim((one,)) for one in named)
    elif form.get("vendors"):
        yield Aim((("vendor", tuple(form["vendors"])), *_where(form)))


def _where(form: Raw) -> Iterator[tuple[Criterion, tuple[str, ...]]]:
    if form.get("places"):
        yield "location", tuple(form["places"])
    if form.get("layers"):
        yield "layer", tuple(form["layers"])


def _analogue(form: Raw) -> Iterator[Aim]:
    layers: tuple[Criterion, tuple[str, ...]] = ("layer", tuple(form["layers"]))
    if form.get("control_jurisdiction"):
        yield Aim((("jurisdiction", (form["control_jurisdiction"],)), layers))
    for key, criterion in _ANALOGUE:
        if form.get(key):
            yield Aim(((criterion, tuple(form[key])), layers))


def _end(raw: Raw) -> int | None:
    """When it was over, in seconds; None for what goes on, and for what was called off before it took effect."""
    days = raw.get("outage_days")
    if days is None or never_took_effect(raw):
        return None
    return int(days) * DAY or UNDER_A_DAY


def never_took_effect(raw: Raw) -> bool:
    """Whether an event was called off before anybody lost anything."""
    return raw.get("outage_days") == 0 and raw["status"] in ("averted", "suspended")


def _status(raw: Raw) -> int | None:
    status = raw.get("client_signature", {}).get("http_status")
    return status if status in ERROR_OF_STATUS else None


def _error(raw: Raw) -> str:
    status = _status(raw)
    return ERROR_OF_MECHANISM.get(raw["mechanism"], DEFAULT_ERROR) if status is None else ERROR_OF_STATUS[status]


def _reach(persons: Raw | None) -> Reach | None:
    if persons is None:
        return None
    named, others = tuple(persons.get("nationalities", ())), tuple(persons.get("except", ()))
    return Reach(named, others, persons["verifiable"])


def _caveats(raw: Raw, action: Action, *, analogue: bool, as_of: str) -> Iterator[str]:
    """What a reader must know: called off, over, run out, weakly sourced, aimed at somebody else."""
    status = raw["status"].replace("_", " ")
    if never_took_effect(raw):
        yield f"never took effect ({status}): replayed as it would have been"
    elif raw.get("outage_days") is not None:
        days = raw["outage_days"] or "less than 1"
        yield f"over since {raw.get('date_lifted') or 'an unstated day'}, after {days} d ({status})"
    recheck = str(raw.get("recheck_by") or "")
    if recheck and recheck < as_of:
        yield f"its own text ran out on {recheck}; what followed is not in the catalog"
    if raw["confidence"] in WEAK:
        yield f"{raw['confidence']}: its sources do not settle it"
    if not analogue and not action.aims:
        named = raw["replay"]["literal"]["named"]
        yield f"names no product that the catalog knows ({named}): see {raw['id']}{ANALOGUE}"
    selected = raw["lost_access"]["selected_by"]
    if "everyone" not in selected:
        yield f"hit those selected by {' and '.join(selected)}; replayed as if this organisation were among them"


def acting_states(raw: Raw) -> frozenset[str]:
    """States that an event shows acting, or whose companies it shows acting; for demand, the origins forbidden."""
    form = raw["replay"]["analogue"]
    if raw["side"] == "demand":
        return frozenset(form.get("origin", ()))
    control = form.get("control_jurisdiction")
    return frozenset({*raw["trigger_jurisdiction"], *((control,) if control else ()), *form.get("places", ())})
