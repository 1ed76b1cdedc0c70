"""A plan as a change of the inventory's own text."""

from collections.abc import Sequence

from depaudit.analysis.plan.action import Action, apply, gates, without_idle, wrap_id
from depaudit.inventory.rewrite import Rewrite
from depaudit.model.inventory import Inventory


def rewritten(text: str, inventory: Inventory, actions: Sequence[Action], path: str = "") -> str:
    """`text`, which holds `inventory`, with `actions` carried out; comments and layout stay.

    Raises InventoryError where something that has to change is not in this text.
    """
    rewrite = Rewrite(text, path)
    actions = without_idle(actions)
    changed = apply(inventory, actions)
    before = {one.id: one for one in inventory.components}
    for action in actions:
        if action.instead and action.new is not None:
            rewrite.change_leaf(before[action.place], action.new)
    renamed = {one.place: wrap_id(one.place) for one in actions if one.new and not one.instead and not one.gate}
    for place, name in renamed.items():
        rewrite.rename(place, name)
    after = dict(gates(changed))
    for name, gate in gates(inventory):
        if after[name] != gate:
            rewrite.regate(name, gate, after[name], renamed)
    coming = [one for one in changed.components if one.id not in before]
    if coming:
        rewrite.add(coming)
    return rewrite.text()
