"""The same question for a solver: HiGHS by way of scipy, an optional extra that is imported only here."""

from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from typing import Any

from depaudit.analysis.plan.hitting import Cover, Demand
from depaudit.errors import ConfigError


def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("scipy") is not None


def solved(demands: Iterable[Demand], costs: Sequence[int], seconds: float = 60.0) -> Cover:
    """The cheapest set of actions that meets every demand, by mixed-integer programming.

    Raises ConfigError where the extra is missing.
    """
    if not available():
        raise ConfigError("the solver is not installed", hint="pip install 'depaudit-ai[solver]', or --solver search")
    listed = sorted(set(demands), key=lambda one: (len(one), sorted(one)))
    used = sorted(set().union(*listed))
    if not used:
        return Cover(frozenset(), 0, 0)
    column = {action: number for number, action in enumerate(used)}
    result = _run(listed, column, [costs[action] for action in used], seconds)
    chosen = frozenset(action for action in used if result.x[column[action]] > 0.5)
    cost = sum(costs[action] for action in chosen)
    gap = getattr(result, "mip_dual_bound", None)
    bound = cost if result.status == 0 else int(gap or 0)
    return Cover(chosen, cost, bound)


def _run(demands: Sequence[Demand], column: dict[int, int], costs: Sequence[int], seconds: float) -> Any:
    from importlib import import_module

    np: Any = import_module("numpy")
    optimize: Any = import_module("scipy.optimize")
    sparse: Any = import_module("scipy.sparse")

    rows = [number for number, demand in enumerate(demands) for _ in demand]
    columns = [column[action] for demand in demands for action in sorted(demand)]
    matrix = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(demands), len(column)))
    result = optimize.milp(
        np.array(costs, dtype=float),
        integrality=np.ones(len(column)),
        bounds=optimize.Bounds(0, 1),
        constraints=optimize.LinearConstraint(matrix, lb=1),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    if result.x is None:
        raise ConfigError(f"the solver found no answer within {seconds:g} s", hint="--solver search")
    return result
