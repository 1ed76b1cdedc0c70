"""A plan as a change of the inventory's own text."""

from collections.abc import Sequence

from depaudit.analysis.plan.action import Action, gates, without_idle, wrap_id
from depaudit.inventory.rewrite import Rewrite
from depaudit.model.inventory import AnyOf, Component, Inventory, Option


def rewritten(text: str, inventory: Inventory, actions: Sequence[Action], path: str = "") -> str:
    """`text`, which holds `inventory`, with `actions` carried out; comments and layout stay.

    Raises InventoryError where something that has to change is not in this text.
    """
    rewrite = Rewrite(text, path)
    actions = without_idle(actions)
    written = dict(gates(inventory))
    coming = [action.new for action in actions if action.new is not None and not action.instead]
    ways: dict[str, list[Option]] = {}
    for action in actions:
        if action.instead and action.new is not None:
            rewrite.change_leaf(action.new)
        elif action.gate:
            _at_gate(rewrite, written[action.gate], action)
        elif action.new is not None:
            ways.setdefault(action.place, [Option(action.place)]).append(Option(action.new.id, action.switch))
    for place in ways:
        rewrite.rename(place, wrap_id(place))
    around = [Component(wrap_id(place), gate=AnyOf(tuple(options))) for place, options in ways.items()]
    if coming or around:
        rewrite.add([*around, *coming])
    return rewrite.text()


def _at_gate(rewrite: Rewrite, gate: object, action: Action) -> None:
    if action.new is not None:
        more = Option(action.new.id, action.switch)
        rewrite.append(action.gate, more if isinstance(gate, AnyOf) else action.new.id)
    elif isinstance(gate, AnyOf) and action.kind == "put-first":
        rewrite.put_first(action.gate, action.option)
    elif isinstance(gate, AnyOf):
        option = gate.options[action.option]._replace(switch=action.switch)
        rewrite.switch(action.gate, action.option, option)
