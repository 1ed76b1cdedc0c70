"""Counts of cut sets in a scan: exact, or said not to be known."""

from pathlib import Path

from depaudit import Simulation, load
from depaudit.analysis.counts import with_counts
from depaudit.analysis.points import component_sets
from depaudit.cutoff.sets import service_sets

BANK = Path(__file__).parents[3] / "examples" / "maple-bank.yaml"


def test_counts_are_those_of_the_exact_sets() -> None:
    simulation = Simulation(load(BANK))
    for one in with_counts(simulation, component_sets(simulation)):
        node = simulation.service(one.service).node
        exact = service_sets(simulation.graph, simulation.home, node, "component").worst
        assert one.counts == tuple(exact.counts().items())
        assert len(one.sets) == dict(one.counts).get(1, 0)


def test_where_the_work_is_used_up_nothing_is_claimed() -> None:
    simulation = Simulation(load(BANK))
    found = list(with_counts(simulation, component_sets(simulation), work=12))
    assert all(one.counts is None for one in found)
    assert found[0].sets


def test_a_service_that_is_too_large_ends_the_count_for_those_after_it_too() -> None:
    """Small services have their counts from the sets, and take of the same work: the limit is one for all."""
    parts = [{"id": name, "provider": {"name": name, "jurisdiction": "US"}} for name in ("a", "b", "c")]
    services = [{"id": "first", "requires": ["a"]}, {"id": "large", "requires": ["a", "b", "c"]},
                {"id": "last", "requires": ["b"]}]  # fmt: skip
    simulation = Simulation(load({"depaudit": 1, "services": services, "components": parts}))
    sets = component_sets(simulation)
    assert [one.counts for one in with_counts(simulation, sets)] == [((1, 1),), ((1, 3),), ((1, 1),)]
    short = list(with_counts(simulation, sets, work=5))
    assert [one.counts for one in short] == [((1, 1),), None, None]
    assert [one.sets for one in short] == [one.sets for one in sets]
