"""One question in, answers out: an inventory, one of its components, a model, or a described need."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from depaudit.analysis.alternatives.find import Answer, for_component, for_task
from depaudit.analysis.alternatives.licence import licensed
from depaudit.analysis.alternatives.proof import foreign_states, lost_under
from depaudit.analysis.alternatives.stand_in import for_model
from depaudit.analysis.alternatives.wish import TASKS, Wish
from depaudit.cutoff.scenario import Cutoff
from depaudit.cutoff.simulation import Simulation
from depaudit.errors import SelectorError
from depaudit.graph.reach import under
from depaudit.model.inventory import Organisation

if TYPE_CHECKING:
    from depaudit.catalog import Catalog


def in_inventory(
    simulation: Simulation, wish: Wish, *, components: Sequence[str] = (), cut: Sequence[str] = (), limit: int = 5,
    scenarios: Sequence[Cutoff] = (),
) -> tuple[Answer, ...]:  # fmt: skip
    """Answers for `components`; without any, for every leaf under a service that some foreign state takes away."""
    wish = licensed(simulation.inventory.organisation, wish)
    names = components or exposed(simulation)
    return tuple(for_component(simulation, name, wish, cut, limit, scenarios) for name in names)


def of_model(
    name: str, wish: Wish, catalog: "Catalog", *, home: Sequence[str] = (), cut: Sequence[str] = (), limit: int = 5,
    scenarios: Sequence[Cutoff] = (),
) -> tuple[Answer, ...]:  # fmt: skip
    """The answer for a model or an offering by name; see `for_model`."""
    wish = licensed(Organisation(home=tuple(home)), wish)
    return (for_model(name, wish, catalog, home=home, cut=cut, limit=limit, scenarios=scenarios),)


def of_task(
    wish: Wish, catalog: "Catalog", *, home: Sequence[str] = (), cut: Sequence[str] = (), limit: int = 5,
    scenarios: Sequence[Cutoff] = (),
) -> tuple[Answer, ...]:  # fmt: skip
    """The answer for a described need. Raises SelectorError for a task that does not exist."""
    if wish.job.task not in TASKS:
        raise SelectorError(f"there is no task {wish.job.task!r}", hint="tasks: " + ", ".join(TASKS))
    return (for_task(wish, catalog, limit, home=home, cut=cut, scenarios=scenarios),)


def exposed(simulation: Simulation) -> tuple[str, ...]:
    """Leaf components under some service that a foreign state takes away, in the order of the inventory."""
    graph = simulation.graph
    used = {node for service in simulation.services for node in under(graph, service.node)}
    names = [one.id for one in simulation.inventory.components
             if graph.nodes[graph.by_id[one.id]].leaf and graph.by_id[one.id] in used]  # fmt: skip
    lost = lost_under(simulation, names, foreign_states(simulation))
    return tuple(name for name in names if lost[name])
