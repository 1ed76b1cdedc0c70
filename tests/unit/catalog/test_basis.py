"""On what a state's grip rests."""

import pytest

from depaudit.catalog.basis import basis_of, powers_of, with_basis
from depaudit.model.knowledge import Basis

POWERS: dict[str, Basis] = {"US": "precedent", "CH": "instrument", "EU": "instrument"}


@pytest.mark.parametrize(
    ("state", "ground", "basis"),
    [("US", "ultimate-parent", "precedent"), ("US", "middle-parent", "theoretical"),
     ("CH", "incorporation", "instrument"), ("DE", "ultimate-parent", "instrument"),
     ("MX", "ultimate-parent", "theoretical"), ("KY", "incorporation", "theoretical"),
     ("BR", "seat", "instrument"), ("BR", "stated", "instrument")],
)  # fmt: skip
def test_basis(state: str, ground: str, basis: Basis) -> None:
    assert basis_of(state, ground, POWERS) == basis


def test_grounds_are_spread_and_the_strongest_comes_last() -> None:
    control = with_basis(
        [{"state": "US", "grounds": ["seat", "middle-parent"]}, {"state": "KY", "ground": "incorporation"},
         {"state": "MX", "ground": "seat", "basis": "theoretical"}, {"state": "CH"}],
        POWERS,
    )  # fmt: skip
    assert [(entry["state"], entry["ground"], entry["basis"]) for entry in control] == [
        ("US", "middle-parent", "theoretical"),
        ("KY", "incorporation", "theoretical"),
        ("MX", "seat", "theoretical"),
        ("CH", "stated", "instrument"),
        ("US", "seat", "precedent"),
    ]


def test_powers_are_read_from_the_record() -> None:
    assert powers_of({"powers": [{"state": "US", "basis": "precedent"}]}) == {"US": "precedent"}
