"""Scenarios and what they do as plain data, for JSON. Times in hours."""

from collections.abc import Mapping, Sequence
from typing import Any

from depaudit.model.duration import DAY, hours
from depaudit.model.plain import plain_verdict
from depaudit.model.scenario import Course, Scenario, state_at
from depaudit.scenarios.play import Played


def plain_entry(scenario: Scenario) -> dict[str, Any]:
    """A line of the list."""
    return {
        "id": scenario.id,
        "title": scenario.title,
        "kind": scenario.kind,
        "side": scenario.side,
        "jurisdictions": list(scenario.jurisdictions),
        "mechanism": scenario.mechanism,
        "date": scenario.date,
        "sources": list(scenario.sources),
    }


def plain_scenario(scenario: Scenario) -> dict[str, Any]:
    """A scenario with what it selects, what is left of access, and what a reader must know."""
    reach = scenario.reach
    persons = reach and {"nationalities": list(reach.nationalities), "except": list(reach.other_than),
                         "verifiable": reach.verifiable}  # fmt: skip
    return {
        **plain_entry(scenario),
        "notice_h": None if scenario.notice is None else hours(scenario.notice),
        "ends_h": None if scenario.ends is None else hours(scenario.ends),
        "shows": scenario.shows,
        "shows_known": scenario.shows_known,
        "persons": persons,
        "takes": [
            {
                "select": [{name: list(values) for name, values in aim.criteria} for aim in action.aims],
                "remote": _course(action.remote),
                "local_copy": None if action.local is None else _course(action.local),
            }
            for action in scenario.actions
        ],
        "precedents": list(scenario.precedents),
        "instruments": list(scenario.instruments),
        "caveats": list(scenario.caveats),
    }


def _course(course: Course) -> list[dict[str, Any]]:
    return [{"from_h": hours(start), "state": state} for start, state in course]


def plain_played(result: Played, rto: Mapping[str, int], horizons: Sequence[int]) -> dict[str, Any]:
    """What one scenario does to a stack: verdicts with what serves instead, and what is left of what it takes."""
    serves = dict(result.on)
    return {
        "scenario": result.id,
        "side": result.side,
        "parts": [plain_scenario(part) for part in result.parts],
        "collapsed": list(result.collapsed),
        "not_assessed": list(result.not_assessed),
        "stops": list(result.stops),
        "takes": [
            {
                "component": touch.id,
                "held": touch.held,
                "states": {str(day): state_at(touch.course, day * DAY) for day in horizons},
                "unknown": touch.unknown,
                "why": touch.why,
            }
            for touch in result.touches
        ],
        "survival": [
            {
                **plain_verdict(verdict),
                "rto_h": hours(rto[verdict.service]),
                "runs_on": [
                    {"gate": one.gate, "first": one.first, "serves": [[hours(at), name] for at, name in one.serves]}
                    for one in serves.get(verdict.service, ())
                ],
            }
            for verdict in result.verdicts
        ],
    }
