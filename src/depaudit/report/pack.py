"""The files of an evidence pack: pure, from a report and what was read, to names and bytes."""

import csv
import io
import json
import posixpath
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import PurePath
from typing import Any, Final, NamedTuple

from depaudit.analysis.tolerances import Tolerance
from depaudit.inventory.masking import masked
from depaudit.model.duration import format_duration
from depaudit.model.report import Report
from depaudit.report import Style, renderer
from depaudit.report.escape import cell, markdown

FORMS: Final = (("json", "report.json"), ("html", "report.html"), ("csv", "report.csv"))
_HEAD: Final = ("objective", "service", "cut", "tolerated", "over", "at_least", "longest_interruption", "result")
MOMENT: Final = (1980, 1, 1, 0, 0, 0)


class Source(NamedTuple):
    """An input file: its path as the report names it, where the pack keeps it (empty: it does not), its bytes."""

    path: str
    stored: str
    content: bytes


def pack_files(
    report: Report,
    rows: Sequence[Tolerance],
    sources: Sequence[Source],
    style: Style,
    catalog_digest: str,
) -> dict[str, bytes]:
    """All files of the pack by name. The manifest lists every other one with its digest."""
    files = {name: _encoded(renderer(form)(report, style)) for form, name in FORMS}
    files |= {"tolerances.csv": _tolerances(rows), "tolerances.md": _tolerance_page(report, rows),
              "waivers.csv": _waivers(report)}  # fmt: skip
    kept = {one.stored: text for one in sources if one.stored and (text := _shown(one.content)) is not None}
    files |= kept
    files["manifest.json"] = _manifest(report, sources, files, catalog_digest)
    return files


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip archive whose bytes depend on nothing but `files`: stored, in order, without times or owners."""
    from zipfile import ZIP_STORED, ZipFile, ZipInfo

    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name in sorted(files):
            entry = ZipInfo(name, MOMENT)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, files[name])
    return out.getvalue()


def stored_names(paths: Sequence[str], here: str) -> dict[str, str]:
    """Where a pack keeps each path: below `source/`, relative to `here` or else to what all paths have in common.

    `here` is absolute. Two files never share a name, and no name leads out of the pack.
    """
    full = {path: posixpath.normpath(PurePath(here, path).as_posix()) for path in paths}
    root = PurePath(here).as_posix()
    if not full:
        return {}
    base = posixpath.commonpath([root, *full.values()])
    if base != root:
        base = posixpath.commonpath([posixpath.dirname(one) for one in full.values()])
    return {path: f"source/{one[len(base) :].lstrip('/').replace(':', '')}" for path, one in full.items()}


def _shown(content: bytes) -> bytes | None:
    """The file without secrets; None where it cannot be parsed, so that nobody knows what is one."""
    try:
        text = masked(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None
    return None if text is None else _encoded(text)


def _cells(rows: Sequence[Tolerance]) -> list[list[str]]:
    return [[str(row.objective), row.service, row.cut, format_duration(row.within),
             "the year" if row.span is None else format_duration(row.span), row.at_least,
             "open-ended" if row.interruption is None else format_duration(row.interruption), row.outcome]
            for row in rows]  # fmt: skip


def _tolerances(rows: Sequence[Tolerance]) -> bytes:
    return _table(_HEAD, _cells(rows))


def _tolerance_page(report: Report, rows: Sequence[Tolerance]) -> bytes:
    lines = ["# Tolerances", "", f"As of {report.as_of}, catalog of {report.catalog_as_of}.", ""]
    for number, one in enumerate(report.objectives, 1):
        missing = f"; not assessed, does not appear here: {', '.join(one.not_assessed)}" if one.not_assessed else ""
        word = "breached" if one.breached else "holds"
        lines.append(f"{number}. {markdown(str(one.objective))}: **{word}**{markdown(missing)}")
    if not report.objectives:
        lines.append("The inventory declares no objectives.")
    if rows:
        head = [name.replace("_", " ") for name in _HEAD]
        table = [head, ["---"] * len(head), *([markdown(part) for part in row] for row in _cells(rows))]
        lines += ["", *(f"| {' | '.join(row)} |" for row in table)]
    return _encoded("\n".join(lines) + "\n")


def _waivers(report: Report) -> bytes:
    rows = [[use.waiver.rule, use.waiver.subject, use.waiver.cut, use.state, len(use.covers), use.waiver.owner,
             use.waiver.expires, use.waiver.reason] for use in report.waivers]  # fmt: skip
    return _table(("rule", "subject", "cut", "state", "findings", "owner", "expires", "reason"), rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    out = io.StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    table.writerow(head)
    table.writerows([[cell("" if part is None else str(part)) for part in row] for row in rows])
    return _encoded(out.getvalue())


def _manifest(report: Report, sources: Sequence[Source], files: Mapping[str, bytes], catalog_digest: str) -> bytes:
    about = {
        "schema": "depaudit.evidence/1",
        "tool": {"name": "depaudit", "version": report.tool_version},
        "as_of": report.as_of,
        "catalog": {"version": report.catalog_version, "as_of": report.catalog_as_of, "sha256": catalog_digest},
        "overlay_records": [list(record) for record in report.overlaid.records],
        "rules": [card.id for card in report.rules],
        "inputs": [_input(one, files) for one in sources],
        "files": {name: _digest(content) for name, content in sorted(files.items())},
    }
    return _encoded(json.dumps(about, indent=1) + "\n")


def _input(source: Source, files: Mapping[str, bytes]) -> dict[str, str]:
    """An input in the manifest: the digest of the file as it was read, and where its text without secrets is."""
    about = {"path": source.path, "sha256": _digest(source.content)}
    if source.stored in files:
        return {**about, "text": source.stored}
    if source.stored:
        return {**about, "left_out": "the text cannot be parsed, so secrets in it cannot be found"}
    return about


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
