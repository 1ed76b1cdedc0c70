"""A report read back from its JSON: the inverse of `model/plain.py`."""

from collections.abc import Mapping
from typing import Any

from depaudit.errors import Position, ReportError
from depaudit.model.chains import Chain, Illusion
from depaudit.model.decode import decode, decoder, record
from depaudit.model.duration import HOUR
from depaudit.model.finding import Finding, Remedy, RuleCard, RuleFailure
from depaudit.model.history import History
from depaudit.model.inventory import NOWHERE, Coverage, Objective, Waiver
from depaudit.model.overlaid import Overlaid
from depaudit.model.picture import Picture
from depaudit.model.plain import SCHEMA
from depaudit.model.report import Compared, Report, Subject
from depaudit.model.results import (
    Alternative,
    Assumption,
    Concentration,
    CutSets,
    Exposure,
    ObjectiveResult,
    Rung,
    Score,
    Unknown,
)
from depaudit.model.verdict import Outage, Verdict
from depaudit.model.waiver import WaiverUse

Raw = Mapping[str, Any]


def report_of(plain: Any) -> Report:
    """The report that `plain` (a decoded JSON document) holds.

    Raises ReportError where it is no report of this format, or not whole.
    """
    found = plain.get("schema") if isinstance(plain, Mapping) else None
    if found != SCHEMA:
        said = f"its schema is {str(found)[:60]!r}" if found else "it has no schema"
        raise ReportError(f"this is not a report: {said}", hint=f"write one with -o report.json ({SCHEMA})")
    try:
        return _report(plain)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)
        raise ReportError(f"the report is not whole: {what[:200]}", hint="write it anew with depaudit scan") from None


def _report(plain: Raw) -> Report:
    summary = plain["summary"]
    horizons = plain.get("horizons") or [int(day) for day in next(iter(plain["survival"]), {"states": {}})["states"]]
    return Report(
        tool_version=decode(str, plain["tool"]["version"]),
        as_of=decode(str, plain["as_of"]),
        horizons=decode(tuple[int, ...], horizons),
        subject=_subject(plain["inventory"]),
        catalog_version=decode(str, plain["catalog"]["version"]),
        catalog_as_of=decode(str, plain["catalog"]["as_of"]),
        headline=decode(str, summary["headline"]),
        score=Score(
            decode(float, summary["score"]),
            decode(float, summary.get("score_certain", summary["score"])),
            decode(str | None, summary["worst_jurisdiction"]),
        ),
        survival=tuple(map(verdict_of, plain["survival"])),
        ladder=decode(tuple[Rung, ...], plain["ladder"]),
        objectives=tuple(map(_objective, plain["objectives"])),
        exposure=decode(tuple[Exposure, ...], plain.get("exposure", [])),
        cut_sets=tuple(map(_cut_sets, plain["cut_sets"])),
        concentration=tuple(map(_concentration, plain["concentration"])),
        findings=tuple(map(finding_of, plain["findings"])),
        assumptions=tuple(map(_assumption, plain.get("assumptions", ()))),
        unknowns=tuple(map(_unknown, plain.get("unknowns", ()))),
        not_assessed=decode(tuple[str, ...], plain.get("not_assessed", [])),
        failures=decode(tuple[RuleFailure, ...], plain.get("failures", [])),
        stale_facts=decode(int, summary.get("stale_facts", 0)),
        alternatives=decode(tuple[Alternative, ...], plain["alternatives"]),
        picture=decode(Picture | None, plain.get("picture")),
        rules=decode(tuple[RuleCard, ...], plain.get("rules", [])),
        waivers=tuple(map(_use, plain.get("waivers", ()))),
        overlaid=decode(Overlaid, plain.get("overlay", {})),
        coverage=decode(tuple[Coverage, ...], plain.get("coverage", [])),
        history=_history(plain.get("history") or {}),
        chains=decode(tuple[Chain, ...], plain.get("fallbacks", [])),
        illusions=decode(tuple[Illusion, ...], plain.get("illusions", [])),
        compared=decode(Compared | None, plain.get("baseline")),
    )


def _subject(plain: Raw) -> Subject:
    services = tuple(
        (decode(str, one["id"]), decode(float, one["weight"]), _seconds(one, "rto", one["rto_h"]))
        for one in plain["services"]
    )
    return Subject(
        decode(str, plain["organisation"]), decode(str | None, plain["jurisdiction"]),
        decode(tuple[str, ...], plain["home"]), decode(tuple[str, ...], plain["paths"]), decode(str, plain["digest"]),
        services, decode(int, plain["components"]), decode(tuple[str, ...], plain["warnings"]),
    )  # fmt: skip


def _seconds(plain: Raw, name: str, in_hours: float) -> int:
    """Seconds, exact where the report holds them exactly."""
    exact = plain.get("seconds", {}).get(name)
    seconds: int = decode(int, exact) if exact is not None else round(decode(float, in_hours) * HOUR)
    return seconds


