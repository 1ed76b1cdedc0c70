"""The catalog, read on demand: a record costs one look-up and one small JSON text; the rest is never read."""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, Final

from depaudit.catalog.decode import Raw, hardware_of, model_of, offering_of, vendor_of
from depaudit.catalog.names import Match, Resolution, hosts_of, resolve
from depaudit.catalog.table import Table
from depaudit.errors import CatalogError
from depaudit.model.knowledge import Hardware, Model, Offering, Vendor

COMPILED: Final = Path(__file__).parent / "compiled"
KINDS: Final = (
    "vendor", "offering", "model", "hardware", "licence", "event", "mechanism", "instrument", "framework",
    "substitutes",
)  # fmt: skip
_RESOLVABLE: Final = ("model", "offering", "hardware")


class Catalog:
    """What is known about the outside world. Immutable; `with_overlay` gives a new one that shares the files."""

    def __init__(
        self,
        folder: Path,
        overlay: Mapping[tuple[str, str], Raw] | None = None,
        names: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self._folder = folder
        self._overlay = overlay or {}
        self._overlay_names = names or {}
        self._raws: dict[str, Raw | None] = {}
        self._vendors: dict[str, Vendor | None] = {}
        self._offerings: dict[str, Offering | None] = {}
        self._models: dict[str, Model | None] = {}
        self._resolved: dict[tuple[str, bool | None], Resolution | None] = {}

    @classmethod
    def bundled(cls) -> "Catalog":
        """The catalog that ships with depaudit. Nothing is read before the first question."""
        return cls(COMPILED)

    # What is in the files.

    @cached_property
    def _ids(self) -> Table:
        return Table(self._bytes("ids.tsv"))

    @cached_property
    def _names(self) -> Table:
        return Table(self._bytes("names.tsv"))

    def _bytes(self, name: str) -> bytes:
        try:
            return (self._folder / name).read_bytes()
        except OSError as error:
            raise CatalogError(f"the compiled catalog lacks {name}", hint="reinstall depaudit") from error

    def raw(self, kind: str, identifier: str) -> Raw | None:
        """The plain record of `kind` with that id, overlays applied; None if there is none. Not to be changed."""
        if (laid := self._overlay.get((kind, identifier))) is not None:
            return laid
        key = f"{kind} {identifier}"
        if key not in self._raws:
            place = next(iter(self._ids.get(key)), None)
            self._raws[key] = None if place is None else self._read(*map(int, place.split(" ")))
        return self._raws[key]

    @cached_property
    def _records(self) -> mmap:
        with (self._folder / "records.jsonl").open("rb") as records:
            return mmap(records.fileno(), 0, access=ACCESS_READ)

    def _read(self, offset: int, length: int) -> Raw:
        record: Raw = json.loads(self._records[offset : offset + length])
        return record

    def ids(self, kind: str) -> tuple[str, ...]:
        """All ids of one kind (see `KINDS`), sorted."""
        known = {key.partition(" ")[2] for key in self._ids.keys(f"{kind} ")}
        return tuple(sorted(known | {identifier for laid, identifier in self._overlay if laid == kind}))

    @cached_property
    def _about(self) -> Raw:
        return self.raw("about", "catalog") or {}

    @property
    def version(self) -> str:
        """Calendar version of the catalog."""
        return str(self._about.get("version", ""))

    @property
    def as_of(self) -> str:
        """ISO date of the state of knowledge."""
        return str(self._about.get("as_of", ""))

    # Records as values.

    def vendor(self, identifier: str) -> Vendor | None:
        """The vendor with that id; None if the catalog does not know it."""
        if identifier not in self._vendors:
            raw = self.raw("vendor", identifier)
            self._vendors[identifier] = vendor_of(raw) if raw else None
        return self._vendors[identifier]

    def offering(self, identifier: str) -> Offering | None:
        """The product with that id; its control is that of its vendor unless its record says otherwise."""
        if identifier not in self._offerings:
            self._offerings[identifier] = self._offering(identifier)
        return self._offerings[identifier]

    def _offering(self, identifier: str) -> Offering | None:
        raw = self.raw("offering", identifier)
        if raw is None:
            return None
        found = offering_of(raw)
        vendor = None if found.control else self.vendor(found.vendor)
        return found._replace(control=vendor.control) if vendor else found

    def model(self, identifier: str) -> Model | None:
        """The model with that id."""
        if identifier not in self._models:
            raw = self.raw("model", identifier)
            self._models[identifier] = model_of(raw) if raw else None
        return self._models[identifier]

    def hardware(self, identifier: str) -> Hardware | None:
        """The accelerator or machine with that id."""
        raw = self.raw("hardware", identifier)
        return hardware_of(raw) if raw else None

    # Everything else, as the sources have it.

    def licence(self, identifier: str) -> Raw | None:
        """The licence with that id (SPDX id where there is one)."""
        return self.raw("licence", identifier)

    def event(self, identifier: str) -> Raw | None:
        """A past cutoff, with the `replay` block that scenarios run."""
        return self.raw("event", identifier)

    def events(self) -> Iterator[Raw]:
        """All past cutoffs, by id."""
        return (raw for identifier in self.ids("event") if (raw := self.raw("event", identifier)))

    def mechanism(self, identifier: str) -> Raw | None:
        """One way in which cutoffs happen."""
        return self.raw("mechanism", identifier)

    def instrument(self, identifier: str) -> Raw | None:
        """A legal instrument that gives a state a power."""
        return self.raw("instrument", identifier)

    def framework(self, identifier: str) -> Raw | None:
        """A framework: criteria, weights, levels."""
        return self.raw("framework", identifier)

    def substitutes_for(self, identifier: str) -> tuple[Raw, ...]:
        """Open alternatives for a closed model, best first."""
        found = self.raw("substitutes", identifier)
        return tuple(found["alternatives"]) if found else ()

    def jurisdictions(self) -> Raw:
        """Blocs with dated membership, and what gives a state its power."""
        return self.raw("about", "jurisdictions") or {}

    # Names.

    def names(self, space: str, text: str) -> tuple[str, ...]:
        """References (`kind:id`) under a name in one name space; case does not matter."""
        key = f"{space} {text.strip().casefold()}"
        return self._overlay_names.get(key, ()) or self._names.get(key)

    def vendor_named(self, text: str) -> Vendor | None:
        """The vendor with that id, name or alias, whatever the case."""
        found = self.vendor(text) or self.vendor(text.strip().casefold())
        if found is None:
            for reference in self.names("vendor", text):
                found = found or self.vendor(reference.partition(":")[2])
        return found

    def region(self, name: str, cloud: str = "") -> str | None:
        """Country code of a cloud region. Where clouds share a name, AWS's is meant unless `cloud` says otherwise."""
        for space in (f"region {cloud}".rstrip(), "region"):
            if found := self._names.get(f"{space} {name.strip().casefold()}"):
                return found[0]
        return None

    def lookup(self, kind: str, text: str) -> tuple[Match, ...]:
        """What a signature points to; hosts match by pattern where the catalog has one.

        `kind`: litellm, litellm-prefix, huggingface, host, pypi, npm, image, env, terraform, langchain, n8n ...
        """
        texts = hosts_of(text) if kind == "host" else (text,)
        for candidate in texts:
            if found := self.names(kind, candidate):
                return tuple(Match.parse(value) for value in found)
        return ()

    def resolve(self, uses: str, *, self_hosted: bool | None = None) -> Resolution | None:
        """What an inventory's `uses` names; None if no part of it is known. See `names.resolve`."""
        key = (uses, self_hosted)
        if key not in self._resolved:
            self._resolved[key] = resolve(self, uses, self_hosted=self_hosted)
        return self._resolved[key]

    def nearest(self, text: str, n: int = 3) -> tuple[str, ...]:
        """The ids most like `text`, for a hint; at most `n`."""
        from difflib import get_close_matches

        known = [identifier for kind in _RESOLVABLE for identifier in self.ids(kind)]
        return tuple(get_close_matches(text.casefold(), known, n=n))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the files that ship, in the order of their names: which facts were used, to the byte."""
        from hashlib import sha256

        found = sha256()
        for name in ("ids.tsv", "names.tsv", "records.jsonl"):
            content = self._bytes(name)
            found.update(len(content).to_bytes(8, "big") + content)
        return found.hexdigest()

    def with_overlay(self, overlay: Mapping[str, Any], *, origin: str = "inventory", as_of: str = "") -> "Catalog":
        """A catalog in which `overlay` corrects or adds facts; later overlays win. Raises CatalogError.

        Entries that expired before `as_of` (ISO date; empty: none has) do not act.
        """
        from depaudit.catalog.overlay import lay

        records, names = lay(self, overlay, origin=origin, as_of=as_of)
        return Catalog(self._folder, {**self._overlay, **records}, {**self._overlay_names, **names})

    @property
    def overlaid(self) -> tuple[tuple[str, str], ...]:
        """(kind, id) of the records that an overlay changed or added, sorted."""
        return tuple(sorted(self._overlay))
