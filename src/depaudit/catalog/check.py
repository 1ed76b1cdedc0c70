"""Is the catalog well-formed, joined, sourced and free of contradiction? Used in CI and for contributions."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from depaudit.catalog.decode import hardware_of, model_of, offering_of, vendor_of
from depaudit.catalog.schema import CONFIDENCES, DELIVERIES, KEYS, near, shape
from depaudit.catalog.sources import DATA, Entry, entries, read_yaml, regions, signatures
from depaudit.errors import Position, Problem
from depaudit.model.jurisdiction import is_jurisdiction
from depaudit.model.knowledge import Fact
from depaudit.model.layer import LAYERS, layer_of

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_FACTS: Final[dict[str, Callable[[Mapping[str, Any]], tuple[Fact, ...]]]] = {
    "vendor": lambda raw: vendor_of(raw).facts,
    "offering": lambda raw: offering_of(raw).facts,
    "model": lambda raw: model_of(raw).facts,
    "hardware": lambda raw: hardware_of(raw).facts,
}
_OPEN_BINDS: Final = ("feature:", "route:")
_NO_LICENCE: Final = ("proprietary", "unknown")


class _Known(NamedTuple):
    """All ids by kind, what binds may name, and the day of the catalog."""

    ids: Mapping[str, frozenset[str]]
    families: frozenset[str]
    as_of: str

    def has(self, reference: str, *kinds: str) -> bool:
        return any(reference in self.ids[kind] for kind in kinds)


def check(folder: Path = DATA) -> list[Problem]:
    """Every problem of the sources in `folder`, by file. Raises CatalogError for a file that is no YAML."""
    found = list(entries(folder))
    known = _known(found)
    problems = [*_doubles(found), *_files(found)]
    for entry in found:
        problems += (Problem(f"{entry.kind} {entry.id}: {message}", Position(entry.path), hint)
                     for message, hint in _entry(entry, known))  # fmt: skip
    problems += _parent_loops(found)
    problems += _signatures(
        folder, known, {entry.id: entry.raw["vendor"] for entry in found if entry.kind == "offering"}
    )
    problems += _regions(folder)
    return sorted(problems, key=lambda problem: (problem.position or Position(""), problem.message))


def _known(found: Iterable[Entry]) -> _Known:
    kinds = {"about", "vendor", "offering", "model", "hardware", "licence", "event", "mechanism", "instrument",
             "framework", "substitutes"}  # fmt: skip
    ids: dict[str, set[str]] = {kind: set() for kind in kinds}
    families, as_of = set(), ""
    for entry in found:
        ids[entry.kind].add(entry.id)
        if entry.kind == "model":
            families.add(entry.raw.get("family", entry.id))
        if entry.id == "catalog":
            as_of = entry.raw["as_of"]
    return _Known({kind: frozenset(members) for kind, members in ids.items()}, frozenset(families), as_of)


def _doubles(found: Iterable[Entry]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], str] = {}
    for entry in found:
        key = (entry.kind, entry.id)
        if key in seen:
            yield Problem(f"{entry.kind} {entry.id} stands in {seen[key]} too", Position(entry.path))
        seen[key] = entry.path


def _files(found: Iterable[Entry]) -> Iterator[Problem]:
    for entry in found:
        if entry.kind in ("vendor", "event", "framework") and Path(entry.path).stem != entry.id:
            yield Problem(f"{entry.kind} {entry.id} belongs in a file of its own name", Position(entry.path))


def _entry(entry: Entry, known: _Known) -> Iterator[tuple[str, str]]:
    raw = entry.raw
    form = [*(shape(entry.kind, raw) if entry.kind in KEYS else ()), *_dates(raw, known.as_of)]
    yield from form
    if form:
        return
    checks = {"vendor": _vendor, "offering": _offering, "model": _model, "hardware": _hardware, "event": _event,
              "substitutes": _substitutes, "about": _about, "instrument": _sourced, "framework": _sourced,
              "licence": _sourced, "mechanism": _sourced}  # fmt: skip
    yield from checks[entry.kind](raw, known)
    for field in raw.get("claims", {}):
        if field not in raw:
            yield f"claims speaks of {field!r}, which the record does not have", ""
    if entry.kind in _FACTS:
        yield from _provenance(_FACTS[entry.kind](raw))


def _provenance(facts: Iterable[Fact]) -> Iterator[tuple[str, str]]:
    for fact in facts:
        if not fact.sources and fact.confidence != "unverified":
            yield f"{fact.field} is {fact.confidence} and has no source", "add a source, or say unverified"
        if fact.confidence == "contested" and not fact.note:
            yield f"{fact.field} is contested and does not say why", "say both sides in note"


def _sourced(raw: Mapping[str, Any], _known: _Known) -> Iterator[tuple[str, str]]:
    if not raw.get("sources") and raw.get("confidence") != "unverified":
        yield "has no source", "add a source, or say unverified"


def _dates(raw: Any, as_of: str, key: str = "") -> Iterator[tuple[str, str]]:
    """Days are real days; none of those on which something was seen lies after the day of the catalog."""
    if isinstance(raw, Mapping):
        for name, value in raw.items():
            yield from _dates(value, as_of, str(name))
        lifted = raw.get("date_lifted") if raw.get("status") not in ("averted", "suspended") else None
        if lifted and str(lifted) < str(raw.get("date_imposed", "")):
            yield "was lifted before it was imposed", ""
        if raw.get("valid_until") and str(raw["valid_until"]) < str(raw.get("as_of") or ""):
            yield "valid_until lies before as_of", ""
    elif isinstance(raw, list):
        for item in raw:
            yield from _dates(item, as_of, key)
    elif key in ("as_of", "valid_until", "retires_on"):
        if not _is_day(raw):
            yield f"{key}: {raw!r} is not a day", "write YYYY-MM-DD"
        elif key == "as_of" and raw > as_of:
            yield f"as_of {raw} lies after the day of the catalog", "raise as_of in catalog.yaml"


def _is_day(text: Any) -> bool:
    if not isinstance(text, str) or not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _vendor(raw: Mapping[str, Any], known: _Known) -> Iterator[tuple[str, str]]:
    for parent in raw.get("parents", ()):
        if not known.has(parent, "vendor"):
            yield f"parent {parent!r} is not a vendor", near(parent, tuple(known.ids["vendor"]))
    settled = {(entry["state"], ground) for entry in raw.get("control", ()) if not entry.get("pending")
               for ground in entry.get("grounds", [entry.get("ground")])}  # fmt: skip
    for entry in raw.get("control", ()):
        if entry.get("pending") and (entry["state"], entry.get("ground")) in settled:
            yield f"control by {entry['state']} is both closed and pending", ""
    for ground in ("incorporation", "seat"):
        states = {state for state, its in settled if its == ground}
        if len(states) > 1:
            yield f"two states of {ground}: {', '.join(sorted(states))}", "a company has one"
    yield from _edges(raw, known)


def _offering(raw: Mapping[str, Any], known: _Known) -> Iterator[tuple[str, str]]:
    if layer_of(raw.get("kind", "")) == "other":
        yield f"kind {raw.get('kind')!r} is not known", near(str(raw.get("kind")), tuple(_kinds()))
    for way in raw.get("delivery", ()):
        if way not in DELIVERIES:
            yield f"delivery {way!r} is not known", near(way, DELIVERIES)
    yield from _alternatives(raw, known)
    yield from _edges(raw, known)


def _kinds() -> list[str]:
    return [kind for kinds in LAYERS.values() for kind in kinds]


def _model(raw: Mapping[str, Any], known: _Known) -> Iterator[tuple[str, str]]:
    licence = raw.get("licence", "unknown")
    if licence not in _NO_LICENCE and not known.has(licence, "licence"):
        yield f"licence {licence!r} is not known", near(licence, tuple(known.ids["licence"]))
    if raw.get("weights") == "open" and licence == "proprietary":
        yield "weights are open and the licence is proprietary", "one of the two is wrong"
    active, total = raw.get("active_b"), raw.get("parameters_b")
    if active is not None and total is not None and active > total:
        yield "more parameters are active than there are", ""


def _hardware(raw: Mapping[str, Any], known: _Known) -> Iterator[tuple[str, str]]:
    yield from _alternatives(raw, known)
    yield from _edges(raw, known)


def _alternatives(raw: Mapping[str, Any], known: _Known) -> Iterator[tuple[str, str]]:
    for other in raw.get("alternatives", ()):
        if not known.has(other, "offering", "model", "hardware"):
            yield f"alternative {other!r} is not known", ""


def _edges(raw: Mapping[str, Any], known: _Known) -> Iterator[tuple[str, str]]:
    for edge in raw.get("upstreams", ()):
        if not known.has(edge["target"], "vendor", "offering"):
            yield f"upstream {edge['target']!r} is not known", ""
        for bound in edge.get("binds", ()):
            if not bound.startswith(_OPEN_BINDS) and not (
                known.has(bound, "vendor", "model") or bound in known.families
            ):
                yield f"binds {bound!r}: no developer, model or family", ""
        if edge["relation"] in ("model-api", "model-weights", "open-weights") and not edge.get("binds"):
            yield f"{edge['relation']} on {edge['target']} binds nothing", "name the developer or models that use it"


def _event(raw: Mapping[str, Any], known: _Known) -> Iterator[tuple[str, str]]:
    yield from _sourced(raw, known)
    if not known.has(raw["mechanism"], "mechanism"):
        yield f"mechanism {raw['mechanism']!r} is not known", ""
    for instrument in raw.get("instruments", ()):
        if not known.has(instrument, "instrument"):
            yield f"instrument {instrument!r} is not known", ""
    yield from _replay(raw.get("replay", {}), known)


def _replay(replay: Mapping[str, Any], known: _Known) -> Iterator[tuple[str, str]]:
    literal, analogue = replay.get("literal", {}), replay.get("analogue", {})
    for kind, key in (("vendor", "vendors"), ("offering", "offerings"), ("hardware", "hardware")):
        for name in literal.get(key, ()):
            if not known.has(name, kind):
                yield f"{kind} {name!r} is not known", near(name, tuple(known.ids[kind]))
    for form in (literal, analogue):
        for layer in form.get("layers", ()):
            if layer not in LAYERS:
                yield f"layer {layer!r} is not known", near(layer, tuple(LAYERS))
        control = form.get("control_jurisdiction")
        for state in (*form.get("origin", ()), *form.get("places", ()), *((control,) if control else ())):
            if not is_jurisdiction(state):
                yield f"{state!r} is not a jurisdiction", ""


def _substitutes(raw: Mapping[str, Any], known: _Known) -> Iterator[tuple[str, str]]:
    for model in (raw["id"], *(other["model"] for other in raw["alternatives"])):
        if not known.has(model, "model"):
            yield f"model {model!r} is not known", ""
    for other in raw["alternatives"]:
        yield from _sourced(other, known)


def _about(raw: Mapping[str, Any], known: _Known) -> Iterator[tuple[str, str]]:
    for power in raw.get("powers", ()):
        for kind in ("event", "instrument"):
            for reference in power.get(f"{kind}s", ()):
                if not known.has(reference, kind):
                    yield f"power of {power['state']}: {kind} {reference!r} is not known", ""
        if power["basis"] == "precedent" and not power.get("events"):
            yield f"power of {power['state']}: a precedent needs an event", ""
    for bloc in raw.get("blocs", ()):
        yield from _sourced(bloc, known)
        for states in bloc["members"].values():
            yield from ((f"{state!r} is not a jurisdiction", "") for state in states if not is_jurisdiction(state))


def _parent_loops(found: Iterable[Entry]) -> Iterator[Problem]:
    parents = {entry.id: tuple(entry.raw.get("parents", ())) for entry in found if entry.kind == "vendor"}
    for vendor in sorted(parents):
        above, todo = set(), list(parents[vendor])
        while todo:
            owner = todo.pop()
            if owner not in above:
                above.add(owner)
                todo += parents.get(owner, ())
        if vendor in above:
            yield Problem(f"vendor {vendor} owns itself", Position(f"vendors/{vendor}.yaml"))


def _signatures(folder: Path, known: _Known, owner: Mapping[str, str]) -> Iterator[Problem]:
    for kind, row, path in signatures(folder):
        name = f"{kind} {row['signature']}"
        if not known.has(row["vendor"], "vendor"):
            yield Problem(f"{name}: vendor {row['vendor']!r} is not known", Position(path))
        if "offering" in row and not known.has(row["offering"], "offering"):
            yield Problem(f"{name}: offering {row['offering']!r} is not known", Position(path))
        elif owner.get(row.get("offering", ""), row["vendor"]) != row["vendor"]:
            yield Problem(f"{name}: {row['offering']!r} is not of {row['vendor']!r}", Position(path), "one is wrong")
        if not row.get("sources"):
            yield Problem(f"{name} has no source", Position(path))


def _regions(folder: Path) -> Iterator[Problem]:
    for cloud in read_yaml(folder / "regions.yaml")["regions"]:
        if not cloud.get("sources") or cloud.get("confidence") not in CONFIDENCES:
            yield Problem(f"regions of {cloud['cloud']}: sources or confidence is missing", Position("regions.yaml"))
    for cloud, name, country in regions(folder):
        if not is_jurisdiction(country):
            yield Problem(f"{cloud} {name}: {country!r} is not a country", Position("regions.yaml"))
