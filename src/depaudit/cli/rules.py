"""`depaudit rules`: what is installed, and the tests of a policy file."""

import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from depaudit.rulekit import Rule


def _plain(one: "Rule") -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "summary": one.summary,
        "stability": one.stability,
        "doc": one.doc,
        "references": list(one.references),
        "precedents": list(one.precedents),
        "since": one.since,
        "confidence": one.confidence,
        "frameworks": [{"framework": name, "article": article} for name, article in one.frameworks],
        "options": dict(one.options),
    }


@click.group("rules")
def command() -> None:
    """Read about the rules that are installed, or try those of a policy file."""


@command.command("list", epilog="Example: depaudit rules list --format json")
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def listing(form: str) -> int:
    """List every rule with its summary."""
    from depaudit.audit.registry import broken_packs, load_rules

    rules = load_rules()
    if form == "json":
        import json

        plain = [_plain(one) for one in rules]
        sys.stdout.write(json.dumps(plain, indent=1) + "\n")
    else:
        width = max((len(one.name) for one in rules), default=0)
        sys.stdout.write("".join(f"{one.id}  {one.name:<{width}}  {one.summary}\n" for one in rules))
    for failure in broken_packs():
        sys.stderr.write(f"the pack {failure.rule} could not be loaded: {failure.reason}\n")
    return 0


@command.command("test", epilog="Example: depaudit rules test policy.yaml")
@click.argument("path", metavar="POLICY", type=click.Path())
def test(path: str) -> int:
    """Run the tests that stand in a policy file: on which inventories its rules fire and stay silent."""
    from depaudit.audit.trial import trials
    from depaudit.cli.exits import GATED, NOTHING, PASSED
    from depaudit.report.escape import terminal

    results = trials(path)
    for one in results:
        said = "" if one.passed else f": {one.reason}"
        sys.stdout.write(
            terminal(f"{'ok  ' if one.passed else 'FAIL'}  {one.rule}  {one.kind} {one.number}{said}") + "\n"
        )
    failed = sum(not one.passed for one in results)
    sys.stdout.write(f"{len(results) - failed} passed, {failed} failed\n")
    if not results:
        sys.stderr.write("no rule of this file has tests: add tests: [{fires: {...}}, {silent: {...}}]\n")
        return NOTHING
    return GATED if failed else PASSED
