"""Which fallbacks are real: the command, and the section of the scan."""

import json
from pathlib import Path

from functional.test_command_line import run

CONFIG = """
model_list:
  - {model_name: a, litellm_params: {model: azure/gpt-5}}
  - {model_name: b, litellm_params: {model: bedrock/anthropic.claude-sonnet-4-5}}
  - {model_name: c, litellm_params: {model: openai/gpt-5}}
  - {model_name: d, litellm_params: {model: ollama/llama3}}
router_settings:
  fallbacks: [{a: [b]}, {c: [d]}, {b: [nope]}]
"""


def test_theatre_is_told_from_a_fallback(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(CONFIG, encoding="utf-8")
    found = json.loads(run("fallbacks", path, "--home", "CA", "--format", "json").stdout)
    chains = {one["gate"]: one for one in found["chains"]}
    assert chains["a"]["falls_under"] == ["US"]
    assert chains["a"]["links"][0]["standing"] == "correlated"
    assert "jurisdiction US" in chains["a"]["links"][0]["shared"]
    assert chains["a"]["change"]
    assert chains["c"]["falls_under"] == []
    assert "US" in chains["c"]["survives"]
    assert [(one["standing"], one["subject"]) for one in found["illusions"]] == [("dangling", "b")]


def test_the_same_for_people(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(CONFIG, encoding="utf-8")
    told = run("fallbacks", path, "--home", "CA").stdout
    assert "falls whole under: US" in told
    assert "would mend it (simulated)" in told
    assert "1 of them falls whole" in told
    scanned = run("scan", path, "--home", "CA", "--fail-on", "never").stdout
    assert "depaudit fallbacks says what binds them" in scanned


def test_nothing_to_assess(tmp_path: Path) -> None:
    path = tmp_path / "inventory.yaml"
    path.write_text("depaudit: 1\n", encoding="utf-8")
    assert run("fallbacks", path).returncode == 3


def test_variables_resolve_a_model_wherever_a_file_is_read(tmp_path: Path) -> None:
    path, values = tmp_path / "config.yaml", tmp_path / "env"
    text = CONFIG.replace("model: azure/gpt-5", "model: os.environ/MODEL")
    path.write_text(text, encoding="utf-8")
    values.write_text("MODEL=ollama/llama3\n", encoding="utf-8")
    blind = run("simulate", path, "--cut", "US", "--home", "CA").stdout
    assert "service/a: day 0 unknown" in blind
    seeing = run("simulate", path, "--cut", "US", "--home", "CA", "--env", values).stdout
    assert "service/a: day 0 up" in seeing
    found = json.loads(run("fallbacks", path, "--home", "CA", "--env", values, "--format", "json").stdout)
    assert "US" in next(one for one in found["chains"] if one["gate"] == "a")["survives"]