def _maybe(plain: Raw, name: str, in_hours: float | None) -> int | None:
    return None if in_hours is None else _seconds(plain, name, in_hours)


def verdict_of(plain: Raw) -> Verdict:
    """One verdict. Raises KeyError or ValueError for what is missing or malformed."""
    rest = {"states": [[int(day), state] for day, state in plain["states"].items()],
            "first_down": None, "interruption": None}  # fmt: skip
    found: Verdict = _VERDICT({**plain, **rest})
    return found._replace(
        first_down=_maybe(plain, "first_down", plain["first_down_h"]),
        outages=_spans(plain, "outages"),
        interruption=_maybe(plain, "interruption", plain["interruption_hours"]),
        short_interruptions=_spans(plain, "short_interruptions"),
    )


def _spans(plain: Raw, name: str) -> tuple[Outage, ...]:
    exact = plain.get("seconds", {}).get(name)
    if exact is not None:
        return tuple(Outage(decode(int, start), decode(int | None, end)) for start, end in exact)
    return tuple(
        Outage(round(decode(float, start) * HOUR), None if end is None else round(decode(float, end) * HOUR))
        for start, end in plain.get(name, ())
    )


def _nothing(_value: Any) -> None:
    return None


def _empty(_value: Any) -> tuple[()]:
    return ()


def _objective(plain: Raw) -> ObjectiveResult:
    declared = Objective(
        decode(tuple[str, ...], plain["services"]), decode(tuple[str, ...], plain["survive"]),
        _maybe(plain, "within", plain["within_h"]), decoder(Objective.__annotations__["at_least"])(plain["at_least"]),
        _maybe(plain, "span", plain["for_h"]), _position(plain),
    )  # fmt: skip
    pairs = tuple[tuple[str, str], ...]
    unknown_by = decode(pairs, plain.get("unknown_by", []))
    by = decode(pairs, plain["by"])
    certain = by[: len(by) - len(unknown_by)]
    return ObjectiveResult(declared, decode(bool, plain["breached"]), certain, unknown_by,
                           decode(tuple[str, ...], plain.get("not_assessed", [])),
                           decode(pairs, plain.get("cuts", [])))  # fmt: skip


def _position(plain: Raw) -> Position:
    place = plain.get("location")
    found: Position = NOWHERE if place is None else decode(Position, place)
    return found


def _cut_sets(plain: Raw) -> CutSets:
    counts = plain.get("counts")
    pairs = None if counts is None else [[int(order), number] for order, number in counts.items()]
    found: CutSets = decode(CutSets, {**plain, "counts": pairs})
    return found


def _history(plain: Raw) -> History:
    late = [{**one, "switch": round(decode(float, one["switch_h"]) * HOUR)} for one in plain.get("late", ())]
    lengths = [round(length * HOUR) for length in decode(tuple[float, ...], plain.get("outages_h", []))]
    notice = round(decode(float, plain.get("median_notice_h", 0)) * HOUR)
    rest = {"late": late, "outages": lengths, "median_notice": notice, "access": plain.get("lawful_access", [])}
    found: History = decode(History, {**plain, **rest})
    return found


def _concentration(plain: Raw) -> Concentration:
    found: Concentration = decode(
        Concentration, {**plain, "shares": [list(pair) for pair in plain["shares"].items()]}
    )
    return found


def _assumption(plain: Raw) -> Assumption:
    found: Assumption = decode(Assumption, {**plain, "position": plain.get("location")})
    return found


def _unknown(plain: Raw) -> Unknown:
    found: Unknown = decode(Unknown, {**plain, "position": plain.get("location")})
    return found


def finding_of(plain: Raw) -> Finding:
    """One finding. Raises KeyError or ValueError for what is missing or malformed."""
    remedy = None if plain["remedy"] is None else Remedy(decode(str, plain["remedy"]), plain.get("patch", ""))
    waiver = None if plain["waived"] is None else _waiver({**_named(plain), **plain["waived"]})
    found: Finding = _FINDING(plain)._replace(remedy=remedy, waived=waiver)
    return found


def _named(plain: Raw) -> dict[str, Any]:
    return {"rule": plain["rule"], "subject": plain["subject"]}


def _waiver(plain: Raw) -> Waiver:
    return _WAIVER(plain)._replace(position=_position(plain))  # type: ignore[no-any-return]


def _use(plain: Raw) -> WaiverUse:
    found: WaiverUse = _USE({**plain, "waiver": plain, "severity": plain.get("worst", "")})
    return found


_VERDICT = record(Verdict, first_down=_nothing, outages=_empty, interruption=_nothing, short_interruptions=_empty)
_FINDING = record(Finding, remedy=_nothing, waived=_nothing)
_WAIVER = record(Waiver)
_USE = record(WaiverUse, waiver=_waiver)
