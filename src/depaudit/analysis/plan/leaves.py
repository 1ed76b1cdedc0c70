"""Ways round the loss of one component: an open model, free software, another operator, another region, a copy."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from depaudit.analysis.alternatives.effort import Effort, plus, total
from depaudit.analysis.alternatives.find import Offer, offers_for, task_of
from depaudit.analysis.alternatives.lineage import states_of
from depaudit.analysis.alternatives.swap import kept_requirements
from depaudit.analysis.alternatives.wish import Wish
from depaudit.analysis.plan.action import Action, Kind, gates
from depaudit.analysis.plan.target import Target
from depaudit.analysis.plan.trial import hurt
from depaudit.cutoff.scenario import Cutoff
from depaudit.cutoff.simulation import Simulation
from depaudit.graph.levers import Resolved
from depaudit.model.duration import HOUR, MINUTE
from depaudit.model.inventory import AnyOf, Component, Copy, Inventory, Item, KOfN, Provider, Switch
from depaudit.model.jurisdiction import EU_MEMBERS, expand, is_jurisdiction
from depaudit.scenarios.play import TOGETHER

ERRORS: Final = ("timeout", "rate_limit", "server_error", "not_found")
AUTOMATIC_TIME: Final = 5 * MINUTE
REHEARSED: Final = Switch("manual", 2 * HOUR)
ONE_GPU_GB: Final = 80.0
ADEQUATE: Final = EU_MEMBERS | frozenset(
    ["EU", "IS", "LI", "NO", "AD", "AR", "CA", "CH", "FO", "GB", "GG", "IL", "IM", "JE", "JP", "KR", "NZ", "US", "UY"]
)
"""Members of the EU and EEA, and states with an adequacy decision. Source: European Commission, list of 2025."""
_MODEL_LAYERS: Final = frozenset({"model", "inference", "gateway"})
_HOST_LAYERS: Final = frozenset({"cloud", "network"})
_KEPT_LAYERS: Final = frozenset({"identity"})


class Setting(NamedTuple):
    """What generators read: the simulation, cutoffs under which something fails, the least tolerance in seconds.

    `every`: those that all targets are about: what comes instead of something must outlive them. `up`: the targets
    that ask for `up`; then it is not enough to have something behind what is hurt.
    """

    simulation: Simulation
    cutoffs: tuple[Cutoff, ...]
    every: tuple[Cutoff, ...]
    tolerance: int
    wish: Wish
    up: tuple[Target, ...] = ()

    @property
    def home(self) -> tuple[str, ...]:
        """Where the organisation's own things stand; empty where nobody said."""
        jurisdiction = self.simulation.inventory.organisation.jurisdiction
        return (jurisdiction,) if jurisdiction else ()

    @property
    def shown(self) -> set[str]:
        """The errors that callers see in the cutoffs."""
        return {error for cutoff in self.cutoffs for error in cutoff.error.split(TOGETHER)}

    @property
    def errors(self) -> tuple[str, ...]:
        """On what a switch has to fire: the usual errors, and those of the cutoffs."""
        return (*ERRORS, *sorted(self.shown - set(ERRORS)))

    @property
    def automatic(self) -> Switch:
        """A switch that fires on all of them."""
        return Switch("automatic", AUTOMATIC_TIME, self.errors)


def ways_round(setting: Setting, component: Component, resolved: Resolved) -> Iterator[Action]:
    """Every action about one component that a cutoff takes away, as far as its layer has any."""
    layer = resolved.layer
    copy = component.copy.state if component.copy is not None else "local"
    if not resolved.hosted and (copy == "none" or (copy == "local" and setting.up and layer != "hardware")):
        mirrored = component._replace(copy=Copy("mirrored"))
        text = f"keep a copy of what {component.id} {'pulls at each start' if copy == 'none' else 'is built from'}"
        yield _instead(component, "mirror", mirrored, total("mirror"), text)
    if component.region:
        yield from _regions(setting, component)
    if task_of(component, resolved) and layer in _MODEL_LAYERS:
        yield from _models(setting, component)
        return
    if resolved.offering is not None:
        yield from _products(setting, component, layer)
    yield from _at_home(setting, component, resolved)


def _at_home(setting: Setting, component: Component, resolved: Resolved) -> Iterator[Action]:
    """Whatever it is, one can run one's own: the last resort, and a dear one."""
    layer = resolved.layer
    if layer == "hardware":
        return
    kind = component.kind or (resolved.offering.kind if resolved.offering else "application")
    own = component._replace(
        uses=None, via=None, provider=Provider(own=True), kind=kind, model=None, developer=None, weights=None,
        licence=None, base_model=None, retires_on=None, deployment="self-hosted", copy=Copy("mirrored"),
        region=setting.home, requires=kept_requirements(setting.simulation, component, hosted=False),
    )  # fmt: skip
    if layer == "registry":
        text = f"keep images, packages and weights in a registry of your own beside {component.id}"
        beside = own._replace(id=f"{component.id}-own", requires=(), gate=None)
        yield _beside(setting, component, "mirror", beside, total("registry"), text)
    elif layer in _HOST_LAYERS:
        yield _instead(component, "move-operator", own, total("operator", "hardware-8"),
                       f"move what runs on {component.id} to machines of your own", "own")  # fmt: skip
    else:
        yield _instead(component, "self-host", own, total("in-house"), f"run {component.id} yourself at home", "own")


