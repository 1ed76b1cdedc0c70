"""Past events on small stacks. Each expectation is reasoned from what the event's own record says."""

from typing import Any

import pytest

from depaudit import Simulation, load
from depaudit.model.inventory import Inventory
from depaudit.scenarios.choose import chosen
from depaudit.scenarios.library import library_of
from depaudit.scenarios.play import Played, play

AS_OF = "2026-11-24"
FABLE = {"id": "a", "uses": "anthropic-api/claude-fable-5"}
LLAMA = {"uses": "llama-3.3-70b-instruct", "deployment": "self-hosted", "region": "CA"}
DEEPSEEK = {"id": "a", "uses": "deepseek-v3", "deployment": "self-hosted", "copy": "mirrored", "region": "CA"}


def stack(*components: dict[str, Any], requires: Any = ("a",), home: str = "CA", **organisation: Any) -> Inventory:
    return load(
        {
            "depaudit": 1,
            "organisation": {"jurisdiction": home, **organisation},
            "services": [{"id": "s", "criticality": "critical", "rto": "4h", "requires": list(requires)}],
            "components": list(components),
        }
    )


def behind(switch: dict[str, Any]) -> Inventory:
    gate = {"id": "g", "any_of": ["a", "b"], "switch": switch}
    return stack(gate, FABLE, {"id": "b", "copy": "mirrored", **LLAMA}, requires=("g",))


def played(inventory: Inventory, scenario: str) -> Played:
    simulation = Simulation(inventory, as_of=AS_OF)
    return play(simulation, [chosen((scenario,), library_of(simulation, AS_OF, ends=True))])[0]


JUNE = "us-anthropic-fable5-mythos5-2026"
DOCKER = stack({"id": "a", "uses": "docker-hub", "region": "US"}, requires=({"id": "a", "for": "deploy"},))
CASES = {
    "vendor directive: two models gone on 12 June, back 18 days later": (
        stack(FABLE), JUNE, ["down", "up", "up"]),
    "the same with open weights held here: a few minutes, then the fallback": (
        behind({"mode": "automatic"}), JUNE, ["degraded", "up", "up"]),
    "the withdrawal answered 404: a switch that fires on rate limits alone waits for a person": (
        behind({"mode": "automatic", "time": "1m", "fires_on": ["rate_limit"]}), JUNE, ["down", "up", "up"]),
    "demand side: a ban of an origin reaches weights that are held": (
        stack(DEEPSEEK), "deepseek-government-device-bans-2025:analogue", ["down", "down", "down"]),
    "demand side: a ban of what comes from a state reaches a French model that an American firm serves": (
        stack({"id": "a", "uses": "bedrock/voxtral-small-24b-2507"}), "us-buyer-side-ban", ["down", "down", "down"]),
    "chips: owned machines run on, supply stops and is felt": (
        stack({"id": "a", "uses": "nvidia-h100"}), "us-bis-oct7-2022:analogue", ["up", "degraded", "degraded"]),
    "chips: the licence was given back after three months, before anybody felt it": (
        stack({"id": "a", "uses": "nvidia-h100"}), "us-nvidia-h20-2025:analogue", ["up", "up", "up"]),
    "registry: four days without deployments stop nothing": (
        DOCKER, "docker-hub-russia-2024", ["up", "up", "up"]),
    "hub: weights that are pulled at each start degrade at once": (
        stack({"id": "a", "copy": "none", **LLAMA}), "runway-sd15-2024:analogue",
        ["degraded", "degraded", "degraded"]),
    "hub: weights that are mirrored do not notice": (
        stack({"id": "a", "copy": "mirrored", **LLAMA}), "runway-sd15-2024:analogue", ["up", "up", "up"]),
    "kinetic: zones in the Gulf": (
        stack({"id": "a", "uses": "bedrock", "region": "me-central-1"}), "aws-gulf-kinetic-2026",
        ["down", "degraded", "degraded"]),
    "kinetic: other regions of the same cloud ran on": (
        stack({"id": "a", "uses": "bedrock", "region": "ca-central-1"}), "aws-gulf-kinetic-2026", ["up", "up", "up"]),
    "obeys: a US vendor executed an EU listing against an Indian firm for eight days": (
        stack({"id": "a", "uses": "entra"}, home="IN"), "eu-microsoft-nayara-2025", ["down", "up", "up"]),
    "licence: what is installed keeps running, new versions do not come": (
        stack({"id": "a", "provider": {"name": "Elastic"}, "kind": "search-engine", "deployment": "self-hosted"}),
        "elastic-relicense-2021", ["up", "up", "degraded"]),
    "end of life: a retired model does not come back": (
        stack({"id": "a", "uses": "anthropic-api/claude-opus-4-0"}), "anthropic-opus4-sonnet4-retirement-2026",
        ["down", "down", "down"]),
    "de-platforming: the cloud dropped its customer, who was back elsewhere within weeks": (
        stack({"id": "a", "provider": {"name": "Amazon Web Services"}, "kind": "cloud"}), "aws-parler-2021",
        ["down", "down", "up"]),
    "unsupported place: whoever sits in China lost the API for good": (
        stack({"id": "a", "uses": "openai-api/gpt-5"}, home="CN"), "openai-unsupported-regions-2024",
        ["down", "down", "down"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_the_event_would_have_done(name: str) -> None:
    inventory, scenario, expected = CASES[name]
    verdict = played(inventory, scenario).verdict("s")
    assert [state for _, state in verdict.states] == expected


def test_the_cut_of_june_widened_to_everyone_and_says_so() -> None:
    assert played(stack(FABLE), JUNE).collapsed == (JUNE,)


def test_a_ban_at_home_leaves_the_supply_side_alone() -> None:
    result = played(stack(DEEPSEEK), "deepseek-government-device-bans-2025:analogue")
    assert result.side == "demand"
    assert Simulation(stack(DEEPSEEK), as_of=AS_OF).run(["CN"])["s"].state_at(0) == "up"


def test_eighteen_days_exactly() -> None:
    verdict = played(stack(FABLE), JUNE).verdict("s")
    assert verdict.interruption == 18 * 86_400
