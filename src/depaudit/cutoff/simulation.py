"""What-if on one inventory: build the graph once, then ask what any cut does."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from depaudit.cutoff.batch import Batch
from depaudit.cutoff.rows import appears, controllers
from depaudit.cutoff.scenario import NOT_FOUND, Cutoff, Selector, parse_selector
from depaudit.cutoff.survival import Watched, verdicts, watch
from depaudit.errors import SelectorError
from depaudit.graph import Graph, Sources, build_graph
from depaudit.model.inventory import Component, Inventory, Service
from depaudit.model.jurisdiction import homes_of
from depaudit.model.verdict import CutKind, Verdict

if TYPE_CHECKING:
    from depaudit.graph.sources import Knowledge
    from depaudit.model.knowledge import Trust

HORIZONS = (0, 30, 365)
NO_DAY = "9999-12-31"


class Simulation:
    """An inventory joined with the catalog, ready for any cut. Immutable: `change` returns another one."""

    def __init__(
        self,
        inventory: Inventory,
        catalog: "Knowledge | None" = None,
        *,
        trust: "Trust" = "medium",
        home: Sequence[str] = (),
        as_of: str = NO_DAY,
    ) -> None:
        if home:
            organisation = inventory.organisation._replace(home=tuple(home))
            inventory = inventory._replace(organisation=organisation)
        if catalog is None:
            from depaudit.catalog.known import known

            catalog = known(inventory.overlay, as_of="" if as_of == NO_DAY else as_of, origin=inventory.paths)
        self.inventory = inventory
        self.sources = Sources(catalog, trust, as_of)
        self.graph: Graph = build_graph(inventory, self.sources)
        self.services: tuple[Watched, ...] = tuple(watch(service, self.graph) for service in inventory.services)

    @property
    def home(self) -> tuple[str, ...]:
        """The home jurisdictions as declared; empty where nobody said."""
        organisation = self.inventory.organisation
        return organisation.home or homes_of(organisation.jurisdiction)

    def run(
        self, cut: Sequence[str], horizons: Sequence[int] = HORIZONS, *, error: str = NOT_FOUND
    ) -> Mapping[str, Verdict]:
        """What one cut (the union of the selectors) does to every service, by service id.

        Raises SelectorError for a selector that means nothing in this inventory.
        """
        batch = Batch(self.graph, (self.cutoff(cut),), horizons, error)
        return {verdict.service: verdict for verdict in verdicts(batch, self.services)}

    def cutoff(self, cut: Sequence[str]) -> Cutoff:
        """The union of the selectors as one cut, under the name that reports show. Raises SelectorError."""
        selectors = tuple(dict.fromkeys(self.selector(text) for text in cut))
        if not selectors:
            raise SelectorError("no cut was given", hint="for example: US, vendor:openai, model:gpt-5")
        single = selectors[0]
        kind: CutKind = "scenario" if len(selectors) > 1 or single.kind == "component" else single.kind
        name = "+".join(str(selector) for selector in selectors) if kind == "scenario" else single.name
        if kind == "layer":
            name = f"{single.layer}@{single.name}"
        return Cutoff(name, kind, selectors, self._foreign(single))

    def service(self, service_id: str) -> Watched:
        """One service with our defaults. Raises SelectorError for an id that is not a service."""
        for service in self.services:
            if service.id == service_id:
                return service
        from depaudit.inventory.nearest import did_you_mean

        hint = did_you_mean(service_id, [service.id for service in self.services])
        raise SelectorError(f"no service {service_id!r} in this inventory", hint=hint)

    def selector(self, text: str) -> Selector:
        """A selector, with vendors named as the graph knows them. Raises SelectorError."""
        selector = parse_selector(text)
        if selector.kind == "vendor" and selector.name not in self.graph.names:
            known = self.sources.catalog.vendor_named(selector.name)
            if known is not None:
                return selector._replace(name=known.id)
            near = [name for name in self.graph.names if name.lower() == selector.name.lower()]
            if not near:
                hint = "vendors here: " + ", ".join(sorted(self.graph.names)[:12])
                raise SelectorError(f"no vendor {selector.name!r} in this inventory", hint=hint)
            return selector._replace(name=near[0])
        if selector.kind == "model" and not appears(selector, self.graph):
            self._known_model(selector.name)
        if selector.kind == "component" and selector.name not in self.graph.by_id:
            raise SelectorError(f"no component {selector.name!r} in this inventory")
        return selector

    def _known_model(self, name: str) -> None:
        """Raise SelectorError for a model that neither the inventory nor the catalog knows: a slip of the pen."""
        if self.sources.catalog.model(name) is None:
            here = sorted({model for node in self.graph.nodes for lever in node.levers for model in lever.models})
            hint = "models here: " + ", ".join(here[:12]) if here else "no model is declared here"
            raise SelectorError(f"no model {name!r} in this inventory, and none in the catalog", hint=hint)

    def _foreign(self, selector: Selector) -> bool:
        if selector.kind in ("jurisdiction", "layer"):
            return selector.name not in self.graph.home
        states = controllers(self.graph).get(selector.name, frozenset())
        return not (states and states <= self.graph.home)

    def change(self, *things: Component | Service) -> "Simulation":
        """The same inventory with these components or services put in, in place of those with the same id."""
        components = {component.id: component for component in self.inventory.components}
        services = {service.id: service for service in self.inventory.services}
        for thing in things:
            if isinstance(thing, Service):
                services[thing.id] = thing
            else:
                components[thing.id] = thing
        changed = self.inventory._replace(components=tuple(components.values()), services=tuple(services.values()))
        return Simulation(changed, self.sources.catalog, trust=self.sources.trust, as_of=self.sources.as_of)
