"""Compile the pydantic definitions into what run time validates with: `python -m depaudit.inventory.compile`.

With `--check` nothing is written, and the exit code tells whether the committed form is in step.
"""

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from depaudit.inventory import schema

TARGET = Path(__file__).with_name("schema_core.json")
DROPPED = frozenset({"cls", "metadata", "cls_name", "config"})
REFERENCES = ("ref", "schema_ref")


def core_schema() -> dict[str, Any]:
    """The pydantic-core schema of an inventory, made of plain data only."""
    plain: dict[str, Any] = _plain(TypeAdapter(schema.Inventory).core_schema)
    return plain


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of an inventory, for editors and other tools."""
    found = TypeAdapter(schema.Inventory).json_schema()
    free = {"^x-": True}
    for part in (found, *found.get("$defs", {}).values()):
        part["patternProperties"] = free
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found, "title": "depaudit inventory"}


def _plain(part: Any) -> Any:
    if isinstance(part, dict):
        kept = {key: _plain(value) for key, value in part.items() if key not in DROPPED}
        for key in REFERENCES:
            if key in kept:
                kept[key] = kept[key].partition(":")[0]
        if part.get("type") == "typed-dict":
            kept["extra_behavior"] = "forbid"
        return kept
    if isinstance(part, list | tuple):
        return [_plain(value) for value in part]
    if part is None or isinstance(part, str | int | float | bool):
        return part
    raise TypeError(f"the schema holds {part!r}, which cannot be written down")


def main(arguments: list[str]) -> int:
    """Write the compiled schema, or with `--check` compare it; returns the exit code."""
    text = json.dumps(core_schema(), separators=(",", ":"), sort_keys=True) + "\n"
    if "--check" not in arguments:
        TARGET.write_text(text, encoding="utf-8")
        return 0
    in_step = TARGET.exists() and TARGET.read_text(encoding="utf-8") == text
    if not in_step:
        sys.stderr.write("schema_core.json is out of step: run python -m depaudit.inventory.compile\n")
    return 0 if in_step else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
