"""`depaudit rules`: what is installed, and the tests of a pack or a policy file."""

import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from depaudit.audit.trial import Trial
    from depaudit.rulekit import Rule

EPILOG = """\b
Examples:
  depaudit rules test
  depaudit rules test acme_rules
  depaudit rules test acme_rules --write
  depaudit rules test policy.yaml
"""


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
    """Read about the rules that are installed, or try those of a pack or a policy file."""


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


@command.command("test", epilog=EPILOG)
@click.argument("name", metavar="[PACK|POLICY]", default="", type=click.Path())
@click.option("--write", is_flag=True, help="Write the snapshots of the pack anew; read the difference.")
def test(name: str, write: bool) -> int:
    """Run the fixtures of a rule pack (default: of all that are installed), or the tests in a policy file.

    A pack is named by its module. Each rule is tried: its manual page, the inventories on which it must fire and stay
    silent, and the snapshot of what it says.
    """
    from depaudit.cli.exits import GATED, NOTHING, PASSED
    from depaudit.report.escape import terminal

    results = _trials(name, write=write)
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


def _trials(name: str, *, write: bool) -> "tuple[Trial, ...]":
    if name.endswith((".yaml", ".yml", ".json")):
        from depaudit.audit.trial import trials

        return trials(name)
    from depaudit.audit.fixtures import pack_trials
    from depaudit.audit.registry import pack_of, packs

    chosen = (pack_of(name),) if name else packs()
    return tuple(one for pack in chosen for one in pack_trials(pack, write=write))
