"""From the YAML sources to the compiled form that ships: `python -m depaudit.catalog.compile [--check]`.

`records.jsonl` holds one record a line, `ids.tsv` says where each stands, `names.tsv` what each name means.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from depaudit.catalog.basis import powers_of, with_basis
from depaudit.catalog.names import slug
from depaudit.catalog.sources import DATA, Entry, entries, regions, signatures
from depaudit.catalog.store import COMPILED
from depaudit.catalog.table import write_table
from depaudit.model.knowledge import Basis

_HUB: Final = "huggingface"


def compiled(folder: Path = DATA) -> dict[str, bytes]:
    """The files of the compiled form, by name. Raises CatalogError where a source cannot be read."""
    found = list(entries(folder))
    powers = powers_of(next(entry.raw for entry in found if entry.id == "jurisdictions"))
    lines: list[bytes] = []
    places: list[tuple[str, str]] = []
    offset = 0
    for entry in sorted(found, key=lambda entry: (entry.kind, entry.id)):
        line = json.dumps(_finished(entry, powers), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        places.append((f"{entry.kind} {entry.id}", f"{offset} {len(line)}"))
        lines.append(line)
        offset += len(line)
    return {
        "records.jsonl": b"".join(lines),
        "ids.tsv": write_table(places),
        "names.tsv": write_table(_names(found, folder)),
    }


def _finished(entry: Entry, powers: dict[str, Basis]) -> dict[str, Any]:
    raw = dict(entry.raw)
    if "control" in raw:
        raw["control"] = with_basis(raw["control"], powers)
    return raw


def _names(found: Iterable[Entry], folder: Path) -> Iterator[tuple[str, str]]:
    slugs: dict[str, set[str]] = {}
    for entry in found:
        yield from _names_of(entry)
        if entry.kind == "model":
            for text in _spellings(entry):
                slugs.setdefault(slug(text), set()).add(f"model:{entry.id}")
    yield from ((f"model {key}", value) for key, values in slugs.items() if len(values) == 1 for value in values)
    for kind, row, _ in signatures(folder):
        target = f"offering:{row['offering']}" if "offering" in row else f"vendor:{row['vendor']}"
        yield _key(kind, row["signature"]), f"{target} {row['what']}"
    yield from _region_names(folder)


def _spellings(entry: Entry) -> Iterator[str]:
    """How people write a model: its id and name, and its id without the word for the tuned checkpoint."""
    yield entry.id
    yield entry.raw.get("name", entry.id)
    yield re.sub(r"-(?:instruct|chat|it)$", "", entry.id)


def _names_of(entry: Entry) -> Iterator[tuple[str, str]]:
    reference = f"{entry.kind}:{entry.id}"
    raw = entry.raw
    if entry.kind in ("vendor", "offering", "model", "hardware"):
        yield _key(entry.kind, raw.get("name", entry.id)), reference
    if entry.kind == "model":
        yield from ((_key("litellm", alias), reference) for alias in raw.get("aliases", ()))
        if raw.get("repository"):
            yield _key(_HUB, raw["repository"]), reference
        return
    yield from ((_key(entry.kind, alias), reference) for alias in raw.get("aliases", ()))
    yield from ((_key("host", host), f"{reference} {raw['kind']}") for host in raw.get("hosts", ()))


def _key(space: str, text: str) -> str:
    open_parts = text.replace("{region}", "*").replace("{account}", "*").replace("{workspace}", "*")
    return f"{space} {open_parts.strip().casefold()}"


def _region_names(folder: Path) -> Iterator[tuple[str, str]]:
    taken: set[str] = set()
    for cloud, name, country in regions(folder):
        yield f"region {cloud} {name}", country
        if name not in taken:
            taken.add(name)
            yield f"region {name}", country


def out_of_step(folder: Path = DATA, target: Path = COMPILED) -> tuple[str, ...]:
    """Names of the compiled files that differ from what the sources in `folder` give."""
    return tuple(
        name
        for name, content in compiled(folder).items()
        if not (target / name).is_file() or (target / name).read_bytes() != content
    )


def main(arguments: list[str], folder: Path = DATA, target: Path = COMPILED) -> int:
    """Write the compiled form, or with `--check` only say whether it is in step. Returns the exit code."""
    stale = out_of_step(folder, target)
    if "--check" in arguments:
        sys.stderr.write("".join(f"{name} is not in step with the sources\n" for name in stale))
        return 1 if stale else 0
    target.mkdir(parents=True, exist_ok=True)
    for name, content in compiled(folder).items():
        (target / name).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
