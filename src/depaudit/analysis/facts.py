"""The whole catalog behind a simulation. The engine asks for less of it (`Knowledge`): what its tests give."""

from typing import TYPE_CHECKING, cast

from depaudit.cutoff.simulation import Simulation

if TYPE_CHECKING:
    from depaudit.catalog import Catalog


def catalog_of(simulation: Simulation) -> "Catalog":
    """The catalog, for those who search it; that of a test may lack what is not looked up one by one."""
    return cast("Catalog", simulation.sources.catalog)
