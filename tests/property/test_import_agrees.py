"""Scanning a gateway's file is scanning the inventory that is drafted from it."""

import os
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from depaudit import Simulation, load
from depaudit.importers import draft_of, inventory_of
from depaudit.importers.write import write_draft
from depaudit.inventory.events import read_text

NAMES = ("chat", "draft", "embed", "tools/large", "a b")
MODELS = st.sampled_from(
    [
        "azure/gpt-5",
        "openai/gpt-5",
        "mistral/mistral-large-2512",
        "ollama/llama3",
        "bedrock/anthropic.claude-sonnet-4-5",
        "openrouter/anthropic/claude-opus-4.5",
        "os.environ/MODEL",
        "gemini/*",
        "unheard-of/model",
    ]
)
DEPLOYMENT = st.fixed_dictionaries(
    {"model_name": st.sampled_from(NAMES), "litellm_params": st.fixed_dictionaries({"model": MODELS})}
)
FALLBACKS = st.lists(
    st.tuples(st.sampled_from((*NAMES, "*")), st.lists(st.sampled_from((*NAMES, "nope")), max_size=3)).map(
        lambda pair: {pair[0]: pair[1]}
    ),
    max_size=4,
)
CONFIG = st.fixed_dictionaries(
    {"model_list": st.lists(DEPLOYMENT, min_size=1, max_size=6)},
    optional={"router_settings": st.fixed_dictionaries({"fallbacks": FALLBACKS})},
)


@settings(max_examples=int(os.environ.get("DEPAUDIT_EXAMPLES", "300")) // 10 + 1, deadline=None)
@given(CONFIG, st.sampled_from(["US", "FR", "vendor:openai", "vendor:microsoft"]))
def test_import_then_scan_is_scan(config: dict[str, Any], cut: str) -> None:
    text = yaml.safe_dump(config)
    direct = inventory_of(read_text(text, "config.yaml"))
    draft = draft_of(yaml.safe_load(text))
    assert direct is not None
    assert draft is not None
    drafted = load(yaml.safe_load(write_draft(draft, "config.yaml", ("CA",))))
    one, other = (Simulation(inventory, home=("CA",)) for inventory in (direct, drafted))
    if cut.removeprefix("vendor:") not in one.graph.names and cut.startswith("vendor:"):
        cut = "US"
    first, second = one.run([cut]), other.run([cut])
    assert {name: verdict.states for name, verdict in first.items()} == {
        name: verdict.states for name, verdict in second.items()
    }
    assert {name: verdict.outages for name, verdict in first.items()} == {
        name: verdict.outages for name, verdict in second.items()
    }
