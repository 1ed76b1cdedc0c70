"""Which levers hang on one component, read from what the inventory says and, failing that, from the catalog."""

from collections.abc import Iterator
from typing import NamedTuple

from depaudit.graph.sources import Sources
from depaudit.model.inventory import Component, Provider
from depaudit.model.knowledge import Control, Hardware, Model, Offering, Vendor
from depaudit.model.layer import layer_of
from depaudit.model.lever import (
    BLOCKED,
    FOREIGN,
    FROZEN,
    FROZEN_HARDWARE,
    FROZEN_LOCAL_COPY,
    PULLED_AT_START,
    Axis,
    Lever,
    Profile,
)

SELF_RUN_LAYERS = frozenset({"hardware", "framework"})
BASES = ("theoretical", "instrument", "precedent")
SURE = ("contested", "unverified", "medium", "high")
COPY_PROFILE = {"mirrored": FROZEN, "local": FROZEN_LOCAL_COPY, "none": PULLED_AT_START}


class Resolved(NamedTuple):
    """A component joined with what the catalog knows of it; nobody knows the ids `missing` and `unknown_model`."""

    offering: Offering | None = None
    model: Model | None = None
    hardware: Hardware | None = None
    router: Offering | None = None
    missing: str = ""
    unknown_model: str = ""
    hosted: bool = True
    layer: str = "other"


def resolve(component: Component, sources: Sources) -> Resolved:
    """Join `component` with the catalog and settle whether somebody else runs it."""
    self_hosted = None if component.deployment is None else component.deployment != "hosted"
    offering = model = hardware = None
    missing = unknown_model = ""
    if component.uses is not None:
        found = sources.catalog.resolve(component.uses, self_hosted=self_hosted)
        if found is None:
            missing = component.uses
        else:
            offering, model, hardware = found.offering, found.model, found.hardware
            unknown_model = found.unknown_model
    if component.model is not None and model is None:
        model = sources.catalog.model(component.model)
    router = sources.catalog.offering(component.via) if component.via else None
    layer = _layer(component, offering, model, hardware)
    hosted = (
        not self_hosted if self_hosted is not None else _hosted_by_default(component, offering, model, layer, sources)
    )
    return Resolved(offering, model, hardware, router, missing, unknown_model, hosted, layer)


def _layer(component: Component, offering: Offering | None, model: Model | None, hardware: Hardware | None) -> str:
    if component.kind:
        return layer_of(component.kind)
    if offering is not None:
        return layer_of(offering.kind)
    if hardware is not None:
        return "hardware"
    return "model" if model is not None or component.model else "other"


def _hosted_by_default(
    component: Component, offering: Offering | None, model: Model | None, layer: str, sources: Sources
) -> bool:
    if offering is not None:
        return offering.hosted
    if component.provider is not None:
        return component.kind == "dev-tool" or (layer not in SELF_RUN_LAYERS and component.kind != "dataset")
    held = model is not None and model.weights != "closed" and _names_its_maker(component.uses or "", model, sources)
    return not held and layer not in SELF_RUN_LAYERS


def _names_its_maker(uses: str, model: Model, sources: Sources) -> bool:
    """Whether `maker/model` tells where weights come from; another word before the slash may be a host's."""
    before, slash, _ = uses.removeprefix("model:").rpartition("/")
    if not slash or uses.casefold() in {alias.casefold() for alias in model.aliases}:
        return True
    vendor = sources.catalog.vendor_named(before)
    makers = {model.developer, model.family, model.repository.partition("/")[0].casefold()}
    return before.casefold() in makers or (vendor is not None and vendor.id == model.developer)


