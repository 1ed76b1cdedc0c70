"""A documentation page per kind of entry, written from the compiled catalog: `python -m depaudit.catalog.pages DIR`.

The documentation build writes them anew each time (docs/catalog_pages.py), so they cannot fall out of step.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from depaudit.catalog.decode import Raw
from depaudit.catalog.store import Catalog

Row = tuple[str, ...]


def pages(catalog: Catalog) -> dict[str, str]:
    """Markdown by file name: one page per kind, and `index.md` with the counts."""
    found = {f"{name}.md": _page(catalog, name, kind, head, row) for name, kind, head, row in _PAGES}
    return {"index.md": _index(catalog), **found}


def _index(catalog: Catalog) -> str:
    from depaudit.catalog.stats import stats

    lines = [f"# Catalog {catalog.version}", "", "What depaudit knows about the outside world, by kind. Written from "
             "the catalog at each build. One entry in full, with every source: `depaudit catalog show ID`.", "",
             "| kind | entries |", "|---|---|"]  # fmt: skip
    lines += [f"| [{name}]({name}.md) | {len(catalog.ids(kind))} |" for name, kind, _, _ in _PAGES]
    found = stats(catalog)
    wanted = ("facts", "sourced", "high", "medium", "unverified", "contested", "stale", "control_verified",
              "control_weak", "control_none")  # fmt: skip
    lines += ["", f"| facts on {found['judged_on']} | count |", "|---|---|"]
    lines += [f"| {key.replace('_', ' ')} | {found[key]} |" for key in wanted]
    return "\n".join(lines) + "\n"


def _page(catalog: Catalog, name: str, kind: str, head: Row, row: Callable[[Raw], Row]) -> str:
    rows = (row(raw) for identifier in catalog.ids(kind) if (raw := catalog.raw(kind, identifier)))
    return "\n".join(_table(name, head, rows)) + "\n"


def _table(name: str, head: Row, rows: Iterable[Row]) -> Iterator[str]:
    yield f"# {name.capitalize()}"
    yield ""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(_cell(cell) for cell in row)} |"


def _cell(text: str) -> str:
    """Text that neither ends the cell nor is read as markup."""
    for mark in ("\\", "|", "`", "*", "_", "[", "]", "<"):
        text = text.replace(mark, f"&#{ord(mark)};")
    return " ".join(text.split())


def _source(raw: Raw) -> str:
    sources = list(raw.get("sources", ()))
    return f"{sources[0]}{f' and {len(sources) - 1} more' if len(sources) > 1 else ''}" if sources else "none"


def _about(raw: Raw) -> Row:
    return (str(raw.get("confidence", "unverified")), str(raw.get("as_of") or "undated"), _source(raw))


def _grounds(raw: Raw) -> str:
    states: dict[str, list[str]] = {}
    for one in raw.get("control", ()):
        ground = one.get("ground", "stated") + (" (pending)" if one.get("pending") else "")
        weak = one.get("confidence", raw.get("confidence", "unverified"))
        states.setdefault(one["state"], []).append(f"{ground}, {weak}")
    return "; ".join(f"{state}: {' / '.join(grounds)}" for state, grounds in sorted(states.items())) or "not recorded"


def _joined(raw: Mapping[str, Any], key: str) -> str:
    return ", ".join(map(str, raw.get(key, ())))


def _upstreams(raw: Raw) -> str:
    return ", ".join(f"{edge['relation']} {edge['target']}" for edge in raw.get("upstreams", ()))


def _named(raw: Raw) -> Row:
    return (raw["id"], str(raw.get("name", raw.get("title", raw["id"]))))


_PAGES: Final[tuple[tuple[str, str, Row, Callable[[Raw], Row]], ...]] = (
    ("vendors", "vendor", ("id", "name", "control", "parents", "as of", "source"),
     lambda raw: (*_named(raw), _grounds(raw), _joined(raw, "parents"), str(raw.get("as_of") or "undated"),
                  _source(raw))),
    ("offerings", "offering",
     ("id", "name", "vendor", "kind", "delivery", "stands on", "confidence", "as of", "source"),
     lambda raw: (*_named(raw), raw["vendor"], raw["kind"], _joined(raw, "delivery"), _upstreams(raw), *_about(raw))),
    ("models", "model", ("id", "name", "developer", "weights", "licence", "task", "confidence", "as of", "source"),
     lambda raw: (*_named(raw), raw["developer"], raw["weights"], raw.get("licence", ""), raw.get("task", ""),
                  *_about(raw))),
    ("hardware", "hardware", ("id", "name", "vendor", "memory GB", "stands on", "confidence", "as of", "source"),
     lambda raw: (*_named(raw), raw["vendor"], str(raw.get("memory_gb", "")), _upstreams(raw), *_about(raw))),
    ("licences", "licence", ("id", "name", "OSI", "exclusions", "termination", "confidence", "as of", "source"),
     lambda raw: (*_named(raw), str(raw.get("osi_approved", "")), str(raw.get("exclusions", "")),
                  str(raw.get("termination", "")), *_about(raw))),
    ("events", "event", ("id", "what", "mechanism", "imposed", "status", "source"),
     lambda raw: (*_named(raw), raw.get("mechanism", ""), str(raw.get("date_imposed", "")), raw.get("status", ""),
                  _source(raw))),
    ("mechanisms", "mechanism", ("id", "name", "family"), lambda raw: (*_named(raw), str(raw.get("family", "")))),
    ("instruments", "instrument", ("id", "name", "confidence", "as of", "source"),
     lambda raw: (*_named(raw), *_about(raw))),
    ("frameworks", "framework", ("id", "name", "confidence", "as of", "source"),
     lambda raw: (*_named(raw), *_about(raw))),
)  # fmt: skip


def main(arguments: list[str]) -> int:
    """Write the pages into the directory that is named. Returns the exit code."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m depaudit.catalog.pages DIR\n")
        return 2
    target = Path(arguments[0])
    target.mkdir(parents=True, exist_ok=True)
    for name, text in pages(Catalog.bundled()).items():
        (target / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
