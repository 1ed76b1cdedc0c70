"""Random inventories of about a dozen components, with every feature of the format in play."""

from typing import Any

from hypothesis import strategies as st

STATES = ["US", "CN", "DE", "FR", "EU", "CA"]
VENDORS = ["Vendor Alpha Zero", "Vendor Beta Zero", "Vendor Gamma Zero"]
TIMES = ["0s", "10m", "4h", "1d", "5d", "20d", "40d"]
CUTS = ["US", "CN", "DE", "FR", "EU", "CA", *(f"vendor:{name}" for name in VENDORS)]

Raw = dict[str, Any]


@st.composite
def switches(draw: st.DrawFn) -> Raw:
    """How a fallback comes into use, from nothing said to all of it."""
    switch: Raw = {}
    if draw(st.booleans()):
        switch["mode"] = draw(st.sampled_from(["automatic", "manual"]))
    if draw(st.booleans()):
        switch["time"] = draw(st.sampled_from(TIMES))
    if draw(st.integers(0, 3)) == 0:
        switch["fires_on"] = draw(st.sampled_from([["timeout"], ["timeout", "not_found"]]))
    return switch


@st.composite
def gates(draw: st.DrawFn, names: list[str]) -> Raw:
    """An ordered fallback or replicas."""
    members = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
    if draw(st.integers(0, 3)) == 0:
        return {"k_of_n": {"k": draw(st.integers(1, len(members))), "of": members}}
    options: list[Any] = [members[0]]
    for name in members[1:]:
        option: Raw = {"id": name}
        if draw(st.integers(0, 2)) == 0:
            option["switch"] = draw(switches())
        if draw(st.integers(0, 3)) == 0:
            option["lasts"] = draw(st.sampled_from(TIMES[1:]))
        options.append(option if len(option) > 1 else name)
    gate: Raw = {"any_of": options}
    if draw(st.booleans()):
        gate["switch"] = draw(switches())
    return gate


@st.composite
def items(draw: st.DrawFn, names: list[str]) -> Any:
    """A requirement: an id, an id with a purpose or a buffer, or a gate in place."""
    kind = draw(st.integers(0, 5))
    if kind == 0:
        return draw(gates(names)) | {"for": draw(st.sampled_from(["run", "quality"]))}
    name = draw(st.sampled_from(names))
    if kind < 3:
        return name
    item: Raw = {"id": name, "for": draw(st.sampled_from(["run", "quality", "deploy", "train", "support"]))}
    if draw(st.booleans()):
        item["survives"] = draw(st.sampled_from(TIMES))
    return item


@st.composite
def components(draw: st.DrawFn, name: str, others: list[str]) -> Raw:
    """Anything from a bare id to a leaf with requirements and a gate."""
    component: Raw = {"id": name}
    if draw(st.integers(0, 4)) > 1:
        provider: Raw = {"name": draw(st.sampled_from(VENDORS))}
        if draw(st.integers(0, 9)):
            provider["jurisdiction"] = draw(st.sampled_from(STATES))
        component["provider"] = {"own": True} if draw(st.integers(0, 9)) == 0 else provider
        if draw(st.integers(0, 2)) == 0:
            component["deployment"] = draw(st.sampled_from(["hosted", "self-hosted", "on-device"]))
        if draw(st.integers(0, 6)) == 0:
            component["kind"] = "accelerator"
        if draw(st.integers(0, 2)) == 0:
            component["copy"] = draw(st.sampled_from(["none", "local", "mirrored", {"at": others[0]}]))
    if draw(st.integers(0, 4)) == 0:
        component["region"] = draw(st.sampled_from(["US", "DE", ["US", "DE"], ["DE", "FR"]]))
    if draw(st.integers(0, 2)) == 0:
        component["requires"] = draw(st.lists(items(others), min_size=1, max_size=2))
    if draw(st.integers(0, 2)) == 0:
        component |= draw(gates(others))
    return component


@st.composite
def inventories(draw: st.DrawFn, most: int = 12) -> Raw:
    """Valid inventories of up to `most` components: loops of every kind, no node that requires itself."""
    names = [f"c{number}" for number in range(draw(st.integers(3, most)))]
    parts = [draw(components(name, [other for other in names if other != name])) for name in names]
    services: list[Raw] = []
    for number in range(draw(st.integers(1, 3))):
        service: Raw = {"id": f"s{number}", "requires": draw(st.lists(items(names), min_size=1, max_size=2))}
        if draw(st.booleans()):
            service["criticality"] = draw(st.sampled_from(["critical", "high", "medium", "low"]))
        if draw(st.integers(0, 2)) == 0:
            service["rto"] = draw(st.sampled_from(TIMES[1:]))
        if draw(st.integers(0, 3)) == 0:
            service |= draw(gates(names))
        services.append(service)
    return {"depaudit": 1, "organisation": {"jurisdiction": "CA", "home": ["CA"]}, "services": services,
            "components": parts}  # fmt: skip


cuts = st.sampled_from(CUTS)
