"""What the graph is built with: the catalog, the level of trust, and the day on which facts are judged."""

from typing import NamedTuple, Protocol

from depaudit.model.jurisdiction import is_jurisdiction
from depaudit.model.knowledge import Hardware, Model, Offering, Trust, Vendor


class Resolution(Protocol):
    """What a catalog id stands for: an offering, a model, hardware, or an offering with a model."""

    @property
    def offering(self) -> Offering | None:
        """The product that is used, if the id names one."""

    @property
    def model(self) -> Model | None:
        """The model that is run, if the id names one that is known."""

    @property
    def hardware(self) -> Hardware | None:
        """The machine, if the id names one."""

    @property
    def unknown_model(self) -> str:
        """The name of a model that the catalog does not list, empty otherwise."""


class Knowledge(Protocol):
    """The part of the catalog that the graph reads."""

    def vendor(self, vendor_id: str, /) -> Vendor | None:
        """The vendor with this id."""

    def offering(self, offering_id: str, /) -> Offering | None:
        """The offering with this id."""

    def model(self, model_id: str, /) -> Model | None:
        """The model with this id."""

    def vendor_named(self, text: str, /) -> Vendor | None:
        """The vendor with this id, name or alias, whatever its case."""

    def region(self, name: str, /) -> str | None:
        """The country of a cloud region."""

    def resolve(self, uses: str, /, *, self_hosted: bool | None) -> Resolution | None:
        """What a `uses:` stands for; None where the catalog does not know it."""


class Sources(NamedTuple):
    """Catalog, level of trust and day of judgement (ISO date)."""

    catalog: Knowledge
    trust: Trust = "medium"
    as_of: str = "9999-12-31"

    def vendor(self, vendor_id: str) -> Vendor | None:
        """The vendor with this id."""
        return self.catalog.vendor(vendor_id)

    def country(self, region: str) -> str | None:
        """The country of a region: a code stands for itself, a cloud region is looked up; None where nobody knows."""
        return region if is_jurisdiction(region) else self.catalog.region(region)
