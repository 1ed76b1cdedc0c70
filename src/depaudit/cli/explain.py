"""`depaudit explain`: the manual page of a rule."""

import sys

import click


@click.command("explain", epilog="Example: depaudit explain DA003")
@click.argument("rule")
def command(rule: str) -> int:
    """Print the manual page of RULE (an id or a name)."""
    from depaudit.audit.registry import load_rules
    from depaudit.audit.run import choose

    for found in choose(load_rules(), (rule,), ()):
        sys.stdout.write(f"{found.id} {found.name} ({found.stability})\n\n{found.doc.strip()}\n")
        for reference in found.references:
            sys.stdout.write(f"\nReference: {reference}\n")
    return 0
