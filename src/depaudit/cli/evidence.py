"""`depaudit evidence`: what was assessed, with which facts, and what came out, in one archive."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from depaudit.cli.options import assessment_options, day, homes, inventory_at
from depaudit.errors import ConfigError

if TYPE_CHECKING:
    from depaudit.report.pack import Source

EPILOG = """\b
Examples:
  depaudit evidence inventory.yaml -o pack.zip --as-of 2026-11-24
  depaudit evidence inventory.yaml -o pack.zip --include-source
  depaudit evidence inventory.yaml -o pack.zip --redact-names
"""


@click.command("evidence", epilog=EPILOG)
@click.argument("path", type=click.Path(), is_eager=True)
@click.option("--output", "-o", required=True, metavar="FILE", type=click.Path(path_type=Path), help="The archive.")
@click.option("--include-source", is_flag=True, help="Also the input files, with secrets masked.")
@click.option("--redact-names", is_flag=True, help="Codes in place of the inventory's own names.")
@assessment_options
def command(path: str, output: Path, *, include_source: bool, redact_names: bool, **given: Any) -> int:
    """Write an archive for auditors: report (JSON, HTML), tolerances, waivers, digests and versions.

    The same input with the same --as-of gives the same bytes. Nothing gates.
    """
    from depaudit.analysis.tolerances import tolerances
    from depaudit.audit import scan_inventory
    from depaudit.audit.options import ScanOptions
    from depaudit.audit.redact import Redaction
    from depaudit.catalog import Catalog
    from depaudit.cli.output import Look, write_bytes
    from depaudit.report.pack import pack_files, packed

    if include_source and redact_names:
        raise ConfigError("--include-source shows the names that --redact-names hides", hint="choose one")
    options = ScanOptions(home=homes(given["home"]), as_of=day(given["as_of"]), trust=given["trust"],
                          horizons=given["horizon"] or (0, 30, 365), picture=True)  # fmt: skip
    inventory = inventory_at(path, given)
    report = scan_inventory(inventory, options=options)
    rows = tolerances(report, {one.id: one.criticality or "medium" for one in inventory.services})
    sources = _sources(report.subject.paths, include=include_source)
    if redact_names:
        redaction = Redaction.of(report, inventory)
        report, rows = redaction.value(report), redaction.value(rows)
        sources = [one._replace(path=redaction.text(one.path)) for one in sources]
    files = pack_files(report, rows, sources, Look(100, color=False), Catalog.bundled().digest)
    write_bytes(output, packed(files))
    for one in sources:
        if one.stored and one.stored not in files:
            sys.stderr.write(f"warning: {one.path}: its text is left out, it cannot be parsed\n")
    sys.stderr.write(f"wrote {output}: {', '.join(sorted(files))}\n")
    return 0


def _sources(paths: tuple[str, ...], *, include: bool) -> "list[Source]":
    """The files that were read, each once; those that are no files (a mapping) have nothing to show."""
    from depaudit.report.pack import Source, stored_names

    found = [name for name in dict.fromkeys(paths) if Path(name).is_file()]
    places = stored_names(found, str(Path.cwd())) if include else {}
    return [Source(name, places.get(name, ""), Path(name).read_bytes()) for name in found]