def _regions(setting: Setting, component: Component) -> Iterator[Action]:
    """The same thing at home, or where no target cutoff reaches."""
    catalog = setting.simulation.sources.catalog
    raw = getattr(catalog, "raw", _nothing)("offering", (component.uses or "").partition("/")[0])
    offered = [code for code in (raw or {}).get("regions", ()) if is_jurisdiction(code)]
    homes = setting.home if not offered else ()
    for place in dict.fromkeys((*homes, *offered)):
        if (place,) != component.region:
            moved = component._replace(region=(place,))
            yield _instead(component, "move-region", moved, total("region"), f"move {component.id} to {place}", place)


def _nothing(_kind: str, _name: str) -> None:
    return None


def _models(setting: Setting, component: Component) -> Iterator[Action]:
    """The best open model for one GPU, the best that needs more, and the best services, beside what is there."""
    offers = [one for one in offers_for(setting.simulation, component, setting.wish, setting.cutoffs)
              if one.ranked.judged.candidate.model is not None]  # fmt: skip
    for offer in _few(setting, [one for one in offers if len(one.falls_with) < len(setting.cutoffs)]):
        if offer.component is None:
            continue
        hosted = offer.ranked.judged.candidate.hosted
        name = f"{component.id}-{'alt' if hosted else 'own'}-{_slug(offer.id)}"
        new = _kept(setting, component, offer.component)._replace(id=name)
        how = "as a service" if hosted else "on machines of your own"
        yield _beside(setting, component, "add-fallback", new, plus(offer.ranked.effort, "automation"),
                      f"put {offer.id} ({_from(offer)}), {how}, behind {component.id}", offer)  # fmt: skip
    for offer in _few(setting, _unhurt(setting, offers)):
        if offer.component is not None:
            yield _replace(component, offer, offer.ranked.effort)


def _unhurt(setting: Setting, offers: Iterable[Offer]) -> list[Offer]:
    """What could stand first where `up` is asked for: it neither falls nor is impaired. Nothing if nobody asks."""
    if not setting.up:
        return []
    bare = {f"~{number}": offer.component._replace(id=f"~{number}", requires=(), gate=None)
            for number, offer in enumerate(offers) if offer.component is not None}  # fmt: skip
    poor = hurt(setting.simulation.change(*bare.values()), bare, setting.up)
    return [one for number, one in enumerate(offers) if not one.falls_with and poor.get(f"~{number}") == frozenset()]


def _replace(component: Component, offer: Offer, effort: Effort) -> Action:
    """Another model or another way to log in, in the place of what is there."""
    assert offer.component is not None
    how = "as a service" if _hosted(offer) else "on machines of your own"
    text = f"use {offer.id} ({_from(offer)}), {how}, instead of what {component.id} uses"
    swap = _instead(component, "replace", offer.component, effort, text, _slug(offer.id))
    return swap._replace(reasons=_reasons(offer))


def _few(setting: Setting, offers: Sequence[Offer]) -> list[Offer]:
    """Of each way the best without a condition, on one GPU too; and the service that is easiest to move to.

    Services under a law that the European Commission found adequate for personal data come before all others.
    """
    ways: tuple[Callable[[Offer], bool], ...] = (
        lambda one: not _hosted(one) and _one_gpu(one),
        lambda one: not _hosted(one),
        _hosted,
        lambda one: _hosted(one) and not one.falls_with,
    )
    allowed = [one for one in offers if not one.ranked.judged.conditional]
    settled = {one.id for one in allowed if _hosted(one) and _settled(setting, one)}
    free = [one for one in allowed if not _hosted(one) or not settled or one.id in settled]
    best = [one for way in ways for one in [one for one in free if way(one)][:1]]
    easiest = sorted((one for one in free if _hosted(one)), key=lambda one: one.ranked.effort.middle)[:1]
    return list({one.id: one for one in (*best, *easiest)}.values())


def _settled(setting: Setting, offer: Offer) -> bool:
    """Whether a service answers only to states where the law on personal data is settled, or to one's own."""
    candidate = offer.ranked.judged.candidate
    catalog = setting.simulation.sources.catalog
    vendor = catalog.vendor(candidate.offering.vendor) if candidate.offering else None
    home = expand((*setting.simulation.home, *setting.home))
    states = set(states_of(vendor))
    return bool(states) and states <= home | ADEQUATE


