"""Random scenarios of a user's own kind, for the inventories of `oracle.strategies`. Nothing about people."""

from hypothesis import strategies as st

from depaudit.model.duration import parse_duration
from depaudit.model.scenario import Access, Action, Aim, Course, Criterion, Scenario, ended
from oracle.strategies import STATES, VENDORS, Raw, inventories

REMOTE: list[Access] = ["degraded", "frozen", "no_new", "blocked", "data_locked"]
ERRORS = ["not_found", "timeout", "permission_denied"]


@st.composite
def aims(draw: st.DrawFn) -> Aim:
    """One criterion, or a state and a layer."""
    name: Criterion = draw(st.sampled_from(["jurisdiction", "control", "origin", "location", "vendor", "component"]))
    if name == "component":
        return Aim(
            ((name, tuple(draw(st.lists(st.sampled_from([f"c{n}" for n in range(6)]), min_size=1, max_size=2)))),)
        )
    values = VENDORS if name == "vendor" else STATES
    first = (name, tuple(draw(st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True))))
    if draw(st.integers(0, 3)) == 0:
        return Aim((first, ("layer", tuple(draw(st.sampled_from([["other"], ["hardware"], ["cloud", "other"]]))))))
    return Aim((first,))


@st.composite
def courses(draw: st.DrawFn) -> Course:
    """One state from day 0 or from a later day on, sometimes over before the year is."""
    begins = parse_duration(draw(st.sampled_from(["0s", "0s", "10d"])))
    pieces: Course = ((begins, draw(st.sampled_from([*REMOTE, "blocked", "blocked"]))),)
    if begins:
        pieces = ((0, "available"), *pieces)
    over = draw(st.sampled_from([None, None, "1h", "5d", "40d"]))
    return ended(pieces, begins + parse_duration(over) if over else None)


@st.composite
def scenarios(draw: st.DrawFn, name: str = "own") -> Scenario:
    """One or two things that are taken away, from everybody."""
    actions = tuple(
        Action(tuple(draw(st.lists(aims(), min_size=1, max_size=2))), draw(courses()), draw(st.none() | courses()))
        for _ in range(draw(st.integers(1, 2)))
    )
    return Scenario(
        name, name, "own", draw(st.sampled_from(["supply", "demand"])), actions,
        shows=draw(st.sampled_from(ERRORS)),
    )  # fmt: skip


@st.composite
def fragile(draw: st.DrawFn) -> Raw:
    """A small inventory in which nearly everything hangs on others, so that most scenarios stop something."""
    raw: Raw = draw(inventories(most=5))
    names = [component["id"] for component in raw["components"]]
    for component in raw["components"]:
        if not {"provider", "any_of", "k_of_n"} & set(component):
            component["provider"] = {
                "name": draw(st.sampled_from(VENDORS)),
                "jurisdiction": draw(st.sampled_from(STATES)),
            }
        if "provider" in component and draw(st.booleans()):
            component["region"] = draw(st.sampled_from(["US", "DE", "CN"]))
    for service in raw["services"]:
        service["requires"] = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))
        service["rto"] = "4h"
    return raw
