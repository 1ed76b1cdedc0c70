"""`depaudit diff`: what a change did to survival."""

import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from depaudit.cli.options import assessment_options, day, homes, inventory_at

if TYPE_CHECKING:
    from depaudit.audit.options import ScanOptions
    from depaudit.model.change import Change
    from depaudit.model.report import Report

EPILOG = """\b
Examples:
  depaudit diff HEAD~1 inventory.yaml
  depaudit diff main:inventory.yaml inventory.yaml --format markdown
  depaudit diff old.yaml new.yaml --no-new-waivers
  depaudit diff old-report.json new-report.json
"""
SEVERITIES = ["critical", "high", "medium", "low", "never"]


@click.command("diff", epilog=EPILOG)
@click.argument("old", metavar="OLD")
@click.argument("path", metavar="NEW", type=click.Path(), is_eager=True)
@assessment_options
@click.option("--format", "-f", "form", type=click.Choice(["text", "json", "markdown"]), default="text",
              show_default=True, help="Format on stdout.")  # fmt: skip
@click.option("--fail-on", type=click.Choice(SEVERITIES), default="high", show_default=True,
              help="Least severity of a new or worse finding that gates.")  # fmt: skip
@click.option("--no-new-waivers", is_flag=True, help="A waiver that was added gates too.")
def command(old: str, path: str, **given: Any) -> int:
    """Compare two inventories, two reports, or an inventory with itself at a git revision (OLD).

    Exit 1 where a service survives less, an objective is newly breached, or a new finding reaches the gate, unless a
    waiver accepts it. Inventories are judged with one catalog, so what differs differs because of them.
    """
    from depaudit.audit.diff import diff
    from depaudit.audit.options import ScanOptions
    from depaudit.report import changes

    options = ScanOptions(home=homes(given["home"]), as_of=day(given["as_of"]), trust=given["trust"],
                          horizons=given["horizon"] or (0, 30, 365), ways_out=False)  # fmt: skip
    found = diff(_report(old, path, options, given), _report(path, path, options, given), (old, path))
    if given["form"] == "json":
        import json

        sys.stdout.write(json.dumps(changes.plain(found), indent=1) + "\n")
    else:
        sys.stdout.write(changes.as_markdown(found) if given["form"] == "markdown" else changes.text(found))
    return _gate(found, given["fail_on"], no_new_waivers=given["no_new_waivers"])


def _report(name: str, other: str, options: "ScanOptions", given: Mapping[str, Any]) -> "Report":
    """The report in a file, of an inventory, or of `other` (or the file after the colon) at a revision."""
    from depaudit.cli.output import read_report
    from depaudit.inventory.revision import checked_out

    if Path(name).exists():
        return read_report(name) if _is_report(name) else _scanned(name, options, given)
    revision, colon, file = name.partition(":")
    with TemporaryDirectory(prefix="depaudit-") as folder:
        target, above = Path(folder).resolve(), Path(given["root"]) if given["root"] else None
        found = checked_out(revision, Path(file if colon else other), target, above)
        return _scanned(str(found), options, {**given, "root": str(target) if above else None})


def _is_report(name: str) -> bool:
    """Whether a file is a report; a gateway's JSON, which may have comments, is none."""
    import json

    if not name.endswith(".json"):
        return False
    try:
        plain = json.loads(Path(name).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(plain, dict) and "schema" in plain


def _scanned(path: str, options: "ScanOptions", given: Mapping[str, Any]) -> "Report":
    from depaudit.audit import scan_inventory

    return scan_inventory(inventory_at(path, given), options=options)


def _gate(change: "Change", fail_on: str, *, no_new_waivers: bool) -> int:
    from depaudit.cli.exits import GATED, PASSED
    from depaudit.model.severity import Severity

    reasons = ["survival is worse than before"] if change.worse else []
    if fail_on != "never":
        hits = [one for one in (*change.new_findings, *change.worse_findings)
                if one.severity >= Severity[fail_on.upper()]]  # fmt: skip
        reasons += [f"{len(hits)} new or worse findings at or above {fail_on}"] if hits else []
    if no_new_waivers and change.waivers_added:
        reasons.append(f"{len(change.waivers_added)} waivers added")
    for reason in reasons:
        sys.stderr.write(f"gate: {reason}\n")
    return GATED if reasons else PASSED
