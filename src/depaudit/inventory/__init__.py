"""Text -> model: YAML with positions, one compiled schema, includes, all problems of a file together."""

from depaudit.inventory.read import load, load_all, read_plain

__all__ = ["load", "load_all", "read_plain"]
