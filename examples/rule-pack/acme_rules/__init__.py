"""The rules of Acme."""

from acme_rules import owner_missing

RULES = (owner_missing.RULE,)
