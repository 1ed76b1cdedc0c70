"""Scenarios: the library of what happened and what could, users' own, and what they do to a stack."""
