"""The only module that a rule pack imports: what a rule reads, what it yields, how it is declared."""

from depaudit.analysis.assessment import Assessment, ServiceFacts, Thresholds
from depaudit.errors import Position
from depaudit.model.duration import format_duration
from depaudit.model.finding import Finding, Remedy
from depaudit.model.inventory import Inventory, Notice
from depaudit.model.jurisdiction import members, name_of
from depaudit.model.parts import Behind, GateFacts, Part
from depaudit.model.results import (
    Concentration,
    FallbackPair,
    Gap,
    ModelUse,
    ObjectiveResult,
    Rung,
    SinglePoint,
    Stranglehold,
    Unknown,
)
from depaudit.model.severity import Confidence, Severity
from depaudit.model.verdict import Outage, Verdict
from depaudit.rulekit.declare import VERSION, OptionValue, Rule, rule
from depaudit.rulekit.severity import outage_severity

__all__ = [
    "VERSION",
    "Assessment",
    "Behind",
    "Concentration",
    "Confidence",
    "FallbackPair",
    "Finding",
    "Gap",
    "GateFacts",
    "Inventory",
    "ModelUse",
    "Notice",
    "ObjectiveResult",
    "OptionValue",
    "Outage",
    "Part",
    "Position",
    "Remedy",
    "Rule",
    "Rung",
    "ServiceFacts",
    "Severity",
    "SinglePoint",
    "Stranglehold",
    "Thresholds",
    "Unknown",
    "Verdict",
    "format_duration",
    "members",
    "name_of",
    "outage_severity",
    "rule",
]
