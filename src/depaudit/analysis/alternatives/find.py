"""What instead: candidates through the filters, ranked, put into the graph, and what was left out."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from depaudit.analysis.alternatives.candidate import Candidate, hosted, models, products
from depaudit.analysis.alternatives.filters import Judged, compared, judge
from depaudit.analysis.alternatives.proof import Proof, acting, foreign_states, lost_under, prove, worst_share
from depaudit.analysis.alternatives.rank import Ranked, order, ranked
from depaudit.analysis.alternatives.swap import swapped
from depaudit.analysis.alternatives.wish import Wish
from depaudit.analysis.facts import catalog_of
from depaudit.cutoff.scenario import Cutoff
from depaudit.cutoff.simulation import Simulation
from depaudit.errors import SelectorError
from depaudit.graph.levers import Resolved, resolve
from depaudit.model.inventory import Component, Inventory, Organisation
from depaudit.model.knowledge import Model, Offering
from depaudit.scenarios.onto import by_component

if TYPE_CHECKING:
    from depaudit.catalog import Catalog

MOST_HOSTED_MODELS = 30
"""Of how many of the best models hosts are looked up; the hosts of the others would rank behind them."""

MOST_TRIED, MOST_OF_A_HOST = 40, 3
"""How many things to run oneself, and how many of each service, a plan tries in the graph."""

MOST_HOSTS = 2
TASK_OF_KIND = {
    "embedding-api": "embedding", "rerank-api": "reranker", "speech-api": "speech-to-text", "ocr-api": "ocr",
    "translation-api": "translation", "image-api": "image-generation", "video-api": "video-generation",
    "moderation-api": "moderation",
}  # fmt: skip
"""What a kind of service does; an embedding service is never replaced by a chat model."""

MACHINES = (640.0, 80.0, 24.0)
"""Memory in GB of a machine with eight large GPUs, of one large GPU, of one that stands under a desk."""


class Offer(NamedTuple):
    """One alternative: what it is, and what the simulation says of it (None where nothing could be simulated)."""

    ranked: Ranked
    component: Component | None = None
    proof: Proof | None = None
    falls_with: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """What to write after `uses:`."""
        return self.ranked.id


class Answer(NamedTuple):
    """Alternatives for one subject (a component, a model or a task), best first, and what was left out and why.

    `cut` are the cutoffs that an alternative must outlive; `correlated` fall with them; `more` counts admissible
    ones beyond the limit.
    """

    subject: str
    replaces: str
    task: str
    cut: tuple[str, ...]
    offered: tuple[Offer, ...]
    correlated: tuple[Offer, ...] = ()
    excluded: tuple[tuple[str, tuple[str, ...]], ...] = ()
    more: int = 0
    notes: tuple[str, ...] = ()


def for_task(
    wish: Wish, catalog: "Catalog", limit: int = 5, *, home: Sequence[str] = (), cut: Sequence[str] = (),
    scenarios: Sequence[Cutoff] = (),
) -> Answer:  # fmt: skip
    """Alternatives for a described need. With `cut` or `scenarios`: those that outlive each of them by themselves."""
    found = _ranked(wish, catalog, None, None)
    nothing = Component(wish.job.task)
    organisation = Organisation(jurisdiction=wish.licensee.domicile, home=tuple(home))
    simulation = Simulation(Inventory(organisation, (), (nothing,)), catalog, as_of=wish.limits.as_of)
    cutoffs = _named(simulation, cut, scenarios)
    offers = [one._replace(component=None) for one in _tried(simulation, nothing, found.admitted, cutoffs)]
    good, correlated = _parted(offers, wish)
    shown = _chosen(good, limit)
    return Answer(wish.job.task, "", wish.job.task, tuple(one.id for one in cutoffs), tuple(shown), correlated,
                  _reasons(found), len(good) - len(shown))  # fmt: skip


def for_component(
    simulation: Simulation, component_id: str, wish: Wish, cut: Sequence[str] = (), limit: int = 5,
    scenarios: Sequence[Cutoff] = (),
) -> Answer:  # fmt: skip
    """Alternatives for one component of an inventory, each proved in it.

    Without `cut` and `scenarios` they must outlive every foreign state that takes the component away today. Raises
    SelectorError for an unknown component.
    """
    inventory = simulation.inventory
    component = next((one for one in inventory.components if one.id == component_id), None)
    if component is None:
        raise SelectorError(f"no component {component_id!r} in this inventory",
                            hint="components: " + ", ".join(one.id for one in inventory.components[:12]))  # fmt: skip
    catalog = catalog_of(simulation)
    resolved = resolve(component, simulation.sources)
    wish = _with_task(wish, component, resolved)
    cutoffs = _named(simulation, cut, scenarios) or _taking(simulation, component_id)
    found = _ranked(wish, catalog, resolved.model, resolved.offering)
    offers = _tried(simulation, component, found.admitted, cutoffs)
    good, correlated = _parted(offers, wish)
    shown = _proved(simulation, _chosen(good, limit), cutoffs)
    replaces = resolved.model or resolved.offering or resolved.hardware
    return Answer(component_id, replaces.id if replaces else "", wish.job.task, tuple(one.id for one in cutoffs),
                  tuple(shown), correlated, _reasons(found), len(good) - len(shown))  # fmt: skip


def offers_for(simulation: Simulation, component: Component, wish: Wish, cutoffs: Sequence[Cutoff]) -> list[Offer]:
    """The best of what is admissible in the place of a component, and with which of `cutoffs` each falls."""
    catalog = catalog_of(simulation)
    resolved = resolve(component, simulation.sources)
    found = _ranked(_with_task(wish, component, resolved), catalog, resolved.model, resolved.offering)
    own = [one for one in found.admitted if not one.judged.candidate.hosted][:MOST_TRIED]
    return _tried(simulation, component, (*own, *_of_each_host(found.admitted)), cutoffs)


def _of_each_host(admitted: Sequence[Ranked]) -> list[Ranked]:
    """The best few of every service: one host with a long list must not crowd out the others."""
    counts: dict[str, int] = {}
    kept = []
    for one in admitted:
        candidate = one.judged.candidate
        if candidate.hosted and candidate.offering is not None:
            counts[candidate.offering.id] = counts.get(candidate.offering.id, 0) + 1
            if counts[candidate.offering.id] <= MOST_OF_A_HOST:
                kept.append(one)
    return kept


class _Found(NamedTuple):
    admitted: tuple[Ranked, ...]
    excluded: tuple[Judged, ...]


@lru_cache(maxsize=64)
def _ranked(wish: Wish, catalog: "Catalog", old: Model | None, served_by: Offering | None) -> _Found:
    """Every candidate through the filters: models first, then hosts of the best of them, then products."""
    curated = {row["model"]: row for row in catalog.substitutes_for(old.id)} if old else {}
    wish = wish._replace(job=wish.job._replace(also=tuple(curated)))
    judged = [judge(one, wish, catalog) for one in _candidates(wish, catalog, old, served_by)]
    fit = [_placed(one, wish, catalog, old, served_by, curated) for one in judged if not one.excluded]
    fit.sort(key=order)
    served = [one.judged.candidate.model for one in fit if one.judged.candidate.model][:MOST_HOSTED_MODELS]
    if old is not None and old.weights != "closed" and old not in served:
        served.insert(0, old)
    if wish.limits.hosted and not wish.limits.self_hosted:
        served = _holdable(judged)
    hosts = [judge(one, wish, catalog) for one in hosted(served, catalog)
             if wish.limits.hosted and one != Candidate(old, served_by)]  # fmt: skip
    fit += [_placed(one, wish, catalog, old, served_by, curated) for one in hosts if not one.excluded]
    return _Found(tuple(sorted(fit, key=order)), tuple(one for one in (*judged, *hosts) if one.excluded))


def _placed(
    judged: Judged, wish: Wish, catalog: "Catalog", old: Model | None, served_by: Offering | None,
    curated: Mapping[str, Mapping[str, Any]],
) -> Ranked:  # fmt: skip
    return ranked(compared(judged, old, wish.job), old, served_by, wish.job.task, catalog, curated)


def _holdable(judged: Iterable[Judged]) -> list[Model]:
    """Models that only fail because one would have to run them oneself."""
    return [one.candidate.model for one in judged
            if one.candidate.model and one.excluded == ("you would have to run it yourself",)]  # fmt: skip


def _candidates(wish: Wish, catalog: "Catalog", old: Model | None, served_by: Offering | None) -> Iterable[Candidate]:
    if wish.job.task:
        held = (one for one in models(catalog) if served_by is not None or one.model != old)
        yield from (one for one in held if (one.model and one.model.weights != "closed") or not wish.limits.open_only)
    if served_by is not None and old is None:
        yield from products(served_by, catalog)


def task_of(component: Component, resolved: Resolved) -> str:
    """The job that a component does: that of its model, else the one that its kind of service stands for."""
    if resolved.model is not None:
        return resolved.model.task
    kind = component.kind or (resolved.offering.kind if resolved.offering else "")
    named = component.model or resolved.unknown_model or component.kind == "inference-api"
    return TASK_OF_KIND.get(kind, "chat" if named else "")


def _with_task(wish: Wish, component: Component, resolved: Resolved) -> Wish:
    if wish.job.task:
        return wish
    return wish._replace(job=wish.job._replace(task=task_of(component, resolved)))


def _parted(offers: Sequence[Offer], wish: Wish) -> tuple[list[Offer], tuple[Offer, ...]]:
    """What is offered, and what falls in the same cutoff and is therefore not, unless that is asked for."""
    if wish.limits.show_correlated:
        return list(offers), ()
    return [one for one in offers if not one.falls_with], tuple(one for one in offers if one.falls_with)


def _named(simulation: Simulation, cut: Sequence[str], scenarios: Sequence[Cutoff]) -> tuple[Cutoff, ...]:
    """The cutoffs to outlive that were asked for. Raises SelectorError."""
    by_component(scenarios)
    cuts = (Cutoff(text, "scenario", (simulation.selector(text),)) for text in dict.fromkeys(cut))
    return (*cuts, *scenarios)


def _taking(simulation: Simulation, component: str) -> tuple[Cutoff, ...]:
    """Every foreign state that takes the component today."""
    states = foreign_states(simulation)
    taken = set(lost_under(simulation, (component,), states)[component])
    return tuple(one for one in states if one.id in taken)


def _tried(
    simulation: Simulation, component: Component, admitted: Sequence[Ranked], cutoffs: Sequence[Cutoff]
) -> list[Offer]:  # fmt: skip
    """All admitted alternatives in one graph, side by side: which of them fall in the same cut by themselves.

    What they would still require may fall too; that is another component's matter, and the proof shows it.
    """
    avoid = [state for one in cutoffs for state in acting(one)]
    changed = [swapped(simulation, component, one.judged.candidate, avoid) for one in admitted]
    named = [
        one._replace(id=f"{component.id}~{number}", requires=(), gate=None) for number, one in enumerate(changed)
    ]
    falls = lost_under(simulation.change(*named), [one.id for one in named], cutoffs)
    return [Offer(one, put, falls_with=falls[name.id])
            for one, put, name in zip(admitted, changed, named, strict=True)]  # fmt: skip


def _proved(simulation: Simulation, offers: Sequence[Offer], cutoffs: Sequence[Cutoff]) -> list[Offer]:
    before = worst_share(simulation, foreign_states(simulation))
    return [offer._replace(proof=prove(simulation, offer.component, before, cutoffs))
            for offer in offers if offer.component]  # fmt: skip


def _chosen(offers: Sequence[Offer], limit: int) -> list[Offer]:
    """Up to `limit` things to run oneself and as many services, of one model at most two hosts.

    The best that fits each size of machine, and the best from makers elsewhere, come before the runners-up: the
    choice between quality, memory and origin is the reader's.
    """
    own = [one for one in offers if not one.ranked.judged.candidate.hosted]
    per_model: dict[str, int] = {}
    services = []
    for one in offers:
        candidate = one.ranked.judged.candidate
        if candidate.hosted:
            name = candidate.model.id if candidate.model else candidate.id
            per_model[name] = per_model.get(name, 0) + 1
            if per_model[name] <= MOST_HOSTS:
                services.append(one)
    return _spread(own, limit) + _spread(services, limit)


def _spread(offers: Sequence[Offer], limit: int) -> list[Offer]:
    """The best, the best of each size, the best from elsewhere, then the others, in their order."""
    wanted = offers[:1]
    for gigabytes in MACHINES:
        wanted = [*wanted, *[one for one in offers if _size(one) <= gigabytes][:1]]
    if offers:
        known = set(offers[0].ranked.origins)
        wanted = [*wanted, *[one for one in offers if one.ranked.origins and not known & set(one.ranked.origins)][:1]]
    chosen = {one.id for one in [*wanted, *offers][: len(wanted) + limit]}
    picked = list(dict.fromkeys([one.id for one in wanted] + [one.id for one in offers if one.id in chosen]))[:limit]
    return [one for one in offers if one.id in picked]


def _size(offer: Offer) -> float:
    """GB at 4 bit of what one would run oneself; infinite where that is not known."""
    model = offer.ranked.judged.candidate.model
    if model is None or model.memory_int4_gb is None or offer.ranked.judged.candidate.hosted:
        return float("inf")
    return model.memory_int4_gb


def _reasons(found: _Found) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((one.candidate.id, one.excluded) for one in found.excluded)
