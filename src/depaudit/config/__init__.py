"""Where settings come from: the nearest `depaudit.toml`, or `[tool.depaudit]` in `pyproject.toml`."""

from depaudit.config.files import Found, find_settings

__all__ = ["Found", "find_settings"]
