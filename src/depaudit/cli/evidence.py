"""`depaudit evidence`: what was assessed, with which facts, and what came out, in one archive."""

import csv
import io
import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from depaudit.cli.options import assessment_options, day, homes

if TYPE_CHECKING:
    from depaudit.model.report import Report

EPILOG = """\b
Examples:
  depaudit evidence inventory.yaml -o pack.zip --as-of 2026-11-24
  depaudit evidence inventory.yaml -o pack.zip --include-source
"""
MOMENT: Final = (1980, 1, 1, 0, 0, 0)


@click.command("evidence", epilog=EPILOG)
@click.argument("path", type=click.Path(), is_eager=True)
@click.option("--output", "-o", required=True, metavar="FILE", type=click.Path(path_type=Path), help="The archive.")
@click.option("--include-source", is_flag=True, help="Also the input files, with secrets masked.")
@assessment_options
def command(path: str, output: Path, *, include_source: bool, **given: Any) -> int:
    """Write an archive for auditors: report (JSON, HTML), tolerances, waivers, digests and versions.

    The same input with the same --as-of gives the same bytes. Nothing gates.
    """
    from depaudit.api import load
    from depaudit.audit import scan_inventory
    from depaudit.audit.options import ScanOptions
    from depaudit.cli.output import write_bytes

    options = ScanOptions(home=homes(given["home"]), as_of=day(given["as_of"]), trust=given["trust"],
                          horizons=given["horizon"] or (0, 30, 365), picture=True)  # fmt: skip
    report = scan_inventory(load(path), options=options)
    files = _files(report)
    if include_source:
        files |= {f"source/{Path(name).name}": _masked(name) for name in report.subject.paths}
    files["manifest.json"] = _manifest(report, files)
    write_bytes(output, packed(files))
    sys.stderr.write(f"wrote {output}: {len(files)} files\n")
    return 0


def packed(files: dict[str, bytes]) -> bytes:
    """A zip archive whose bytes depend on nothing but `files`: stored, in order, without times or owners."""
    from zipfile import ZIP_STORED, ZipFile, ZipInfo

    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name in sorted(files):
            entry = ZipInfo(name, MOMENT)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, files[name])
    return out.getvalue()


def _files(report: "Report") -> dict[str, bytes]:
    from depaudit.cli.output import Look
    from depaudit.report import renderer

    look = Look(100, color=False)
    found = {f"report.{suffix}": renderer(form)(report, look).encode("utf-8", "backslashreplace")
             for form, suffix in (("json", "json"), ("html", "html"), ("csv", "csv"))}  # fmt: skip
    return found | {"tolerances.csv": _tolerances(report), "waivers.csv": _waivers(report)}


def _tolerances(report: "Report") -> bytes:
    rows = [[", ".join(one.objective.services), ", ".join(one.objective.survive), one.objective.within,
             one.objective.at_least, one.objective.span, "breached" if one.breached else "holds",
             "; ".join(f"{service} under {cutoff}" for service, cutoff in (*one.by, *one.unknown_by))]
            for one in report.objectives]  # fmt: skip
    return _table(["services", "survive", "within_s", "at_least", "for_s", "result", "by"], rows)


def _waivers(report: "Report") -> bytes:
    rows = [[use.waiver.rule, use.waiver.subject, use.waiver.cut, use.state, len(use.covers), use.waiver.owner,
             use.waiver.expires, use.waiver.reason] for use in report.waivers]  # fmt: skip
    return _table(["rule", "subject", "cut", "state", "findings", "owner", "expires", "reason"], rows)


def _table(head: list[str], rows: list[list[Any]]) -> bytes:
    from depaudit.report.escape import cell

    out = io.StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    table.writerow(head)
    table.writerows([[cell("" if part is None else str(part)) for part in row] for row in rows])
    return out.getvalue().encode("utf-8", "backslashreplace")


def _masked(name: str) -> bytes:
    from depaudit.inventory.secrets import mask

    text = Path(name).read_text(encoding="utf-8-sig", errors="replace")
    return "".join(f"{mask(line)}\n" for line in text.splitlines()).encode("utf-8", "backslashreplace")


def _manifest(report: "Report", files: dict[str, bytes]) -> bytes:
    about = {
        "schema": "depaudit.evidence/1",
        "tool": {"name": "depaudit", "version": report.tool_version},
        "as_of": report.as_of,
        "catalog": {"version": report.catalog_version, "as_of": report.catalog_as_of},
        "rules": [card.id for card in report.rules],
        "inputs": [{"path": name, "sha256": _digest(Path(name).read_bytes())}
                   for name in report.subject.paths if Path(name).is_file()],
        "files": {name: _digest(content) for name, content in sorted(files.items())},
    }  # fmt: skip
    return (json.dumps(about, indent=1) + "\n").encode()


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
