"""`depaudit scan`: the main job."""

import sys
from typing import TYPE_CHECKING, Any

import click

from depaudit.cli.options import (
    Criticalities,
    Listing,
    assessment_options,
    day,
    homes,
    importer_of,
    overlay_options,
    rule_settings,
    severities,
)
from depaudit.errors import ConfigError
from depaudit.report import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from depaudit.model.inventory import Inventory, Waiver
    from depaudit.model.report import Report

EPILOG = """\b
Examples:
  depaudit scan inventory.yaml
  depaudit scan litellm_config.yaml --home CA
  depaudit scan audit/inventory.yaml --root .
  depaudit scan inventory.yaml --overlay facts/
  depaudit scan inventory.yaml --no-overlay
  depaudit scan inventory.yaml --baseline report.json
  depaudit scan inventory.yaml --rule-option DA025.max-age-days=180
  depaudit scan inventory.yaml --redact-names -o report.html
  depaudit scan inventory.yaml --fail-on critical -o report.json -o report.md
"""
SEVERITIES = ["critical", "high", "medium", "low", "never"]


@click.command("scan", epilog=EPILOG)
@click.argument("paths", nargs=-1, required=True, type=click.Path(), is_eager=True)
@assessment_options
@overlay_options
@click.option("--format", "-f", "form", type=click.Choice(list(FORMATS)), default="text",
              show_default=True, help="Format on stdout.")  # fmt: skip
@click.option("--output", "-o", multiple=True, metavar="[FORMAT=]FILE", help="Also write a file; repeatable.")
@click.option("--fail-on", type=click.Choice(SEVERITIES), default="high", show_default=True, help="Gate.")
@click.option("--max-score", type=click.FloatRange(0, 100), help="Gate on the score.")
@click.option("--max-concentration", type=click.FloatRange(0, 1), default=0.5, show_default=True,
              help="Share of service weight without a way around one jurisdiction or vendor.")  # fmt: skip
@click.option("--min-open-share", type=click.FloatRange(0, 1), help="Share of model use that should be open.")
@click.option("--select", type=Listing(), default="", help="Only these rules.")
@click.option("--ignore", type=Listing(), default="", help="Not these rules.")
@click.option("--severity", type=Listing(), default="", metavar="RULE=LEVEL", help="Another severity for a rule.")
@click.option("--rule-option", "rule_options", multiple=True, metavar="RULE.OPTION=VALUE",
              help="An option of a rule (see explain RULE); repeatable.")  # fmt: skip
@click.option("--waivers", metavar="FILE", type=click.Path(), help="A file with waivers, beside the inventory's own.")
@click.option("--rules", "rule_files", multiple=True, type=click.Path(), help="A Python file with rules of your own.")
@click.option("--unknown", type=click.Choice(["fail", "warn", "ignore"]), default="fail", show_default=True,
              help="What a verdict that hangs on unknown facts does to the gate.")  # fmt: skip
@click.option("--baseline", metavar="REPORT", type=click.Path(),
              help="A JSON report: only findings that are new or worse than there gate.")  # fmt: skip
@click.option("--strict", is_flag=True, help="Unknown or stale deciding facts make the scan incomplete (exit 4).")
@click.option("--service", "criticalities", type=Criticalities(), multiple=True, metavar="NAME=LEVEL",
              help="Criticality of a public name of a gateway file; high unless said.")  # fmt: skip
@click.option("--redact-names", is_flag=True, help="Codes in place of the inventory's own names.")
@click.option("--quiet", "-q", is_flag=True, help="Nothing on stdout; the exit code tells.")
@click.option("--no-color", is_flag=True, help="No colour.")
def command(paths: tuple[str, ...], **given: Any) -> int:
    """Assess an inventory or a gateway configuration against every cutoff that it calls for."""
    from depaudit.analysis.assessment import Thresholds
    from depaudit.audit import scan_inventory
    from depaudit.audit.gate import reached
    from depaudit.audit.options import ScanOptions
    from depaudit.cli.exits import exit_code
    from depaudit.cli.output import formats_of, look, read_report, write_files
    from depaudit.cli.patience import patience
    from depaudit.inventory import load_all
    from depaudit.model.severity import Severity
    from depaudit.report import writer

    options = ScanOptions(
        home=homes(given["home"]), as_of=day(given["as_of"]), trust=given["trust"], unknown=given["unknown"],
        horizons=given["horizon"] or (0, 30, 365), select=given["select"], ignore=given["ignore"],
        thresholds=Thresholds(given["max_score"], given["max_concentration"], given["min_open_share"]),
        strict=given["strict"],
        rule_files=given["rule_files"], picture="html" in formats_of(given["form"], given["output"]),
        ways_out=bool(given["output"]) or not given["quiet"],
        overlays=given["overlays"], no_overlay=given["no_overlay"], severities=severities(given["severity"]),
        waivers=_waivers(given["waivers"]), rule_options=rule_settings(given["rule_options"]),
    )  # fmt: skip
    if len(set(paths)) != len(paths):
        raise ConfigError("a path is named twice", hint="name each file once")
    inventory = load_all(paths, importer_of(given), given["root"])
    baseline = read_report(given["baseline"]) if given["baseline"] else None
    with patience("simulating every cutoff"):
        report = scan_inventory(inventory, options=options)
    if baseline is not None:
        from depaudit.audit.baseline import compare

        report = compare(report, baseline, given["baseline"])
    if given["redact_names"]:
        report = _redacted(report, inventory, given)
    fail_on = None if given["fail_on"] == "never" else Severity[given["fail_on"].upper()]
    gate = reached(report, fail_on, options)
    write_files(report, given["output"])
    if not given["quiet"]:
        sys.stdout.writelines(writer(given["form"])(report, look(no_color=given["no_color"])))
    code = exit_code(report, gate)
    for warning in gate.warnings:
        sys.stderr.write(f"warning: {warning}\n")
    for reason in gate.reasons:
        sys.stderr.write(f"gate: {reason}\n")
    for missing in _nothing(report):
        sys.stderr.write(f"nothing to assess: no {missing} is declared\n")
    return code


def _nothing(report: "Report") -> "Iterator[str]":
    subject = report.subject
    yield from (word for word, count in (("service", len(subject.services)), ("component", subject.components))
                if not count)  # fmt: skip


def _redacted(report: "Report", inventory: "Inventory", given: dict[str, Any]) -> "Report":
    """Redacted before the gate speaks, so that its reasons name nothing either."""
    from depaudit.audit.redact import redacted

    files = [name for name in (given["baseline"], given["waivers"], *given["overlays"], *given["rule_files"]) if name]
    return redacted(report, inventory, files)


def _waivers(path: str | None) -> "tuple[Waiver, ...]":
    """The waivers of a file: an inventory that declares nothing else."""
    if path is None:
        return ()
    from depaudit.inventory import load

    return tuple(waiver._replace(origin="file") for waiver in load(path).waivers)
