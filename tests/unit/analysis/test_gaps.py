"""What nobody declared, and whether it stands first or behind."""

from depaudit import Simulation, load
from depaudit.analysis.assess import assess

INVENTORY = """
depaudit: 1
services: [{id: s, requires: [chat]}]
components:
  - {id: chat, any_of: [hosted, own], requires: [gateway]}
  - {id: hosted, uses: openai/gpt-5}
  - {id: own, uses: llama-3.3-70b-instruct, requires: [gateway]}
  - {id: gateway, uses: litellm, deployment: self-hosted}
"""


def test_what_is_needed_first_is_no_fallback_because_a_fallback_needs_it_too() -> None:
    import yaml

    found = assess(Simulation(load(yaml.safe_load(INVENTORY)), home=("CA",)), as_of="2026-11-24").gaps
    assert {one.component: one.role for one in found} == {
        "hosted": "primary", "own": "fallback", "gateway": "primary", "s": "primary"
    }  # fmt: skip
