"""Generic scenarios: a mechanism in the hands of a state, `us-vendor-directive`, `cn-closing-the-tap`."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from depaudit.model.duration import DAY
from depaudit.model.jurisdiction import ALIASES, is_jurisdiction, name_of
from depaudit.model.scenario import DEFAULT_ERROR, Action, Aim, Criterion, Reach, Scenario
from depaudit.scenarios.events import ERROR_OF_MECHANISM, WEAK, acting_states, course_of

Raw = Mapping[str, Any]

BY_LIST: Final = frozenset({"sanctions-listing", "over-compliance", "ownership-rule", "payment-severance",
                            "territorial-embargo"})  # fmt: skip
"""Mechanisms that work through the lists that a vendor obeys, wherever it is itself."""
EVERY_LAYER: Final = frozenset({"sanctions-listing", "ownership-rule", "buyer-side-ban"})
BY_PLACE: Final = frozenset({"kinetic"})
THROUGH_THE_HUB: Final = frozenset({"registry-removal", "territorial-embargo", "network-block"})
"""Mechanisms that close the address that weights are pulled from."""
WHERE_THINGS_STAND: Final = ("cloud", "data", "inference", "network")
BY_NATIONALITY: Final = {"vendor-directive": False, "people-cut": True}
"""Mechanisms that go by nationality, and whether who executes them can tell it (else the cut collapses)."""


def split(identifier: str, mechanisms: Iterable[str]) -> tuple[str, str] | None:
    """(state, mechanism) of a generic id such as `us-vendor-directive`; None for anything else."""
    code, _, mechanism = identifier.partition("-")
    state = ALIASES.get(code.upper(), code.upper())
    return (state, mechanism) if mechanism in mechanisms and is_jurisdiction(state) else None


def pairs(mechanisms: Iterable[Raw], events: Iterable[Raw], instruments: Mapping[str, Raw]) -> tuple[str, ...]:
    """Ids of all pairs of state and mechanism that an event shows or a legal instrument allows, sorted."""
    found = {(state, raw["mechanism"]) for raw in events for state in acting_states(raw)}
    for raw in mechanisms:
        if raw["family"] != "state-demand":
            found.update((instruments[one]["jurisdiction"], raw["id"]) for one in raw["instruments"])
    return tuple(sorted(f"{state.lower()}-{mechanism}" for state, mechanism in found if is_jurisdiction(state)))


def generic_scenario(state: str, raw: Raw, events: Iterable[Raw], instruments: Mapping[str, Raw]) -> Scenario:
    """The mechanism `raw` as used by `state`; on the demand side, against what comes from there. It does not end."""
    mechanism = raw["id"]
    demand = raw["family"] == "state-demand"
    shown = [event for event in events if event["mechanism"] == mechanism and state in acting_states(event)]
    laws = [instruments[one] for one in raw["instruments"] if demand or instruments[one]["jurisdiction"] == state]
    states = raw["default_states"]
    aims = tuple(_aims(state, raw, demand=demand))
    urls = [source["url"] for record in (*shown, *laws) for source in record["sources"]]
    notices = sorted(event["notice_days"] for event in shown)
    return Scenario(
        id=f"{state.lower()}-{mechanism}",
        title=_title(state, raw, demand=demand),
        kind="generic",
        side="demand" if demand else "supply",
        actions=(Action(aims, course_of(states["remote"]), course_of(states["local_copy"])),),
        jurisdictions=(state,),
        mechanism=mechanism,
        notice=notices[0] * DAY if notices else None,
        shows=ERROR_OF_MECHANISM.get(mechanism, DEFAULT_ERROR),
        reach=_reach(state, mechanism),
        precedents=tuple(event["id"] for event in shown),
        instruments=tuple(law["id"] for law in laws),
        sources=tuple(dict.fromkeys(urls)),
        caveats=tuple(_caveats(shown, laws, raw)),
    )


def _title(state: str, raw: Raw, *, demand: bool) -> str:
    words = raw["id"].replace("-", " ")
    if demand:
        return f"{words} at home of what comes from {name_of(state)}"
    return f"{name_of(state)}: {words}. {raw['what']}"


def _aims(state: str, raw: Raw, *, demand: bool) -> Iterator[Aim]:
    mechanism, layers = raw["id"], tuple(raw["typical_layers"])
    where: tuple[tuple[Criterion, tuple[str, ...]], ...] = (
        () if mechanism in EVERY_LAYER else (("layer", layers),)
    )  # fmt: skip
    if mechanism in BY_PLACE:
        yield Aim((("location", (state,)), ("layer", WHERE_THINGS_STAND)))
    elif demand:
        yield Aim((("origin", (state,)), *where))
        yield Aim((("control", (state,)), *where))
    elif mechanism in BY_LIST:
        yield Aim((("obeys", (state,)), *where))
    else:
        yield Aim((("jurisdiction", (state,)), *where))
    if mechanism in THROUGH_THE_HUB:
        yield Aim((("distribution", (state,)),))


def _reach(state: str, mechanism: str) -> Reach | None:
    if mechanism not in BY_NATIONALITY:
        return None
    return Reach(other_than=(state,), verifiable=BY_NATIONALITY[mechanism])


def _caveats(shown: list[Raw], laws: list[Raw], raw: Raw) -> Iterator[str]:
    if not shown and not laws:
        yield "theoretical: no event of the catalog shows it and no instrument of the catalog allows it"
    for law in laws:
        if law["confidence"] in WEAK:
            yield f"{law['id']}: {law['confidence']}"
        if not law["status"].startswith("in_force"):
            yield f"{law['id']}: {law['status']}"
    if raw["id"] in EVERY_LAYER and raw["family"] != "state-demand":
        yield "replayed as if this organisation were on the list"