def levers_of(component: Component, resolved: Resolved, sources: Sources) -> Iterator[Lever]:
    """Every lever on `component`: operator, router, developer, model withdrawal, place, hub."""
    if says_nothing(component):
        yield Lever("control", FOREIGN, unknown=True, reason="the inventory says nothing about it")
        return
    if resolved.missing and component.provider is None:
        profile, guarded = (BLOCKED, None) if resolved.hosted else _held_copy(component, resolved.layer)
        reason = f"the catalog does not know {resolved.missing!r}"
        yield Lever("control", FOREIGN, profile=profile, guarded=guarded, unknown=True, reason=reason)
    if resolved.hosted:
        yield from _operator(component, resolved, sources)
    else:
        yield from _maker(component, resolved, sources)
    if resolved.router is not None:
        yield from vendor_levers(
            sources.vendor(resolved.router.vendor), sources, BLOCKED, extra=resolved.router.control
        )
    elif component.via:
        yield Lever(
            "control", FOREIGN, unknown=True, reason=f"the catalog does not know the router {component.via!r}"
        )
    yield from _model(component, resolved, sources)
    yield from _places(component, sources)


def _places(component: Component, sources: Sources) -> Iterator[Lever]:
    """Where it runs: lost when every place is cut. A place that nobody can locate may lie in any foreign state."""
    countries = {name: sources.country(name) for name in component.region}
    lost = sorted(name for name, country in countries.items() if country is None)
    if lost:
        yield Lever("location", FOREIGN, unknown=True, reason=f"the region {lost[0]!r} is not known")
    elif countries:
        yield Lever("location", places=tuple(sorted({country for country in countries.values() if country})))


def says_nothing(component: Component) -> bool:
    """Whether nothing is said that could tie the component to anybody: name, owner and tags do not count."""
    return not (component.uses or component.provider or component.region or component.requires or component.gate)


def is_leaf(component: Component) -> bool:
    """Whether component-level cut sets count it: it has `uses` or `provider`, or says nothing at all."""
    return bool(component.uses or component.provider) or says_nothing(component)


def _operator(component: Component, resolved: Resolved, sources: Sources) -> Iterator[Lever]:
    if component.provider is not None:
        yield from _provider(component.provider, sources, BLOCKED, None)
    elif resolved.offering is not None:
        vendor = sources.vendor(resolved.offering.vendor)
        yield from vendor_levers(vendor, sources, BLOCKED, extra=resolved.offering.control)
    elif resolved.hardware is not None:
        yield from vendor_levers(sources.vendor(resolved.hardware.vendor), sources, BLOCKED)
    elif resolved.model is not None:
        yield Lever("control", FOREIGN, unknown=True, reason="it is hosted, and nobody says by whom")


def _maker(component: Component, resolved: Resolved, sources: Sources) -> Iterator[Lever]:
    profile, guarded = _held_copy(component, resolved.layer)
    if component.provider is not None:
        yield from _provider(component.provider, sources, profile, guarded)
    elif resolved.offering is not None:
        maker = sources.vendor(resolved.offering.vendor)
        yield from vendor_levers(maker, sources, profile, guarded, axis="maintenance")
    elif resolved.hardware is not None:
        yield from vendor_levers(sources.vendor(resolved.hardware.vendor), sources, FROZEN_HARDWARE, axis="origin")
    if resolved.model is not None and component.provider is None:
        developer = sources.vendor(resolved.model.developer)
        yield from vendor_levers(developer, sources, profile, guarded, axis="developer")


def _held_copy(component: Component, layer: str) -> tuple[Profile, Profile | None]:
    """What the loss of the maker does, given the copy that is held; and what it does while the keeper is down."""
    if layer == "hardware":
        return FROZEN_HARDWARE, None
    state = component.copy.state if component.copy else "local"
    keeper = component.copy is not None and component.copy.at is not None
    return COPY_PROFILE[state], FROZEN_LOCAL_COPY if keeper and state == "mirrored" else None


def _model(component: Component, resolved: Resolved, sources: Sources) -> Iterator[Lever]:
    """The developer behind a hosted model, and the withdrawal of the model itself."""
    model = resolved.model
    if model is None and resolved.unknown_model:
        yield from _unlisted_model(resolved, sources)
    if model is None and component.model is None:
        return
    weights = component.weights or (model.weights if model else None)
    profile = BLOCKED if weights == "closed" or weights is None else FROZEN
    if model is not None:
        yield Lever("model", models=(model.id, model.family), profile=profile)
        if resolved.hosted:
            yield from vendor_levers(sources.vendor(model.developer), sources, profile, axis="developer")
        return
    yield Lever("model", models=(component.model or "",), profile=profile, unknown=weights is None)
    if component.developer and resolved.hosted:
        known = sources.catalog.vendor_named(component.developer)
        if known is not None:
            yield from vendor_levers(known, sources, profile, axis="developer")
        elif component.provider is None or component.developer != component.provider.name:
            yield Lever("developer", vendor=component.developer, profile=profile)
            yield Lever("developer", FOREIGN, component.developer, profile=profile, unknown=True,
                        reason=f"nothing is known of the developer {component.developer!r}")  # fmt: skip


