"""The worked cases, as inventories."""

from pathlib import Path
from typing import Any

import yaml

Raw = dict[str, Any]


def worked_cases() -> list[Raw]:
    """Every case with its `inventory` in format 1 and its `selector`."""
    cases: list[Raw] = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))["cases"]
    for case in cases:
        case["inventory"] = {
            "depaudit": 1,
            "organisation": {"jurisdiction": "CA", "home": ["CA"]},
            "services": [{"id": name, **one} for name, one in case["services"].items()],
            "components": [{"id": name, **one} for name, one in case["components"].items()],
        }
        case["selector"] = case.get("cut") or f"vendor:{case['cut_vendor']}"
    return cases
