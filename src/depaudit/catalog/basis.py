"""On what a state's grip on a company rests: an event that shows it, a law that gives it, or theory."""

from collections.abc import Mapping
from typing import Any

from depaudit.model.jurisdiction import EU, EU_MEMBERS
from depaudit.model.knowledge import Basis


def basis_of(state: str, ground: str, powers: Mapping[str, Basis]) -> Basis:
    """The basis of one entry of a control list, where the entry itself says nothing.

    A middle parent's state holds a theoretical lever only. A state whose powers are known acts on every other
    ground. Any other state acts on the company that is seated with it, by general law.
    """
    if ground == "middle-parent":
        return "theoretical"
    known = powers.get(state) or (powers.get(EU) if state in EU_MEMBERS else None)
    return known or ("instrument" if ground in ("seat", "stated") else "theoretical")


def powers_of(jurisdictions: Mapping[str, Any]) -> dict[str, Basis]:
    """What each state's power rests on, from the record of jurisdictions."""
    return {power["state"]: power["basis"] for power in jurisdictions["powers"]}


def with_basis(control: list[dict[str, Any]], powers: Mapping[str, Basis]) -> list[dict[str, Any]]:
    """The control list with one ground an entry, each with its basis; for one state the strongest comes last."""
    strength = ("theoretical", "instrument", "precedent")
    spread = [
        {**{key: value for key, value in entry.items() if key != "grounds"}, "ground": ground,
         "basis": entry.get("basis") or basis_of(entry["state"], ground, powers)}
        for entry in control
        for ground in entry.get("grounds") or [entry.get("ground", "stated")]
    ]  # fmt: skip
    return sorted(spread, key=lambda entry: strength.index(entry["basis"]))
