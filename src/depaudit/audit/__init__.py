"""Use cases: assess, run rules in isolation, waive, compare with a baseline, gate. Prints nothing."""

from depaudit.audit.scan import scan_inventory

__all__ = ["scan_inventory"]
