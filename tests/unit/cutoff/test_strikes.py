"""Strikes: losses with a course of their own, which a scenario puts on single nodes."""

from depaudit import Simulation, load
from depaudit.cutoff.batch import Batch
from depaudit.cutoff.scenario import Cutoff, Strike
from depaudit.cutoff.survival import verdicts
from depaudit.model.duration import DAY
from depaudit.model.lever import Profile, Span
from depaudit.model.verdict import Verdict


def struck(*strikes: tuple[Profile, bool]) -> Verdict:
    """The verdict on a service whose one component is struck."""
    simulation = Simulation(
        load(
            {
                "depaudit": 1,
                "services": [{"id": "s", "criticality": "critical", "requires": ["a"]}],
                "components": [{"id": "a", "provider": {"own": True}, "region": "CA"}],
            }
        )
    )
    node = simulation.graph.by_id["a"]
    found = tuple(Strike(node, profile, "told to stop", unknown, "the-fact") for profile, unknown in strikes)
    batch = Batch(simulation.graph, (Cutoff("x", "scenario", (), strikes=found),))
    return verdicts(batch, simulation.services)[0]


def test_a_strike_that_ends_is_an_outage_of_its_length() -> None:
    verdict = struck((Profile(blocked=(Span(2 * DAY, 20 * DAY),)), False))
    assert [state for _, state in verdict.states] == ["up", "up", "up"]
    assert verdict.outages == ((2 * DAY, 20 * DAY),)
    assert verdict.interruption == 18 * DAY
    assert verdict.path == ("s", "a")
    assert verdict.path_notes[-1] == "told to stop"


def test_two_strikes_on_one_node_follow_each_other() -> None:
    first, then = Profile(blocked=(Span(0, 30 * DAY),)), Profile(impairs=(Span(30 * DAY),))
    assert [state for _, state in struck((first, False), (then, False)).states] == ["down", "degraded", "degraded"]


def test_a_strike_that_only_impairs_is_explained() -> None:
    verdict = struck((Profile(impairs=(Span(0, 40 * DAY),)), False))
    assert [state for _, state in verdict.states] == ["degraded", "degraded", "up"]
    assert verdict.path_notes[-1] == "told to stop"


def test_an_unknown_strike_leaves_the_verdict_open_and_names_what_decides() -> None:
    verdict = struck((Profile(blocked=(Span(0),)), True))
    assert verdict.breach is None
    assert [state for _, state in verdict.states] == ["unknown", "unknown", "unknown"]
    assert verdict.decided_by == ("the-fact",)


def test_a_strike_that_only_hurts_between_the_year_and_the_horizon_after_it_leaves_no_trace() -> None:
    simulation = Simulation(
        load(
            {
                "depaudit": 1,
                "services": [{"id": "s", "requires": ["a"]}],
                "components": [{"id": "a", "kind": "cloud"}],
            }
        )
    )
    strike = Strike(simulation.graph.by_id["a"], Profile(blocked=(Span(400 * DAY, 500 * DAY),)), "late")
    batch = Batch(simulation.graph, (Cutoff("x", "scenario", (), strikes=(strike,)),), (0, 730))
    (verdict,) = verdicts(batch, simulation.services)
    assert [state for _, state in verdict.states] == ["up", "up"]
    assert (verdict.first_down, verdict.path) == (None, ())


def test_a_strike_on_a_held_copy_hurts_while_its_keeper_is_down() -> None:
    copy = {"state": "mirrored", "at": "store"}
    simulation = Simulation(
        load(
            {
                "depaudit": 1,
                "services": [{"id": "s", "requires": ["m"]}],
                "components": [
                    {"id": "m", "uses": "llama-3.3-70b-instruct", "deployment": "self-hosted", "copy": copy},
                    {"id": "store", "provider": {"own": True}, "region": "CA"},
                ],
            }
        )
    )
    held = Strike(simulation.graph.by_id["m"], Profile(), "no new weights", guarded=Profile(impairs=(Span(0),)))
    lost = Strike(simulation.graph.by_id["store"], Profile(blocked=(Span(0, 60 * DAY),)), "the store is gone")
    cutoffs = (
        Cutoff("both", "scenario", (), strikes=(held, lost)),
        Cutoff("one", "scenario", (), strikes=(held,)),
    )
    both, one = verdicts(Batch(simulation.graph, cutoffs), simulation.services)
    assert [state for _, state in both.states] == ["degraded", "degraded", "up"]
    assert both.path_notes[-1] == "no new weights"
    assert [state for _, state in one.states] == ["up", "up", "up"]
