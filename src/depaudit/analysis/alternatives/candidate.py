"""Candidates: models that can be held, offerings that serve them, and products that do a job of their own."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from depaudit.catalog.names import offering_named
from depaudit.model.knowledge import Model, Offering
from depaudit.model.layer import layer_of

if TYPE_CHECKING:
    from depaudit.catalog import Catalog

SELF_HOSTABLE = "self-hostable-open-source"


class Candidate(NamedTuple):
    """A model to run oneself, a model on somebody's service, or a product (run oneself where `offering` allows)."""

    model: Model | None = None
    offering: Offering | None = None

    @property
    def id(self) -> str:
        """What to write after `uses:`."""
        names = [one.id for one in (self.offering, self.model) if one is not None]
        return "/".join(names)

    @property
    def hosted(self) -> bool:
        """Whether somebody else would run it."""
        return self.offering is not None and (self.model is not None or SELF_HOSTABLE not in self.offering.delivery)


def models(catalog: "Catalog") -> Iterator[Candidate]:
    """Every model of the catalog as something to run oneself, by id."""
    held = map(catalog.model, catalog.ids("model"))
    yield from (Candidate(model=model) for model in held if model is not None)


def hosted(held: Iterable[Model], catalog: "Catalog") -> Iterator[Candidate]:
    """The services that a gateway's price list names as hosts of each model, in the order of the models."""
    for model in held:
        found: dict[str, Offering] = {}
        for alias in model.aliases:
            prefix, slash, _ = alias.partition("/")
            offering = offering_named(catalog, prefix) if slash else None
            if offering is not None and offering.hosted and layer_of(offering.kind) in {"inference", "cloud"}:
                found[offering.id] = offering
        yield from (Candidate(model, found[name]) for name in sorted(found))


def products(offering: Offering, catalog: "Catalog") -> Iterator[Candidate]:
    """What the catalog names instead of `offering`, then other free software of the same kind."""
    named = [*offering.alternatives]
    kind = [
        name
        for name in catalog.ids("offering")
        if (other := catalog.offering(name)) and other.kind == offering.kind and SELF_HOSTABLE in other.delivery
    ]
    for name in dict.fromkeys((*named, *kind)):
        if name == offering.id:
            continue
        if (other := catalog.offering(name)) is not None:
            yield Candidate(offering=other)
        elif (model := catalog.model(name)) is not None:
            yield Candidate(model=model)