def _from(offer: Offer) -> str:
    """Where the makers and the host sit: a way out of one state may lead into another."""
    return f"from {', '.join(offer.ranked.origins)}" if offer.ranked.origins else "maker not recorded"


def _hosted(offer: Offer) -> bool:
    return offer.ranked.judged.candidate.hosted


def _one_gpu(offer: Offer) -> bool:
    model = offer.ranked.judged.candidate.model
    return model is not None and model.memory_int4_gb is not None and model.memory_int4_gb <= ONE_GPU_GB


def _products(setting: Setting, component: Component, layer: str) -> Iterator[Action]:
    """Free software or another operator instead of a product; a second way to log in beside an identity provider."""
    cutoffs = setting.cutoffs if layer == "identity" else setting.every
    offers = [one for one in offers_for(setting.simulation, component, setting.wish, cutoffs)
              if not one.falls_with and one.ranked.judged.candidate.model is None]  # fmt: skip
    own = [one for one in offers if not _hosted(one)][:1]
    for offer in (*own, *[one for one in offers if _hosted(one)][:1]):
        if offer.component is None:
            continue
        if layer == "identity":
            new = offer.component._replace(id=f"{component.id}-second", requires=())
            text = f"{offer.id} ({_from(offer)}) as a second way to log in beside {component.id}"
            yield _beside(setting, component, "add-identity-path", new, total("identity"), text, offer)
            if setting.up:
                yield _replace(component, offer, plus(offer.ranked.effort, "standby"))
            continue
        kind: Kind = "move-operator" if _hosted(offer) else "self-host"
        effort = total("operator", "contract") if layer in _HOST_LAYERS else offer.ranked.effort
        how = "as a service" if _hosted(offer) else "run by yourself,"
        text = f"use {offer.id} ({_from(offer)}), {how} instead of what {component.id} uses"
        yield _instead(component, kind, offer.component, effort, text, _slug(offer.id))


def _beside(
    setting: Setting, component: Component, kind: Kind, new: Component, effort: Effort, text: str,
    offer: Offer | None = None,
) -> Action:  # fmt: skip
    """A fallback: one more option of the gate if the component is an option of just that, else a gate around it."""
    switch = setting.automatic if kind == "add-fallback" or setting.tolerance < 2 * HOUR else REHEARSED
    if kind != "add-fallback":
        effort = plus(effort, "rehearsal" if switch is REHEARSED else "automation")
    gate = _only_gate(setting.simulation.inventory, component.id)
    name = f"{kind}:{gate or component.id}:{new.uses or new.kind}"
    return Action(name, kind, component.id, text, effort, new, gate=gate, switch=switch, reasons=_reasons(offer))


def _only_gate(inventory: Inventory, name: str) -> str:
    """The node of the ordered fallback in which alone the component stands; empty if others read it too."""
    homes = [node for node, gate in gates(inventory) if isinstance(gate, AnyOf)
             and any(option.target == name for option in gate.options)]  # fmt: skip
    return homes[0] if len(homes) == 1 and _readers(inventory, name) == 1 else ""


def _readers(inventory: Inventory, name: str) -> int:
    """How often something names the component."""
    count = sum(option.target == name for _, gate in gates(inventory) if isinstance(gate, AnyOf)
                for option in gate.options)  # fmt: skip
    count += sum(gate.members.count(name) for _, gate in gates(inventory) if isinstance(gate, KOfN))
    count += sum(item.target == name for owner in inventory.components for item in owner.requires)
    return count + sum(item.target == name for owner in inventory.services for item in owner.requires)


def _instead(component: Component, kind: Kind, new: Component, effort: Effort, text: str, which: str = "") -> Action:
    name = f"{kind}:{component.id}" + (f":{which}" if which else "")
    return Action(name, kind, component.id, text, effort, new._replace(id=component.id), instead=True)


def _reasons(offer: Offer | None) -> tuple[str, ...]:
    if offer is None:
        return ()
    found = offer.ranked.evidence
    return (f"evidence {found.grade}: {found.text}", *offer.ranked.judged.cautions)


def _kept(setting: Setting, old: Component, new: Component) -> Component:
    """Beside the old one, the new one needs what both need to be called at all (keys, log-in), not its machines."""
    graph = setting.simulation.graph
    kept = tuple(Item(item.target, item.purpose) for item in old.requires if isinstance(item.target, str)
                 and set(graph.nodes[graph.by_id[item.target]].layers) & _KEPT_LAYERS)  # fmt: skip
    return Component(
        new.id, uses=new.uses, deployment=new.deployment, region=new.region, copy=new.copy, requires=kept
    )


def _slug(name: str) -> str:
    return "".join(letter if letter.isalnum() or letter in ".-" else "-" for letter in name)
