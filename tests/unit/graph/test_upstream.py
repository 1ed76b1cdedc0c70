"""What stands behind a vendor's offering: of several of one kind all are needed, or any, or nobody knows."""

from typing import Any

import pytest

from depaudit import load, simulate

TOLD = {"reason": "their own page says so", "source": "page 7"}


def state_without(composition: str, *lost: str) -> str:
    """The state of a service on an offering that two hosts carry, once some vendors are gone."""
    hosts = [{"target": host, "relation": "hosting", "composition": composition} for host in ("hetzner", "ovhcloud")]
    inventory: dict[str, Any] = {
        "depaudit": 1,
        "organisation": {"jurisdiction": "CA"},
        "services": [{"id": "s", "requires": ["a"]}],
        "components": [{"id": "a", "uses": "acme-api"}],
        "catalog": {
            "vendors": {"acme": {"name": "Acme", "control": [{"state": "CA"}], **TOLD}},
            "offerings": {"acme-api": {"name": "Acme API", "vendor": "acme", "kind": "inference-api", **TOLD}},
            "upstreams": {"acme-api": {"add": hosts, **TOLD}},
        },
    }
    return simulate(load(inventory), cut=[f"vendor:{vendor}" for vendor in lost])["s"].state


@pytest.mark.parametrize(
    ("composition", "without_one", "without_both"),
    [("all-of", "down", "down"), ("any-of", "up", "down"), ("unknown", "unknown", "down")],
)
def test_how_the_hosts_stand_together_decides_what_the_loss_of_one_does(
    composition: str, without_one: str, without_both: str
) -> None:
    assert state_without(composition, "hetzner") == state_without(composition, "ovhcloud") == without_one
    assert state_without(composition, "hetzner", "ovhcloud") == without_both
