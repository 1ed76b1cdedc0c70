"""How open the models in use are: whose weights can be held, by which licence, and what could stand in."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from depaudit.analysis.facts import catalog_of
from depaudit.analysis.users import Users
from depaudit.cutoff.simulation import Simulation
from depaudit.graph.levers import Resolved, resolve
from depaudit.model.inventory import Component
from depaudit.model.results import ModelUse

if TYPE_CHECKING:
    from depaudit.catalog import Catalog


def model_uses(simulation: Simulation, users: Users) -> tuple[ModelUse, ...]:
    """Every component that runs a model of the catalog under some service, in the order of the inventory."""
    graph = simulation.graph
    fits: dict[str, str] = {}
    found = []
    for component in simulation.inventory.components:
        mask = users.running[graph.by_id[component.id]]
        resolved = resolve(component, simulation.sources) if mask else Resolved()
        if resolved.model is not None:
            found.append(_use(simulation, component, resolved, users.ids(mask), fits))
    return tuple(found)


def _use(
    simulation: Simulation, component: Component, resolved: Resolved, users: tuple[str, ...], fits: dict[str, str]
) -> ModelUse:
    model = resolved.model
    assert model is not None
    weights = component.weights or model.weights
    if weights == "closed" and model.id not in fits:
        fits[model.id] = _stand_in(simulation, model.id, model.task)
    forbidden = () if resolved.hosted or weights == "closed" else _forbidden(simulation, model.id)
    tokens = component.usage.tokens_per_month if component.usage else None
    return ModelUse(component.id, model.id, weights, model.licence, users, fits.get(model.id, ""), forbidden, tokens,
                    component.position)  # fmt: skip


def _stand_in(simulation: Simulation, model: str, task: str) -> str:
    """The first open model that does the job and that this organisation may use; empty if there is none."""
    from depaudit.analysis.alternatives.candidate import Candidate
    from depaudit.analysis.alternatives.filters import judge
    from depaudit.analysis.alternatives.licence import licensed
    from depaudit.analysis.alternatives.wish import Job, Wish

    catalog = catalog_of(simulation)
    wish = licensed(simulation.inventory.organisation, Wish(Job(task)))
    for identifier in _in_turn(catalog, model):
        found = catalog.model(identifier)
        if found and found.weights != "closed" and not judge(Candidate(model=found), wish, catalog).excluded:
            return found.id
    return ""


def _in_turn(catalog: "Catalog", model: str) -> Iterator[str]:
    """Models by id: those that a review found to fit in place of `model` before all others."""
    reviewed = catalog.substitutes_for(model) if hasattr(catalog, "substitutes_for") else ()
    yield from sorted(row["model"] for row in reviewed)
    yield from catalog.ids("model")


def _forbidden(simulation: Simulation, model_id: str) -> tuple[str, ...]:
    """Why the licence does not let this organisation run it, if so."""
    from depaudit.analysis.alternatives.licence import licence_fit, licensed
    from depaudit.analysis.alternatives.wish import Limits, Wish

    catalog = catalog_of(simulation)
    model = catalog.model(model_id)
    if model is None or not hasattr(catalog, "licence"):
        return ()
    licensee = licensed(simulation.inventory.organisation, Wish()).licensee
    fit = licence_fit(catalog.licence(model.licence), model, licensee, Limits())
    return fit.reasons if fit.verdict == "no" else ()
