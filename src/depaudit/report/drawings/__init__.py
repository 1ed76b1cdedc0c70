"""Drawings of the dependency graph: one format per module, each with names escaped for itself."""

from collections.abc import Callable
from importlib import import_module

from depaudit.analysis.drawing import Drawing


def drawer(form: str) -> Callable[[Drawing], str]:
    """The function that draws in one format (`mermaid`, `dot`, `svg`, `json`), imported now."""
    draw: Callable[[Drawing], str] = import_module(f"depaudit.report.drawings.{form}").draw
    return draw
