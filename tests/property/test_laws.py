"""Laws that any inventory obeys: what helps never hurts, what hurts never helps, order and names do not matter."""

import copy
import os
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from depaudit import Simulation, load
from depaudit.errors import SelectorError
from depaudit.model.verdict import Verdict
from oracle.strategies import cuts, inventories

Raw = dict[str, Any]
law = settings(
    max_examples=int(os.environ.get("DEPAUDIT_EXAMPLES", "300")) // 3 + 1,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
states = st.sampled_from(["US", "CN", "DE", "EU"])


class NoCatalog:
    """A catalog that knows nothing."""

    def vendor(self, _identifier: str) -> None:
        return None

    offering = model = vendor_named = region = vendor

    def resolve(self, _uses: str, *, self_hosted: bool | None) -> None:
        return None


def verdicts(inventory: Raw, *cut: str) -> dict[str, Verdict]:
    try:
        return dict(Simulation(load(inventory), NoCatalog()).run(cut))
    except SelectorError:
        return {}


def lost(verdict: Verdict) -> float:
    return float("inf") if verdict.interruption is None else verdict.interruption


def no_worse(after: dict[str, Verdict], before: dict[str, Verdict]) -> bool:
    """Whether no service is down where it was not, in breach where it was not, or down for longer."""
    for name, old in before.items():
        new = after[name]
        downs = zip(new.states, old.states, strict=True)
        if any(a == "down" and b != "down" for (_, a), (_, b) in downs):
            return False
        if (new.breach is True and old.breach is not True) or lost(new) > lost(old):
            return False
    return True


def with_option(inventory: Raw, name: str) -> Raw:
    """The inventory with a safe last option behind every fallback."""
    changed = copy.deepcopy(inventory)
    changed["components"].append({"id": name, "provider": {"own": True}, "region": "CA"})
    for owner in (*changed["components"], *changed["services"]):
        if "any_of" in owner:
            owner["any_of"].append(name)
    return changed


@law
@given(inventories(), cuts)
def test_a_last_option_never_hurts(inventory: Raw, cut: str) -> None:
    before = verdicts(inventory, cut)
    assert no_worse(verdicts(with_option(inventory, "spare"), cut), before) or not before


@law
@given(inventories(), cuts)
def test_a_further_replica_never_hurts(inventory: Raw, cut: str) -> None:
    before = verdicts(inventory, cut)
    changed = copy.deepcopy(inventory)
    changed["components"].append({"id": "spare", "provider": {"own": True}, "region": "CA"})
    for owner in (*changed["components"], *changed["services"]):
        if "k_of_n" in owner:
            owner["k_of_n"]["of"].append("spare")
    assert no_worse(verdicts(changed, cut), before) or not before


@law
@given(inventories(), cuts)
def test_a_longer_buffer_never_hurts(inventory: Raw, cut: str) -> None:
    before = verdicts(inventory, cut)
    changed = copy.deepcopy(inventory)
    for owner in (*changed["components"], *changed["services"]):
        for item in owner.get("requires", ()):
            if isinstance(item, dict) and "survives" in item:
                item["survives"] = "60d"
    assert no_worse(verdicts(changed, cut), before) or not before


@law
@given(inventories(), cuts)
def test_a_shorter_switch_never_hurts(inventory: Raw, cut: str) -> None:
    before = verdicts(inventory, cut)
    changed = copy.deepcopy(inventory)
    for owner in (*changed["components"], *changed["services"]):
        if "any_of" in owner:
            owner["switch"] = {"mode": "automatic", "time": "0s"}
            owner["any_of"] = [
                {key: value for key, value in option.items() if key != "switch"}
                if isinstance(option, dict)
                else option
                for option in owner["any_of"]
            ]
    assert no_worse(verdicts(changed, cut), before) or not before


@law
@given(inventories(), cuts)
def test_a_copy_never_hurts(inventory: Raw, cut: str) -> None:
    before = verdicts(inventory, cut)
    changed = copy.deepcopy(inventory)
    for component in changed["components"]:
        if component.get("copy") in ("none", "local"):
            component["copy"] = "mirrored"
    assert no_worse(verdicts(changed, cut), before) or not before


@law
@given(inventories(), states, states)
def test_a_bigger_cut_never_helps(inventory: Raw, one: str, other: str) -> None:
    alone, both = verdicts(inventory, one), verdicts(inventory, one, other)
    assert no_worse(alone, both) or not both


@law
@given(inventories(), cuts)
def test_cutting_twice_is_cutting_once(inventory: Raw, cut: str) -> None:
    assert verdicts(inventory, cut, cut) == verdicts(inventory, cut)


@law
@given(inventories(), cuts, st.randoms(use_true_random=False))
def test_order_does_not_matter(inventory: Raw, cut: str, random: Any) -> None:
    shuffled = copy.deepcopy(inventory)
    random.shuffle(shuffled["components"])
    random.shuffle(shuffled["services"])
    for owner in (*shuffled["components"], *shuffled["services"]):
        random.shuffle(owner.get("requires", []))
    before, after = verdicts(inventory, cut), verdicts(shuffled, cut)
    for name, verdict in before.items():
        assert verdict.states == after[name].states
        assert verdict.outages == after[name].outages


@law
@given(inventories(), cuts)
def test_names_do_not_matter(inventory: Raw, cut: str) -> None:
    renamed = load_renamed(inventory)
    before, after = verdicts(inventory, cut), verdicts(renamed, cut)
    for name, verdict in before.items():
        assert verdict.states == after[f"z{name}"].states


def load_renamed(value: Any, *, under: str = "") -> Any:
    """The same inventory with a z before every id."""
    if isinstance(value, dict):
        return {key: load_renamed(part, under=key) for key, part in value.items()}
    if isinstance(value, list):
        return [load_renamed(part, under=under) for part in value]
    return f"z{value}" if isinstance(value, str) and under in {"id", "any_of", "of", "requires", "at"} else value
