"""Minimal cut sets are what trying every subset finds: by table, by diagram and by bounded search, at each level."""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from depaudit import Simulation, load
from depaudit.cutoff.exact.diagram import NODES
from depaudit.cutoff.exact.elements import ARRANGEMENTS, LEVELS, Level, elements_of, reach
from depaudit.cutoff.exact.family import Family
from depaudit.cutoff.exact.frame import frame_of
from depaudit.cutoff.exact.function import draw_function, function_of
from depaudit.cutoff.exact.part import ORDERS
from depaudit.cutoff.exact.search import search
from depaudit.cutoff.sets import minimal_sets, sets_over
from oracle.brute import Names, NoCatalog, brute_force
from oracle.strategies import inventories

Raw = dict[str, Any]
law = settings(
    max_examples=int(os.environ.get("DEPAUDIT_EXAMPLES", "3000")) // 3 + 1,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("level", LEVELS)
@law
@given(inventories())
def test_sets_equal_brute_force_and_counts_equal_lists(level: Level, inventory: Raw) -> None:
    simulation = Simulation(load(inventory), NoCatalog())
    elements = elements_of(simulation.graph, simulation.home, level)
    for service in simulation.services:
        found = sets_over(simulation.graph, service.node, elements)
        for worst, family in ((False, found.known), (True, found.worst)):
            expected = brute_force(simulation, service.node, elements, worst=worst)
            listed = family.named()
            assert {frozenset(names) for names in listed} == expected
            assert len(listed) == len(expected) == sum(family.counts().values())
            assert family.limit is None


@pytest.mark.parametrize("level", LEVELS)
@law
@given(inventories(most=16))
def test_diagrams_in_any_order_equal_brute_force(level: Level, inventory: Raw) -> None:
    simulation = Simulation(load(inventory), NoCatalog())
    elements = elements_of(simulation.graph, simulation.home, level)
    service = simulation.services[0]
    frame = frame_of(simulation.graph, [service.node])
    expected = brute_force(simulation, service.node, elements, worst=True)
    for how in ARRANGEMENTS:
        near = reach(frame, service.node, elements, how)
        function = draw_function(near.frame, service.node, near.elements, worst=True)
        family = Family(function, NODES)
        counts = family.counts()
        listed = [members for order in counts for members in family.of_order(order)]
        assert len(listed) == sum(counts.values())
        if listed != [()]:
            names = {frozenset(near.elements[level].name for level in members) for members in listed}
            assert names == expected


@pytest.mark.parametrize("level", LEVELS)
@law
@given(inventories(most=16))
def test_parts_in_any_order_equal_brute_force(level: Level, inventory: Raw) -> None:
    simulation = Simulation(load(inventory), NoCatalog())
    elements = elements_of(simulation.graph, simulation.home, level)
    for service in simulation.services:
        frame = frame_of(simulation.graph, [service.node])
        expected = brute_force(simulation, service.node, elements, worst=True)
        for how in ORDERS:
            function = function_of(frame, service.node, elements, worst=True, orders=(how,))
            family = Family(function, NODES)
            counts = family.counts()
            listed = [members for order in counts for members in family.of_order(order)]
            assert len(set(listed)) == len(listed) == sum(counts.values())
            if listed != [()]:
                assert {
                    frozenset(function.elements[number].name for number in members) for members in listed
                } == expected


@law
@given(inventories())
def test_bounded_search_finds_the_small_ones(inventory: Raw) -> None:
    simulation = Simulation(load(inventory), NoCatalog())
    elements = elements_of(simulation.graph, simulation.home, "component")
    nodes = [service.node for service in simulation.services]
    found = minimal_sets(simulation.graph, nodes, elements, 2)
    for node in nodes:
        known = brute_force(simulation, node, elements, worst=False)
        assert {frozenset(names) for names in found[node].certain} == small(known, 2)
        worst = brute_force(simulation, node, elements, worst=True)
        assert {frozenset(names) for names in found[node].possible} == small(worst, 2) - small(known, 2)


@law
@given(inventories())
def test_a_search_of_all_orders_is_exact(inventory: Raw) -> None:
    simulation = Simulation(load(inventory), NoCatalog())
    elements = elements_of(simulation.graph, simulation.home, "vendor")
    node = simulation.services[0].node
    frame = frame_of(simulation.graph, [node])
    sets, _ = search(frame, [node], elements, None, worst=True)
    names = {frozenset(elements[number].name for number in members) for members in sets[node]}
    assert names == brute_force(simulation, node, elements, worst=True)


def small(sets: Names, order: int) -> Names:
    return frozenset(one for one in sets if len(one) <= order)
