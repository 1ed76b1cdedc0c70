"""The law of `plan --apply`: the text that is written holds the inventory that was proved."""

import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from depaudit import Simulation, load
from depaudit.analysis.alternatives.wish import Wish
from depaudit.analysis.plan import apply, asked
from depaudit.analysis.plan.generate import actions_for
from depaudit.analysis.plan.write import rewritten
from depaudit.model.inventory import Component, Inventory, Service
from oracle.scenarios import fragile
from oracle.strategies import Raw, inventories
from property.test_laws import NoCatalog

law = settings(
    max_examples=int(os.environ.get("DEPAUDIT_EXAMPLES", "150")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def bare(inventory: Inventory) -> dict[str, str]:
    """Services and components by id, wherever they stand."""
    owners: list[Component | Service] = [*inventory.components, *inventory.services]
    return {one.id: re.sub(r"position=Position\([^)]*\)", "", str(one)) for one in owners}


@law
@given(st.one_of(inventories(most=7), fragile()), st.data())
def test_what_apply_writes_is_what_was_proved(raw: Raw, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "inventory.yaml"
        path.write_text(
            yaml.safe_dump(raw, sort_keys=False, default_flow_style=data.draw(st.sampled_from([None, True, False]))),
            encoding="utf-8",
        )
        inventory = load(path)
        simulation = Simulation(inventory, NoCatalog())
        targets = asked(simulation, ["US", "DE"], ("all",))
        actions = actions_for(simulation, targets, Wish(), targets)
        assume(actions)
        taken = data.draw(st.lists(st.sampled_from(actions), unique_by=lambda one: one.id, min_size=1))
        path.write_text(rewritten(path.read_text(encoding="utf-8"), inventory, taken), encoding="utf-8")
        assert bare(load(path)) == bare(apply(inventory, taken))
