"""Which actions could help: for everything that a target cutoff takes away under a failing service, ways round it.

Only what the simulation shows to outlive some of these cutoffs is kept; what comes instead must outlive all of them,
and where a target asks for `up` be impaired no more than what was there.
"""

from collections.abc import Iterable, Iterator, Sequence

from depaudit.analysis.alternatives.effort import total
from depaudit.analysis.alternatives.licence import licensed
from depaudit.analysis.alternatives.proof import lost_under
from depaudit.analysis.alternatives.wish import Wish
from depaudit.analysis.plan.action import Action, gates
from depaudit.analysis.plan.leaves import AUTOMATIC_TIME, REHEARSED, Setting, ways_round
from depaudit.analysis.plan.target import Target
from depaudit.analysis.plan.trial import hurt
from depaudit.cutoff.plan import components
from depaudit.cutoff.simulation import Simulation
from depaudit.graph.levers import resolve, says_nothing
from depaudit.graph.reach import under
from depaudit.graph.types import Choice, Graph, reads
from depaudit.model.duration import HOUR
from depaudit.model.inventory import AnyOf, Component, Inventory, Provider


def actions_for(
    simulation: Simulation, failing: Sequence[Target], wish: Wish, targets: Sequence[Target] = ()
) -> tuple[Action, ...]:
    """Every action worth a thought for `failing`: about components in the order of the inventory, then gates.

    What comes instead of something must not break those of `targets` that hold.
    """
    cutoffs = tuple({target.cutoff.does: target.cutoff for target in failing}.values())
    if not cutoffs:
        return ()
    wish = licensed(simulation.inventory.organisation, wish)
    every = tuple({target.cutoff.does: target.cutoff for target in (*failing, *targets)}.values())
    up = tuple(dict.fromkeys(target for target in (*failing, *targets) if target.unimpaired))
    setting = Setting(simulation, cutoffs, every, min(target.tolerance for target in failing), wish, up)
    concerned = {node for service in {target.node for target in failing} for node in under(simulation.graph, service)}
    found: dict[str, Action] = {}
    poor = [target for target in failing if target.unimpaired]
    for action in (*_about_components(setting, concerned, poor), *_about_gates(setting, concerned)):
        found.setdefault(action.id, action)
    harmful = _impairing(simulation, found.values(), up)
    return tuple(_outliving(setting, [one for one in found.values() if one.id not in harmful]))


def _about_components(setting: Setting, concerned: set[int], failing_up: Sequence[Target]) -> Iterator[Action]:
    simulation = setting.simulation
    graph = simulation.graph
    inside = [one for one in simulation.inventory.components if graph.by_id[one.id] in concerned]
    lost = lost_under(simulation, [one.id for one in inside], setting.cutoffs)
    poor = hurt(simulation, [one.id for one in inside], failing_up)
    for component in inside:
        if (lost[component.id] or poor[component.id]) and _stands_for_itself(graph, component):
            here = setting if poor[component.id] else setting._replace(up=())
            yield from ways_round(here, component, resolve(component, simulation.sources))


def _stands_for_itself(graph: Graph, component: Component) -> bool:
    """Whether somebody or some place stands behind it: then it can be lost by itself, and not only what it needs."""
    node = graph.nodes[graph.by_id[component.id]]
    behind = any(graph.nodes[edge.target].kind in ("vendor", "offering", "group") for edge in node.requires)
    return (bool(node.levers) or behind) and not says_nothing(component)


def _about_gates(setting: Setting, concerned: set[int]) -> Iterator[Action]:
    """Switches that are too slow, options that should come first, members that are too few."""
    graph = setting.simulation.graph
    number_of = {graph.nodes[number].id: number for number in sorted(concerned)}
    for name, gate in gates(setting.simulation.inventory):
        if name not in number_of:
            continue
        node = graph.nodes[number_of[name]]
        if not isinstance(gate, AnyOf):
            spare = Component(f"{name.replace('#', '-')}-spare", provider=Provider(own=True), kind="server",
                              region=setting.home)  # fmt: skip
            yield Action(f"add-spare:{name}", "add-spare", name, f"one more member of {name}, on your own floor",
                         total("spare"), spare, gate=name)  # fmt: skip
        elif isinstance(node.gate, Choice):
            for number, way in enumerate(node.gate.ways[1:], start=1):
                ready = max(way.ready_when(cutoff.error) for cutoff in setting.cutoffs)
                yield from _about_option(setting, name, gate, number, ready)


