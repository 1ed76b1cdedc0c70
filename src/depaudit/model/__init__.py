"""Frozen value objects: what the other packages take and return. Standard library only."""
