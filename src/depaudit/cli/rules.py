"""`depaudit rules`: what is installed."""

import sys

import click


@click.group("rules")
def command() -> None:
    """Read about the rules that are installed."""


@command.command("list", epilog="Example: depaudit rules list --format json")
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def listing(form: str) -> int:
    """List every rule with its summary."""
    from depaudit.audit.registry import load_rules

    rules = load_rules()
    if form == "json":
        import json

        plain = [{"id": one.id, "name": one.name, "summary": one.summary, "stability": one.stability, "doc": one.doc,
                  "references": list(one.references)} for one in rules]  # fmt: skip
        sys.stdout.write(json.dumps(plain, indent=1) + "\n")
        return 0
    for one in rules:
        sys.stdout.write(f"{one.id}  {one.name:<28} {one.summary}\n")
    return 0
