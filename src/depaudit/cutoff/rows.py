"""Which cutoffs an inventory calls for: every state, vendor, layer and closed model that appears."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from depaudit.cutoff.scenario import Cutoff, Selector
from depaudit.graph.reach import under
from depaudit.graph.types import Graph, Node
from depaudit.model.jurisdiction import EU, EU_MEMBERS
from depaudit.model.lever import BLOCKED, FOREIGN, OTHER_STATE, Lever
from depaudit.model.verdict import CutKind


def rows(graph: Graph, home: Iterable[str]) -> tuple[Cutoff, ...]:
    """All cutoffs to look at, foreign states first. `home` is as declared, not expanded."""
    nodes = list({(node.levers, node.layers): node for node in _under_services(graph)}.values())
    levers = {lever for node in nodes for lever in node.levers}
    states = _states(levers)
    foreign = sorted(state for state in states if state not in graph.home)
    found = [_cutoff("jurisdiction", state, Selector("jurisdiction", state)) for state in foreign]
    found += [_cutoff("jurisdiction", state, Selector("jurisdiction", state), foreign=False) for state in home]
    found += _layers(graph, nodes)
    vendors = controllers(graph)
    direct = {lever.vendor for lever in levers if lever.vendor}
    above = {owner for vendor in direct for owner in graph.owners[vendor]} - direct
    for vendor in (*sorted(direct), *sorted(above)):
        abroad = not vendors.get(vendor) or not vendors[vendor] <= graph.home
        found.append(_cutoff("vendor", vendor, Selector("vendor", vendor), foreign=abroad))
    found += _models(graph, nodes)
    return tuple(found)


def appears(selector: Selector, graph: Graph) -> bool:
    """Whether anything in the graph could answer to a cut: any state and layer may, a vendor or model by its name."""
    if selector.kind == "vendor":
        return any(selector.name in owners for owners in graph.owners.values())
    if selector.kind == "model":
        return any(selector.name in lever.models for node in graph.nodes for lever in node.levers)
    return True


def controllers(graph: Graph) -> Mapping[str, frozenset[str]]:
    """For each vendor: the states that can order it or anything that it owns, `FOREIGN` where that is not known."""
    states: defaultdict[str, set[str]] = defaultdict(set)
    for levers in {node.levers for node in graph.nodes}:
        for lever in levers:
            if lever.vendor and lever.jurisdiction:
                for owner in graph.owners[lever.vendor]:
                    states[owner].add(lever.jurisdiction)
    return {vendor: frozenset(found) for vendor, found in states.items()}


def _cutoff(kind: CutKind, cut_id: str, selector: Selector, *, foreign: bool = True) -> Cutoff:
    return Cutoff(cut_id, kind, (selector,), foreign)


def _under_services(graph: Graph) -> list[Node]:
    """Every node that a service reads, directly or not; all of them where there is no service."""
    services = [index for index, node in enumerate(graph.nodes) if node.kind == "service"]
    return [graph.nodes[index] for index in sorted(under(graph, *services))] if services else list(graph.nodes)


def _states(levers: Iterable[Lever]) -> set[str]:
    states: set[str] = set()
    for lever in levers:
        states.update(lever.places)
        if lever.jurisdiction is not None:
            states.add(lever.jurisdiction)
    if len(states & EU_MEMBERS) > 1:
        states.add(EU)
    if FOREIGN in states:
        states.remove(FOREIGN)
        states.add(OTHER_STATE)
    return states


def _layers(graph: Graph, nodes: Iterable[Node]) -> list[Cutoff]:
    found: set[tuple[str, str]] = set()
    for node in nodes:
        for lever in node.levers:
            if lever.profile == BLOCKED:
                states = lever.places or ((lever.jurisdiction,) if lever.jurisdiction not in (None, FOREIGN) else ())
                found.update(
                    (layer, state) for layer in node.layers for state in states if layer != "other" and state
                )
    return [
        _cutoff("layer", f"{layer}@{state}", Selector("layer", state, layer), foreign=state not in graph.home)
        for layer, state in sorted(found, key=lambda pair: (pair[1], pair[0]))
    ]


def _models(graph: Graph, nodes: Iterable[Node]) -> list[Cutoff]:
    abroad: dict[str, bool] = {}
    for node in nodes:
        for lever in node.levers:
            if lever.models and lever.profile == BLOCKED:
                states = {
                    other.jurisdiction for other in node.levers if other.axis == "developer" and other.jurisdiction
                }
                states = states or {other.jurisdiction for other in node.levers if other.jurisdiction}
                home = bool(states) and states <= graph.home
                abroad[lever.models[0]] = abroad.get(lever.models[0], False) or not home
    return [_cutoff("model", name, Selector("model", name), foreign=flag) for name, flag in sorted(abroad.items())]