def _unlisted_model(resolved: Resolved, sources: Sources) -> Iterator[Lever]:
    """A model that the catalog does not list: from a catalogue of many developers, anybody may have made it.

    `author/model` names the maker, though not whether the maker can still withdraw the model.
    """
    profile = BLOCKED if resolved.hosted else FROZEN
    yield Lever("model", models=(resolved.unknown_model,), profile=profile)
    offering = resolved.offering
    author, slash, _ = resolved.unknown_model.partition("/")
    maker = sources.catalog.vendor_named(author) if slash and resolved.hosted else None
    if maker is not None:
        reason = f"the catalog does not know whether {maker.name} can withdraw {resolved.unknown_model!r}"
        for lever in vendor_levers(maker, sources, profile, axis="developer"):
            yield lever._replace(unknown=True, reason=reason)
    elif offering is not None and resolved.hosted and any(upstream.binds for upstream in offering.upstreams):
        reason = f"the catalog does not know who made {resolved.unknown_model!r}"
        yield Lever("developer", FOREIGN, profile=profile, unknown=True, reason=reason)


def _provider(provider: Provider, sources: Sources, profile: Profile, guarded: Profile | None) -> Iterator[Lever]:
    if provider.own:
        return
    known = sources.catalog.vendor_named(provider.name) if provider.name else None
    holder = known.id if known else provider.name or None
    if provider.jurisdiction is not None:
        yield Lever("control", provider.jurisdiction, holder, profile=profile, guarded=guarded,
                    reason="stated in the inventory")  # fmt: skip
    elif known is not None:
        yield from vendor_levers(known, sources, profile, guarded)
    else:
        who = repr(provider.name) if provider.name else "its provider"
        yield Lever("control", None, holder, profile=profile, guarded=guarded)
        yield Lever("control", FOREIGN, holder, profile=profile, guarded=guarded, unknown=True,
                    reason=f"no jurisdiction is stated for {who}")  # fmt: skip


def vendor_levers(
    vendor: Vendor | None,
    sources: Sources,
    profile: Profile,
    guarded: Profile | None = None,
    *,
    axis: Axis = "control",
    extra: tuple[Control, ...] = (),
) -> Iterator[Lever]:
    """One lever for each state that can order `vendor`, and one of its own.

    Trust is asymmetric: a weak fact that names a state counts; where every fact on control is weak, all other
    foreign states hold an unknown lever, since a weak fact must not save anybody.
    """
    if vendor is None:
        yield Lever(axis, FOREIGN, profile=profile, guarded=guarded, unknown=True, reason="its vendor is not known")
        return
    yield Lever(axis, None, vendor.id, profile=profile, guarded=guarded)
    closed = [control for control in (*vendor.control, *extra) if not control.pending]
    controls = {control.state: control for control in sorted(closed, key=lambda one: _weight(one, sources))}
    for state, control in sorted(controls.items()):
        if control.basis != "theoretical":
            yield Lever(axis, state, vendor.id, profile=profile, guarded=guarded, basis=control.basis,
                        fact=control.fact, reason=control.ground)  # fmt: skip
    if not any(control.fact.is_trusted(sources.trust) for control in closed):
        fact = next((control.fact for control in controls.values()), None)
        yield Lever(axis, FOREIGN, vendor.id, profile=profile, guarded=guarded, unknown=True, fact=fact,
                    reason=f"who controls {vendor.name} rests on an unverified fact")  # fmt: skip


def _weight(control: Control, sources: Sources) -> tuple[int, bool, int]:
    """Which ground speaks for a state that has several: the strongest basis, a trusted fact, the surest one."""
    fact = control.fact
    return BASES.index(control.basis), fact.is_trusted(sources.trust), SURE.index(fact.confidence)
