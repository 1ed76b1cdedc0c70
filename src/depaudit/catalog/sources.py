"""The human-edited sources of the catalog, read as plain records. Only the compiler and the checker come here."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from depaudit.errors import CatalogError, Position

DATA: Final = Path(__file__).parent / "data"


_OF_VENDOR: Final = (
    ("offering", "offerings", "vendor"),
    ("model", "models", "developer"),
    ("hardware", "hardware", "vendor"),
)


class Entry(NamedTuple):
    """One record as it stands in a file; `path` is relative to the data folder."""

    kind: str
    id: str
    raw: dict[str, Any]
    path: str


class _Loader(yaml.CSafeLoader):
    """YAML with the core rules of 1.2 where they matter here: dates are texts, `no` is a word."""


_BOOL: Final = re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$")
_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, regexp) for tag, regexp in rules if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
    ]
    for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", _BOOL, list("tTfF"))


def read_yaml(path: Path) -> Any:
    """The content of a YAML file. Raises CatalogError with the place where it cannot be read."""
    try:
        return _Loader(path.read_bytes()).get_single_data()
    except OSError as error:
        raise CatalogError(f"cannot read {path.name}: {error.strerror}") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = Position(str(path), mark.line + 1, mark.column + 1) if mark else Position(str(path))
        raise CatalogError(f"not well-formed YAML: {getattr(error, 'problem', error)}", position=where) from error


def entries(folder: Path = DATA) -> Iterator[Entry]:
    """Every record of the sources in `folder`, file by file in sorted order."""
    about = read_yaml(folder / "catalog.yaml")
    yield Entry("about", "catalog", {"id": "catalog", **about}, "catalog.yaml")
    states = read_yaml(folder / "jurisdictions.yaml")
    yield Entry("about", "jurisdictions", {"id": "jurisdictions", **states}, "jurisdictions.yaml")
    for path in sorted((folder / "vendors").glob("*.yaml")):
        yield from _of_vendor(read_yaml(path), f"vendors/{path.name}")
    for kind, name, key in (
        ("licence", "licences.yaml", "licences"),
        ("mechanism", "mechanisms.yaml", "mechanisms"),
        ("instrument", "instruments.yaml", "instruments"),
    ):
        for raw in read_yaml(folder / name)[key]:
            yield Entry(kind, raw["id"], raw, name)
    for kind, sub in (("event", "events"), ("framework", "frameworks")):
        for path in sorted((folder / sub).glob("*.yaml")):
            raw = read_yaml(path)
            yield Entry(kind, raw["id"], raw, f"{sub}/{path.name}")
    for path in sorted((folder / "substitutes").glob("*.yaml")):
        for raw in read_yaml(path)["substitutes"]:
            yield Entry("substitutes", raw["id"], raw, f"substitutes/{path.name}")


def _of_vendor(document: dict[str, Any], path: str) -> Iterator[Entry]:
    vendor = document["vendor"]
    yield Entry("vendor", vendor["id"], vendor, path)
    for kind, key, owner in _OF_VENDOR:
        for raw in document.get(key, ()):
            yield Entry(kind, raw["id"], {owner: vendor["id"], **raw}, path)


def signatures(folder: Path = DATA) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Every detection signature: its kind, the row, the file."""
    for path in sorted((folder / "signatures").glob("*.yaml")):
        document = read_yaml(path)
        for row in document["signatures"]:
            yield document["kind"], row, f"signatures/{path.name}"


def regions(folder: Path = DATA) -> Iterator[tuple[str, str, str]]:
    """Cloud, region name and country code, in the order that decides between clouds that share a name."""
    for cloud in read_yaml(folder / "regions.yaml")["regions"]:
        for country, names in cloud["countries"].items():
            for name in names:
                yield cloud["cloud"], name, country
