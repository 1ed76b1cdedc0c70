"""`depaudit explain`: the manual page of a rule, an entry of the catalog, or one finding of a report in full."""

import sys

import click

EPILOG = """\b
Examples:
  depaudit explain DA003
  depaudit explain us-anthropic-fable5-mythos5-2026
  depaudit explain 0f3a9c2b7d41e86a --report report.json
"""


@click.command("explain", epilog=EPILOG)
@click.argument("names", metavar="RULE|ID|FINGERPRINT...", nargs=-1, required=True)
@click.option("--report", metavar="FILE", type=click.Path(), help="A JSON report: explain findings of it.")
def command(names: tuple[str, ...], report: str | None) -> int:
    """Print the manual page of a rule, what the catalog knows of an id, or all that a report says of a finding."""
    for number, name in enumerate(names):
        sys.stdout.write(("\n" if number else "") + (_finding(name, report) if report else _rule(name)))
    return 0


def _rule(name: str) -> str:
    from depaudit.audit.registry import load_rules
    from depaudit.audit.run import choose
    from depaudit.rulekit.pages import particulars

    rules = load_rules()
    if not any(name in (rule.id, rule.id.lower(), rule.name) for rule in rules) and (text := _known(name)):
        return text
    (found,) = choose(rules, (name,), ())
    lines = "".join(f"{line}\n" for line in particulars(found))
    return f"{found.id} {found.name} ({found.stability})\n\n{found.doc.strip()}\n\n{lines}"


def _known(name: str) -> str:
    """The card of an event, mechanism, vendor or anything else that the catalog holds; empty where it does not."""
    from depaudit.catalog import Catalog
    from depaudit.catalog.card import card
    from depaudit.catalog.card_text import card_text

    found = card(Catalog.bundled(), name)
    return "" if found is None else card_text(found)


def _finding(name: str, path: str) -> str:
    """The account of a finding by its fingerprint, the beginning of it, or its id."""
    from depaudit.cli.output import read_report
    from depaudit.errors import SelectorError
    from depaudit.report.account import account

    report = read_report(path)
    wanted = name.rpartition("-")[2]
    found = [one for one in report.findings if one.fingerprint.startswith(wanted) or one.rule == name]
    if not found:
        hint = "fingerprints stand in the JSON, SARIF and CSV reports"
        raise SelectorError(f"{path} holds no finding {name!r}", hint=hint)
    return "\n".join(account(one, report) for one in found)
