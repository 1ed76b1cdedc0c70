"""A model asked for by name has no inventory: the smallest one that uses it stands in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from depaudit.analysis.alternatives.find import Answer, for_component
from depaudit.analysis.alternatives.wish import Wish
from depaudit.cutoff.scenario import Cutoff
from depaudit.cutoff.simulation import Simulation
from depaudit.errors import SelectorError
from depaudit.model.inventory import Component, Inventory, Item, Organisation, Provider, Service
from depaudit.model.knowledge import Trust

if TYPE_CHECKING:
    from depaudit.catalog import Catalog


def for_model(
    name: str, wish: Wish, catalog: "Catalog", *, home: Sequence[str] = (), cut: Sequence[str] = (), limit: int = 5,
    trust: Trust = "medium", scenarios: Sequence[Cutoff] = (),
) -> Answer:  # fmt: skip
    """Alternatives for a model, an offering or `offering/model` that one service stands on and nothing else.

    A bare closed model is taken to be used from its developer. Raises SelectorError for a name that the catalog
    does not know.
    """
    component = _component(name, catalog)
    domicile = wish.licensee.domicile or next(iter(home), None)
    wish = wish._replace(licensee=wish.licensee._replace(domicile=domicile))
    inventory = Inventory(
        Organisation(jurisdiction=domicile, home=tuple(home)),
        (Service("service", "critical", requires=(Item(component.id),)),),
        (component,),
    )
    simulation = Simulation(inventory, catalog, trust=trust, as_of=wish.limits.as_of)
    answer = for_component(simulation, component.id, wish, cut, limit, scenarios)
    if not home and domicile is None:
        return answer._replace(notes=("home not stated: every state counts as foreign, and no licence can be judged "
                                      "by domicile",))  # fmt: skip
    return answer


def _component(name: str, catalog: "Catalog") -> Component:
    found = catalog.resolve(name, self_hosted=None)
    if found is None:
        near = ", ".join(catalog.nearest(name))
        raise SelectorError(f"the catalog does not know {name!r}", hint=f"near: {near}" if near else "")
    if found.offering is None and found.model is not None and found.model.weights == "closed":
        developer = catalog.vendor(found.model.developer)
        provider = Provider(developer.name if developer else found.model.developer)
        return Component(found.model.id, provider=provider, model=found.model.id, kind="inference-api",
                         deployment="hosted")  # fmt: skip
    if found.offering is not None and found.model is None and (model := catalog.model(name)) is not None:
        return Component(name, uses=f"service:{name}", model=model.id)
    return Component(name, uses=name)
