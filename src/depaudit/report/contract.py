"""The JSON Schema of `depaudit.report/1`: what a reader of the report may rely on. Keys are added, never lost."""

from typing import Any, Final

from depaudit.model.plain import SCHEMA

TEXT: Final = {"type": "string"}
NUMBER: Final = {"type": "number"}
COUNT: Final = {"type": "integer", "minimum": 0}
FLAG: Final = {"type": "boolean"}
HOURS: Final = {"type": ["number", "null"], "minimum": 0, "description": "hours, two decimals; null without end"}
KIND: Final = {"enum": ["model", "vendor", "layer", "jurisdiction", "scenario"]}
STATE: Final = {"enum": ["up", "degraded", "down", "unknown"]}
SEVERITY: Final = {"enum": ["critical", "high", "medium", "low", "info"]}


def _list(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _maybe(kind: str) -> dict[str, Any]:
    return {"type": [kind, "null"]}


def _object(**properties: Any) -> dict[str, Any]:
    """An object in which each of `properties` is there; others may be."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def _map(values: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": values}


LOCATION: Final = _object(path=TEXT, line={"type": ["integer", "null"], "minimum": 1},
                          column={"type": ["integer", "null"], "minimum": 1})  # fmt: skip
PLACE: Final = {"anyOf": [LOCATION, {"type": "null"}]}
SPANS: Final = _list({"type": "array", "prefixItems": [NUMBER, HOURS], "minItems": 2, "maxItems": 2})
PAIRS: Final = _list({"type": "array", "items": TEXT, "minItems": 2, "maxItems": 2})
ACCEPTED: Final = _object(reason=TEXT, owner=_maybe("string"), expires={"type": ["string", "null"], "format": "date"})

SERVICE: Final = _object(id=TEXT, weight=NUMBER, rto_h=NUMBER)
VERDICT: Final = _object(
    service=TEXT, cutoff=TEXT, kind=KIND, foreign=FLAG, states=_map(STATE), breach=_maybe("boolean"), baseline=FLAG,
    first_down_h=HOURS, outages=SPANS, short_interruptions=SPANS, interruption_hours=HOURS, path=_list(TEXT),
    path_notes=_list(TEXT), reasons=_list(_list(TEXT)), assumed=_list(TEXT), decided_by=_list(TEXT),
)  # fmt: skip
FINDING: Final = _object(
    id=TEXT, rule=TEXT, name=TEXT, severity=SEVERITY, confidence={"enum": ["high", "medium", "low"]}, subject=TEXT,
    cutoff=TEXT, message=TEXT, location=LOCATION, path=_list(TEXT), path_notes=_list(TEXT), evidence=_list(TEXT),
    facts=_list(TEXT), remedy=_maybe("string"), references=_list(TEXT), fingerprint=TEXT, path_mark=TEXT,
    standing={"enum": ["open", "new", "worsened", "expired", "known", "waived"]}, note=TEXT,
    waived={"anyOf": [ACCEPTED, {"type": "null"}]},
)  # fmt: skip
OBJECTIVE: Final = _object(services=_list(TEXT), survive=_list(TEXT), within_h=HOURS, for_h=HOURS, by=PAIRS,
                           at_least={"enum": ["up", "degraded"]}, breached=FLAG)  # fmt: skip
CUT_SETS: Final = _object(service=TEXT, level={"enum": ["jurisdiction", "vendor", "component"]}, horizon=COUNT,
                          sets=_list(_list(TEXT)))  # fmt: skip
CONCENTRATION: Final = _object(axis=TEXT, weight=TEXT, hhi=NUMBER, effective_number=NUMBER, cr1=NUMBER, cr3=NUMBER,
                               shares=_map(NUMBER))  # fmt: skip
SUMMARY: Final = _object(
    headline=TEXT, score={"type": "number", "minimum": 0, "maximum": 100},
    severity={"anyOf": [SEVERITY, {"type": "null"}]}, worst_jurisdiction=_maybe("string"),
    findings=_object(critical=COUNT, high=COUNT, medium=COUNT, low=COUNT, info=COUNT),
    objectives=_object(total=COUNT, breached=COUNT), waived=COUNT, unknowns=COUNT, assumptions=COUNT,
)  # fmt: skip
WAIVER: Final = _object(
    rule=TEXT, subject=TEXT, cut=_maybe("string"), reason=TEXT, owner=_maybe("string"), expires=_maybe("string"),
    state={"enum": ["in force", "expiring", "expired", "unused", "outgrown", "too long"]}, covers=_list(TEXT),
    lost=_list(TEXT), location=PLACE,
)  # fmt: skip


def report_schema() -> dict[str, Any]:
    """The JSON Schema, draft 2020-12."""
    body = _object(
        schema={"const": SCHEMA}, tool=_object(name=TEXT, version=TEXT), as_of={"type": "string", "format": "date"},
        horizons=_list(COUNT),
        inventory=_object(paths=_list(TEXT), organisation=TEXT, jurisdiction=_maybe("string"), home=_list(TEXT),
                          digest=TEXT, components=COUNT, services=_list(SERVICE), warnings=_list(TEXT)),
        catalog=_object(version=TEXT, as_of=TEXT), summary=SUMMARY, survival=_list(VERDICT),
        ladder=_list(_object(service=TEXT, rung=KIND, cutoff=TEXT)), objectives=_list(OBJECTIVE),
        exposure=_list(_object(cutoff=TEXT, kind=KIND, horizon=COUNT, share=NUMBER)), cut_sets=_list(CUT_SETS),
        concentration=_list(CONCENTRATION), findings=_list(FINDING),
        alternatives=_list(_object(component=TEXT, alternative=TEXT, action=TEXT, reasons=_list(TEXT),
                                   residual_cut_sets=_list(_list(TEXT)), score_before=NUMBER, score_after=NUMBER)),
        assumptions=_list(_object(id=TEXT, subject=TEXT, text=TEXT, verdicts=COUNT)),
        unknowns=_list(_object(fact=TEXT, text=TEXT, verdicts=PAIRS)), not_assessed=_list(TEXT),
        failures=_list(_object(rule=TEXT, reason=TEXT)), waivers=_list(WAIVER),
        rules=_list(_object(id=TEXT, name=TEXT, summary=TEXT, doc=TEXT, references=_list(TEXT), stability=TEXT)),
    )  # fmt: skip
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:depaudit:report:1",
        "title": "depaudit report, format 1",
        **body,
    }
