"""Where results go: stdout, and files that are named, each written whole or not at all."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from depaudit.errors import ConfigError, OutputError, Position, ReportError
from depaudit.model.report import Report
from depaudit.report import FORMATS, SUFFIXES, writer

USUAL_COLUMNS = 100
MOST_COLUMNS = 120


class Look(NamedTuple):
    """Width in columns and colour of what is written."""

    width: int
    color: bool


def look(*, no_color: bool) -> Look:
    """How stdout may look: colour only on a terminal and unless NO_COLOR says otherwise."""
    return Look(
        min(_columns(), MOST_COLUMNS), sys.stdout.isatty() and not no_color and not os.environ.get("NO_COLOR")
    )


def _columns() -> int:
    """What `shutil.get_terminal_size` finds, without the archive formats that `shutil` imports."""
    try:
        told = int(os.environ.get("COLUMNS", "0"))
    except ValueError:
        told = 0
    if told > 0:
        return told
    try:
        found = os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else 0
    except (ValueError, OSError):  # closed, or no terminal
        found = 0
    return found or USUAL_COLUMNS


def write_files(report: Report, targets: tuple[str, ...]) -> None:
    """Write `report` to each of `[FORMAT=]FILE`, the format from the suffix where it is not given."""
    for target in targets:
        name, path = _format_of(target)
        _write(path, map(_encoded, writer(name)(report, Look(100, color=False))))


def formats_of(form: str, targets: tuple[str, ...]) -> set[str]:
    """All formats that a call asks for. Raises ConfigError for a file whose format is not known."""
    return {form, *(_format_of(target)[0] for target in targets)}


def _format_of(target: str) -> tuple[str, Path]:
    name, equals, rest = target.partition("=")
    if equals and name in FORMATS:
        return name, Path(rest)
    path = Path(target)
    if path.suffix not in SUFFIXES:
        known = ", ".join(FORMATS)
        raise ConfigError(f"--output: no format for {target!r}", hint=f"write FORMAT=FILE; formats: {known}")
    return SUFFIXES[path.suffix], path


def write_text(path: Path, text: str) -> None:
    """Write text whole or not at all."""
    _write(path, [_encoded(text)])


def write_bytes(path: Path, content: bytes) -> None:
    """Write bytes whole or not at all."""
    _write(path, [content])


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    """Write through a neighbour that then takes the place, so that nobody ever reads half a report."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            with draft.open("wb") as file:
                file.writelines(chunks)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            f"cannot be written: {reason}", hint="check the folder", position=Position(str(path))
        ) from None


def read_report(path: str) -> Report:
    """The report in a JSON file. Raises ReportError, with the file, where it holds none."""
    import json

    from depaudit.model.read import report_of

    where = Position(path)
    try:
        plain = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ReportError(f"cannot be read: {error.strerror}", hint="check the path", position=where) from None
    except (ValueError, RecursionError) as error:
        raise ReportError(
            f"this is not JSON: {str(error)[:120]}", hint="name a report.json", position=where
        ) from None
    try:
        return report_of(plain)
    except ReportError as error:
        raise ReportError(error.message, hint=error.hint, position=where) from None