def _about_option(setting: Setting, name: str, gate: AnyOf, number: int, ready: int) -> Iterator[Action]:
    option = gate.options[number]
    target = option.target
    said = option.switch or gate.switch
    fires = said.fires_on if said and said.mode == "automatic" else None
    if said and fires is not None and not setting.shown <= set(fires):
        wider = said._replace(fires_on=tuple(dict.fromkeys((*fires, *setting.errors))))
        yield Action(f"widen-switch:{name}:{number}", "widen-switch", target,
                     f"let the errors of a cutoff trigger the switch to {target}", total("trigger"), gate=name,
                     option=number, switch=wider)  # fmt: skip
    if ready > AUTOMATIC_TIME:
        yield Action(f"automate-switch:{name}:{number}", "automate-switch", target,
                     f"switch to {target} automatically, and test it", total("automation"), gate=name, option=number,
                     switch=setting.automatic)  # fmt: skip
    if ready > 2 * HOUR <= setting.tolerance:
        yield Action(f"rehearse-switch:{name}:{number}", "rehearse-switch", target,
                     f"rehearse the switch to {target} until it takes two hours", total("rehearsal"), gate=name,
                     option=number, switch=REHEARSED)  # fmt: skip
    if option.lasts is None:
        yield Action(f"put-first:{name}:{number}", "put-first", target, f"let {target} serve first in {name}",
                     total("order"), gate=name, option=number)  # fmt: skip


def _outliving(setting: Setting, actions: Sequence[Action]) -> Iterator[Action]:
    """Without what falls in every cutoff. What comes instead, or first, must fall in none: no action ever hurts."""
    simulation = setting.simulation
    names = {action.id: f"~{number}" for number, action in enumerate(actions)}
    bare = [action.new._replace(id=names[action.id], requires=(), gate=None)
            for action in actions if action.new is not None]  # fmt: skip
    places = {names[action.id]: action.new.id for action in actions if action.new is not None}
    lost = lost_under(simulation.change(*bare), [one.id for one in bare], setting.every, places)
    standing = lost_under(simulation, [one.place for one in actions if one.kind == "put-first"], setting.every)
    looped = _on_loops(simulation.graph)
    wanted = {cutoff.id for cutoff in setting.cutoffs}
    for action in actions:
        if (action.instead and action.place in looped) or (action.kind == "put-first" and action.gate in looped):
            continue
        falls = standing[action.place] if action.kind == "put-first" else lost.get(names[action.id], ())
        strict = action.instead or action.kind == "put-first"
        if not falls or (not strict and wanted - set(falls)):
            yield _unique(simulation.inventory, action)


def _impairing(simulation: Simulation, actions: Iterable[Action], up: Sequence[Target]) -> set[str]:
    """Actions after which something might be impaired that was not, at a moment at which `up` is asked for."""
    if not up:
        return set()
    components = {one.id: one for one in simulation.inventory.components}
    swaps = {f"~{number}": one for number, one in enumerate(actions) if one.new is not None and one.instead}
    new = {name: one.new for name, one in swaps.items() if one.new is not None}
    old = {f"{name} before": components[one.place] for name, one in swaps.items()}
    bare = [one._replace(id=name, requires=(), gate=None) for name, one in (*new.items(), *old.items())]
    names = {name: one.id for name, one in (*new.items(), *old.items())}
    poor = hurt(simulation.change(*bare), names, up, names)
    worse = {one.id for name, one in swaps.items() if poor[name] - poor[f"{name} before"]}
    standing = hurt(simulation, [one.place for one in actions if one.kind == "put-first"], up)
    return worse | {one.id for one in actions if one.kind == "put-first" and standing[one.place]}


def _on_loops(graph: Graph) -> set[str]:
    """Ids of nodes that stand on themselves: there, what comes first also decides what holds the loop up."""
    _, loops = components([reads(node) for node in graph.nodes])
    return {graph.nodes[number].id for number in loops}


def _unique(inventory: Inventory, action: Action) -> Action:
    """A new component under an id that is free."""
    if action.new is None or action.instead:
        return action
    taken = {one.id for one in inventory.components} | {one.id for one in inventory.services}
    name, number = action.new.id, 2
    while name in taken:
        name, number = f"{action.new.id}-{number}", number + 1
    return action._replace(new=action.new._replace(id=name))
