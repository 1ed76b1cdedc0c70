"""depaudit: which services stop if a jurisdiction, vendor or model is cut off, through which chain, and the way out.

Everything here is loaded on first use, so that `import depaudit` costs next to nothing.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from depaudit.api import (
        alternatives,
        count_cut_sets,
        cut_sets,
        importance,
        load,
        load_rates,
        odds,
        plan,
        scan,
        settling_facts,
        simulate,
    )
    from depaudit.catalog import Catalog
    from depaudit.cutoff.simulation import Simulation
    from depaudit.errors import (
        CatalogError,
        ConfigError,
        DepauditError,
        InventoryError,
        LimitError,
        OutputError,
        Position,
        Problem,
        ReportError,
        ScenarioError,
        SelectorError,
    )
    from depaudit.model.finding import Finding
    from depaudit.model.inventory import Inventory
    from depaudit.model.report import Report
    from depaudit.model.severity import Severity
    from depaudit.model.verdict import Outage, Verdict

__version__ = "0.1.0"

_HOME = {
    "Catalog": "catalog",
    "CatalogError": "errors",
    "ConfigError": "errors",
    "DepauditError": "errors",
    "Finding": "model.finding",
    "Inventory": "model.inventory",
    "InventoryError": "errors",
    "LimitError": "errors",
    "Outage": "model.verdict",
    "OutputError": "errors",
    "Position": "errors",
    "Problem": "errors",
    "Report": "model.report",
    "ReportError": "errors",
    "ScenarioError": "errors",
    "SelectorError": "errors",
    "Severity": "model.severity",
    "Simulation": "cutoff.simulation",
    "Verdict": "model.verdict",
    "alternatives": "api",
    "count_cut_sets": "api",
    "cut_sets": "api",
    "importance": "api",
    "load": "api",
    "load_rates": "api",
    "odds": "api",
    "plan": "api",
    "scan": "api",
    "settling_facts": "api",
    "simulate": "api",
}

__all__ = [
    "Catalog",
    "CatalogError",
    "ConfigError",
    "DepauditError",
    "Finding",
    "Inventory",
    "InventoryError",
    "LimitError",
    "Outage",
    "OutputError",
    "Position",
    "Problem",
    "Report",
    "ReportError",
    "ScenarioError",
    "SelectorError",
    "Severity",
    "Simulation",
    "Verdict",
    "__version__",
    "alternatives",
    "count_cut_sets",
    "cut_sets",
    "importance",
    "load",
    "load_rates",
    "odds",
    "plan",
    "scan",
    "settling_facts",
    "simulate",
]


def __getattr__(name: str) -> object:
    if (home := _HOME.get(name)) is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
