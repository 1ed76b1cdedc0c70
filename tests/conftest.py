"""The tests in `tests/browser` need Chromium, so they run only when they are named: `pytest tests/browser`."""

from pathlib import Path

import pytest


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the browser out unless an argument names it."""
    if collection_path.name == "browser" and not any("browser" in argument for argument in config.args):
        return True
    return None
