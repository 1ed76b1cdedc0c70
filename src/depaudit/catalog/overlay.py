"""Overlays: facts that a user corrects or adds, each with a reason and a source, some with a day on which they end.

    catalog:
      vendors:
        acme: {control: [{state: CA, ground: seat}], reason: registry read, source: file 17, expires: 2027-06-30}
      offerings: {...}    models: {...}    hardware: {...}
      upstreams:
        weaviate-cloud: {add: [{target: hetzner, relation: hosting}], without: [aws], reason: ..., source: ...}

Precedence, weakest first: the catalog that ships, files of an overlay directory in the order of their names, an
overlay file, the inventory's own `catalog:`. A key that an overlay names is replaced as a whole; the rest stays.
Every fact that comes from an overlay carries a note that starts with `overlay:`.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from depaudit.catalog.names import slug
from depaudit.catalog.schema import KEYS, near, shape
from depaudit.errors import CatalogError, Position, Problem

if TYPE_CHECKING:
    from depaudit.catalog.store import Catalog

SECTIONS: Final = {"vendors": "vendor", "offerings": "offering", "models": "model", "hardware": "hardware"}
UPSTREAMS: Final = "upstreams"
_ABOUT: Final = ("reason", "source", "expires", "confidence", "as_of")
_OWNERS: Final = {"offering": "vendor", "model": "developer", "hardware": "vendor"}

Records = dict[tuple[str, str], dict[str, Any]]


def lay(
    catalog: "Catalog", overlay: Mapping[str, Any], *, origin: str, as_of: str
) -> tuple[Records, dict[str, tuple[str, ...]]]:
    """The records and names that `overlay` gives over `catalog`. Raises CatalogError with all problems.

    `origin` is a file name or `inventory`, for messages; entries that expired before `as_of` are left out.
    """
    problems = list(_problems(overlay, origin))
    if problems:
        raise CatalogError.of(problems)
    records: Records = {}
    for section, kind in SECTIONS.items():
        for identifier, entry in _live(overlay.get(section), as_of):
            records[kind, identifier] = _merged(catalog.raw(kind, identifier), identifier, entry)
    for identifier, entry in _live(overlay.get(UPSTREAMS), as_of):
        holder = _holder(catalog, records, identifier)
        if holder is None:
            problems.append(Problem(f"upstreams: {identifier!r} is no vendor and no offering", Position(origin)))
            continue
        base = records.get((holder, identifier)) or catalog.raw(holder, identifier)
        records[holder, identifier] = _rewired(dict(base or {}), entry)
    problems += _dangling(catalog, records, origin)
    if problems:
        raise CatalogError.of(problems)
    return records, _new_names(records)


def read_overlays(path: Path) -> tuple[tuple[str, dict[str, Any]], ...]:
    """The overlays in a file, or in every `*.yaml` of a directory: (file name, overlay), weakest first."""
    from depaudit.catalog.sources import read_yaml

    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    if not files:
        raise CatalogError(f"no overlay (*.yaml) in {path}")
    return tuple((str(file), _section(read_yaml(file), str(file))) for file in files)


def _section(content: Any, origin: str) -> dict[str, Any]:
    found = content.get("catalog", content) if isinstance(content, dict) else content
    if not isinstance(found, dict):
        raise CatalogError("an overlay is a mapping", position=Position(origin))
    return found


def expired_entries(overlay: Mapping[str, Any], as_of: str) -> tuple[str, ...]:
    """`section id` of the entries that ended before `as_of` (ISO date) and so do not act."""
    return tuple(
        f"{section} {identifier}"
        for section, entries in overlay.items()
        for identifier, entry in entries.items()
        if _ended(entry, as_of)
    )


def _live(entries: Any, as_of: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    return ((key, entry) for key, entry in (entries or {}).items() if not _ended(entry, as_of))


def _ended(entry: Mapping[str, Any], as_of: str) -> bool:
    return bool(as_of and entry.get("expires") and str(entry["expires"]) < as_of)


def _problems(overlay: Mapping[str, Any], origin: str) -> Iterator[Problem]:
    where = Position(origin)
    for section, entries in overlay.items():
        if section not in (*SECTIONS, UPSTREAMS):
            yield Problem(f"unknown section {section!r}", where, near(section, (*SECTIONS, UPSTREAMS)))
        elif not isinstance(entries, Mapping):
            yield Problem(f"{section} must be a mapping of ids", where)
        else:
            for identifier, entry in entries.items():
                for message, hint in _entry_problems(section, entry):
                    yield Problem(f"{section}.{identifier}: {message}", where, hint)


def _entry_problems(section: str, entry: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(entry, Mapping):
        yield "must be a mapping", ""
        return
    for key in ("reason", "source"):
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            yield f"{key} is missing", "every correction says why, and where that is written"
    facts = {key: value for key, value in entry.items() if key not in _ABOUT}
    if not facts:
        yield "corrects nothing", ""
    if section != UPSTREAMS:
        yield from _with_reasons(shape(SECTIONS[section], facts, whole=False), SECTIONS[section])
        return
    for key in facts:
        if key not in ("add", "without"):
            yield f"unknown key {key!r}", near(key, ("add", "without", *_ABOUT))
        elif not isinstance(facts[key], list):
            yield f"{key} must be a list", ""
    for edge in facts.get("add", ()) if isinstance(facts.get("add"), list) else ():
        yield from shape("upstream", edge) if isinstance(edge, Mapping) else (("add holds mappings", ""),)


def _with_reasons(found: Iterator[tuple[str, str]], kind: str) -> Iterator[tuple[str, str]]:
    """A misspelt `reason` is nearer to that than to any key of a record."""
    for message, hint in found:
        if message.startswith("unknown key"):
            yield message, near(message[13:-1], (*KEYS[kind], *_ABOUT)) or hint
        else:
            yield message, hint


def _merged(base: Mapping[str, Any] | None, identifier: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    claim = _claim(entry)
    record: dict[str, Any] = {"id": identifier, "name": identifier, **(base or claim)}
    claims = dict(record.get("claims", {}))
    for key, value in entry.items():
        if key in _ABOUT:
            continue
        if key == "upstreams":
            gone = [edge["target"] for edge in record.get(key, ())]
            value = _rewired(record, {**entry, "without": gone, "add": value})[key]
        elif key == "control":
            value = [{**claim, **item} for item in value]
        record[key] = value
        claims[key] = claim
    record["claims"] = claims
    return record


def _rewired(record: dict[str, Any], entry: Mapping[str, Any]) -> dict[str, Any]:
    """The record with the edges that `entry` adds and without those that it withdraws.

    Who withdraws an edge without having verified it only contests it: a weak claim that saves takes nothing away.
    """
    claim = _claim(entry)
    gone = set(entry.get("without", ()))
    weak = claim["confidence"] in ("unverified", "contested")
    kept = [_contested(edge, claim) if edge["target"] in gone else edge
            for edge in record.get("upstreams", ()) if weak or edge["target"] not in gone]  # fmt: skip
    return {**record, "upstreams": [*kept, *({**claim, **edge} for edge in entry.get("add", ()))]}


def _contested(edge: Mapping[str, Any], claim: Mapping[str, Any]) -> dict[str, Any]:
    sources = [*edge.get("sources", ()), *claim["sources"]]
    return {**edge, "sources": sources, "confidence": "contested", "note": claim["note"]}


def _claim(entry: Mapping[str, Any]) -> dict[str, Any]:
    claim: dict[str, Any] = {
        "sources": [entry["source"]],
        "confidence": entry.get("confidence", "medium"),
        "note": f"overlay: {entry['reason']}",
        "as_of": str(entry["as_of"]) if "as_of" in entry else None,
    }
    if "expires" in entry:
        claim["valid_until"] = str(entry["expires"])
    return claim


def _holder(catalog: "Catalog", records: Records, identifier: str) -> str | None:
    for kind in ("offering", "vendor"):
        if (kind, identifier) in records or catalog.raw(kind, identifier):
            return kind
    return None


def _dangling(catalog: "Catalog", records: Records, origin: str) -> Iterator[Problem]:
    for (kind, identifier), record in records.items():
        owner = _OWNERS.get(kind)
        wanted = [record.get(owner, "")] if owner else []
        for reference in (*wanted, *record.get("parents", ())):
            if not _known(catalog, records, reference, ("vendor",)):
                yield _unknown(catalog, f"{kind} {identifier}: {reference!r} is no vendor", origin, reference)
        for edge in record.get("upstreams", ()):
            if not _known(catalog, records, edge["target"], ("vendor", "offering")):
                yield _unknown(catalog, f"{kind} {identifier}: upstream {edge['target']!r} is not known", origin,
                               edge["target"])  # fmt: skip


def _known(catalog: "Catalog", records: Records, reference: str, kinds: tuple[str, ...]) -> bool:
    return any((kind, reference) in records or catalog.raw(kind, reference) for kind in kinds)


def _unknown(catalog: "Catalog", message: str, origin: str, reference: str) -> Problem:
    known = (*catalog.ids("vendor"), *catalog.ids("offering"))
    return Problem(message, Position(origin), near(reference, known))


def _new_names(records: Records) -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for (kind, identifier), record in records.items():
        for text in (record["name"], *record.get("aliases", ())):
            space = "litellm" if kind == "model" and text != record["name"] else kind
            names[f"{space} {text.casefold()}"] = (f"{kind}:{identifier}",)
        if kind == "model":
            names[f"model {slug(identifier)}"] = (f"model:{identifier}",)
    return names
