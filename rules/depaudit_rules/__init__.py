"""The built-in rules: one module per rule, found through the entry-point group `depaudit.rules`."""
