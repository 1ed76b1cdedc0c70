"""What the page's script looks up: the picture, and in words why each service stops under each cut."""

from typing import Any

from depaudit.model.picture import Picture
from depaudit.model.plain import plain_picture
from depaudit.model.report import Report
from depaudit.report.escape import terminal
from depaudit.report.verdicts import lines
from depaudit.report.words import column


def page_data(report: Report) -> dict[str, Any]:
    """Plain data, every name in it safe to show; `picture` is None where the report has none."""
    data = {
        "home": list(report.subject.home),
        "horizons": list(report.horizons),
        "picture": None if report.picture is None else _picture(report.picture),
        "why": {} if report.picture is None else _why(report, report.picture),
    }
    visible: dict[str, Any] = _visible(data)
    return visible


def _picture(picture: Picture) -> dict[str, Any]:
    plain = plain_picture(picture)
    for cut, told in zip(picture.cuts, plain["cuts"], strict=True):
        told["label"] = column(cut.id, cut.kind, foreign=cut.foreign)
    plain["pairs"] = {f"{pair.first},{pair.second}": [list(pair.worse), list(pair.paths)] for pair in picture.pairs}
    return plain


def _why(report: Report, picture: Picture) -> dict[str, dict[str, Any]]:
    """By cut number, then service: the path with its notes, and the lines that say when, how long and on what."""
    numbers = {(cut.kind, cut.id): number for number, cut in enumerate(picture.cuts)}
    rto = {name: seconds for name, _, seconds in report.subject.services}
    found: dict[str, dict[str, Any]] = {}
    for verdict in report.survival:
        number = numbers.get((verdict.kind, verdict.cutoff))
        if number is not None and verdict.worst_state != "up":
            told = [line.strip() for line in lines(verdict._replace(path=()), rto[verdict.service])][1:]
            found.setdefault(str(number), {})[verdict.service] = [verdict.path, verdict.path_notes, told]
    return found


def _visible(value: Any) -> Any:
    if isinstance(value, str):
        return terminal(value)
    if isinstance(value, dict):
        return {terminal(key): _visible(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_visible(part) for part in value]
    return value
