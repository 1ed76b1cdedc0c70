"""What-if on one inventory: build the graph once, then ask what any cut does."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from depaudit.cutoff.again import Change, downstream, readers_after, readers_of, users_of
from depaudit.cutoff.batch import Batch
from depaudit.cutoff.rows import appears, controllers
from depaudit.cutoff.scenario import NOT_FOUND, Cutoff, Selector, parse_selector
from depaudit.cutoff.survival import Watched, verdicts, watch
from depaudit.errors import SelectorError
from depaudit.graph import Graph, Sources
from depaudit.graph.build import built
from depaudit.graph.draft import Draft
from depaudit.graph.rebuild import rebuilt
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
        self.sources = Sources(catalog, trust, as_of)
        self._stand(inventory, *built(inventory, self.sources))

    def _stand(self, inventory: Inventory, graph: Graph, draft: Draft) -> None:
        self.inventory = inventory
        self.graph: Graph = graph
        self.services: tuple[Watched, ...] = tuple(watch(service, graph) for service in inventory.services)
        self._draft = draft
        self._answered: dict[_Question, _Answer] = {}
        self._readers: list[list[int]] = []

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
        cutoff = self.cutoff(cut)
        question = _Question(cutoff.selectors, tuple(horizons), error)
        earlier = self._answered.get(question)
        if earlier is None:
            answer = self._found(Batch(self.graph, (cutoff,), horizons, error))
        elif earlier.touched is None:
            answer = earlier
        else:
            answer = self._renewed(earlier, earlier.touched, cutoff, error)
        self._answered = {question: answer}
        return dict(answer.verdicts)

    def _found(self, batch: Batch) -> "_Answer":
        return _Answer(batch, {verdict.service: verdict for verdict in verdicts(batch, self.services)}, self.services)

    def _renewed(self, earlier: "_Answer", touched: frozenset[int], cutoff: Cutoff, error: str) -> "_Answer":
        """The answer from before the change: anew for the services that stand on it, as it was for the others."""
        change = Change(touched, downstream(touched, earlier.readers))
        batch = earlier.batch.after(self.graph, (cutoff,), error, change)
        again = [service for service, before in zip(self.services, earlier.services, strict=True)
                 if service.node in change.inside or service != before]  # fmt: skip
        users = users_of([service.node for service in again], self.graph)
        renewed = {verdict.service: verdict for verdict in verdicts(batch, again, users)}
        found = {name: renewed[name] if name in renewed else verdict._replace(foreign=cutoff.foreign)
                 for name, verdict in earlier.verdicts.items()}  # fmt: skip
        return _Answer(batch, found, self.services)

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
        if selector.kind == "component" and not self.graph.nodes[self.graph.by_id[selector.name]].leaf:
            hint = "a cut takes what has uses: or provider: away; name what this one stands on"
            raise SelectorError(f"{selector.name!r} only joins other components", hint=hint)
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
        """The same inventory with these components or services put in, in place of those with the same id.

        Only their own nodes are made anew, and a question that was put to this simulation last is answered by working
        out what stands on them; where nodes come or go (a new id, other gates in place, other upstreams), all is.
        Raises InventoryError for replicas of which more are needed than there are.
        """
        components = {component.id: component for component in self.inventory.components}
        services = {service.id: service for service in self.inventory.services}
        for thing in things:
            if isinstance(thing, Service):
                services[thing.id] = thing
            else:
                components[thing.id] = thing
        changed = self.inventory._replace(components=tuple(components.values()), services=tuple(services.values()))
        new = {thing.id: thing for thing in things}
        result = rebuilt(
            self.graph,
            self._draft,
            [thing for thing in new.values() if not isinstance(thing, Service)],
            [thing for thing in new.values() if isinstance(thing, Service)],
            self.sources,
        )
        if result is None:
            return Simulation(changed, self.sources.catalog, trust=self.sources.trust, as_of=self.sources.as_of)
        other = object.__new__(Simulation)
        other.sources = self.sources
        other._stand(changed, result.graph, result.draft)
        if self._answered and not self._readers:
            self._readers = readers_of(self.graph)
        if self._readers:
            other._readers = readers_after(self._readers, self.graph, result.graph, result.touched)
        other._answered = {question: self._outdated(answer, result.touched)
                           for question, answer in self._answered.items()}  # fmt: skip
        return other

    def _outdated(self, answer: "_Answer", touched: frozenset[int]) -> "_Answer":
        if answer.touched is not None:
            return answer._replace(touched=answer.touched | touched)
        return answer._replace(touched=touched, readers=self._readers)


class _Question(NamedTuple):
    """What was asked: cuts, horizons in days, and how the cuts show themselves."""

    selectors: tuple[Selector, ...]
    horizons: tuple[int, ...]
    error: str


class _Answer(NamedTuple):
    """What was found, and for which services. After changes: the nodes `touched` since, and who read what before."""

    batch: Batch
    verdicts: Mapping[str, Verdict]
    services: tuple[Watched, ...]
    touched: frozenset[int] | None = None
    readers: Sequence[Sequence[int]] = ()
