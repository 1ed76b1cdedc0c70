"""From files or mappings to an inventory: read, include, validate, convert, cross-check; all problems together."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from depaudit.errors import InventoryError, Position, Problem
from depaudit.inventory import allow, links, validate
from depaudit.inventory.convert import Converter
from depaudit.inventory.events import Plain, read_text
from depaudit.inventory.secrets import without_secrets
from depaudit.inventory.sources import LONGEST, Foreign, named, without_services
from depaudit.model.digest import sha256
from depaudit.model.inventory import Inventory, Organisation
from depaudit.model.jurisdiction import homes_of

MAX_BYTES: Final = 64 * 1024 * 1024
MAX_FILES: Final = 200
KEYS: Final = frozenset({
    "depaudit", "organisation", "services", "objectives", "components", "catalog", "waivers", "include", "sources",
})  # fmt: skip
"""Of an inventory, and of the files that it includes."""

Source = str | os.PathLike[str] | Mapping[str, Any]
Importer = Callable[[Plain], Inventory | None]
Root = str | os.PathLike[str] | None


def load(source: Source, importer: Importer | None = None, root: Root = None) -> Inventory:
    """Read one inventory from a file or a plain mapping.

    `importer` is asked first for every file: what it recognises (a gateway configuration) it turns into an
    inventory. What the inventory points at lies below its own folder, or else below `root`. Raises InventoryError
    with all problems of the input.
    """
    return load_all([source], importer, root)


def load_all(sources: Sequence[Source], importer: Importer | None = None, root: Root = None) -> Inventory:
    """Read several files as one inventory, in the order given. Raises InventoryError with all problems."""
    gathered = _Gathered(importer, root)
    for source in sources:
        try:
            gathered.add(source)
        except InventoryError as error:
            gathered.missing(*error.problems)
    return gathered.inventory()


def read_plain(path: str | os.PathLike[str], *, merges: bool = False) -> Plain:
    """The plain values in a file, with positions. Raises InventoryError if it cannot be read or parsed.

    `merges` lets merge keys pass, which files of others have.
    """
    name = os.fspath(path)
    where = Position(name)
    try:
        with Path(name).open("rb") as stream:  # bounded: a device has no size and no end
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        hint = "to read standard input, name /dev/stdin" if name == "-" else "check the path"
        raise InventoryError("there is no such file", hint=hint, position=where) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the path cannot be read"
        raise InventoryError(f"cannot be read: {reason}", hint="name a file", position=where) from None
    if len(data) > MAX_BYTES:
        raise InventoryError("the file is larger than 64 MiB", hint="split it with include:", position=where)
    if b"\0" in data:
        raise InventoryError("the file holds NUL bytes: it is not text", hint="name a YAML file", position=where)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InventoryError(
            "the file is not UTF-8 text", hint="save it as UTF-8", position=Position(name, line)
        ) from None
    plain = read_text(text, name)
    plain.data = data
    if not merges:
        _no_merges(plain)
    return plain


def _no_stranger(plain: Plain) -> None:
    """Raises InventoryError for a mapping that has nothing of an inventory: what else it lacks is of no interest."""
    raw = plain.value
    if raw and not any(key in KEYS or str(key).startswith("x-") for key in raw):
        told = ", ".join(str(key)[:40] for key in list(raw)[:5])
        hint = "an inventory begins with depaudit: 1; depaudit import --help lists the configurations that are read"
        raise InventoryError(f"neither an inventory nor a gateway's configuration that is read (its keys: {told})",
                             hint=hint, position=plain.position(raw))  # fmt: skip


def _no_merges(plain: Plain) -> None:
    """Raises InventoryError for merge keys: an inventory says what it means at its own place."""
    if plain.merged is not None:
        raise InventoryError("merge keys are not read", hint="write the keys out", position=plain.merged)


def _plain_mapping(value: Mapping[str, Any]) -> Plain:
    plain = Plain("<mapping>")
    plain.value = _plain_copy(value)
    return plain


def _plain_copy(value: Any, depth: int = 0) -> Any:
    if depth > 100:
        raise InventoryError("nested deeper than 100 levels", hint="no inventory needs that")
    if isinstance(value, Mapping):
        return {str(key): _plain_copy(part, depth + 1) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain_copy(part, depth + 1) for part in value]
    isoformat = getattr(value, "isoformat", None)
    return isoformat() if isoformat is not None else value


class _Gathered:
    """What several files add up to, and everything that is wrong with them."""

    def __init__(self, importer: Importer | None, root: Root) -> None:
        self.importer = importer
        self.root = None if root is None else Path(root).resolve()
        self.foreign: dict[str, Foreign] = {}
        self.problems: list[Problem] = []
        self.parts: list[Inventory] = []
        self.files: dict[str, Plain] = {}
        self.bytes: list[bytes] = []
        self.loose: list[Inventory] = []
        self.whole = True

    def add(self, source: Source) -> None:
        """Take in one input of the user. Raises InventoryError if it cannot be read at all."""
        plain = _plain_mapping(source) if isinstance(source, Mapping) else read_plain(source, merges=True)
        foreign = self.importer(plain) if self.importer is not None else None
        if foreign is not None:
            self.foreign[plain.path] = Foreign(foreign, plain.path)
        else:
            _no_merges(plain)
            self.read(plain, None if isinstance(source, Mapping) else Path(source).parent)

    def missing(self, *problems: Problem) -> None:
        """Note what is wrong with a file that could not be read: what it declares is not known."""
        self.whole = False
        self.problems += problems

    def read(self, plain: Plain, folder: Path | None) -> None:
        """Take in one file and what it includes, below `folder` or the root only."""
        if plain.value is None:
            hint = "begin with depaudit: 1 and a list of services"
            raise InventoryError("the file is empty", hint=hint, position=Position(plain.path))
        if not isinstance(plain.value, dict):
            hint = "begin with depaudit: 1 and a list of services"
            raise InventoryError("an inventory is a mapping of keys", hint=hint, position=plain.position(plain.value))
        self._no_manifest(plain)
        _no_stranger(plain)
        found = validate.problems_of(plain)
        self.problems += found
        if not found:
            part = self._convert(plain)
            self.parts.append(part._replace(waivers=part.waivers + allow.comments(plain, part, self.problems)))
        else:
            from depaudit.inventory import loose

            self.loose.append(loose.inventory_of(plain))
            self.whole = self.whole and loose.is_whole(plain)
        self.files[plain.path] = plain
        self.bytes.append(plain.data)
        self._sources(plain, folder)
        for path, where in self._included(plain, folder):
            if str(path) not in self.files and len(self.files) < MAX_FILES:
                self._include(path, folder, where)

    def _no_manifest(self, plain: Plain) -> None:
        """Raises InventoryError for resources of Kubernetes among which no importer found a gateway."""
        raw = plain.value
        if "depaudit" in raw or not ("kind" in raw and "apiVersion" in raw):
            return
        items = raw.get("items") if raw["kind"] == "List" else [raw]
        kinds = sorted({str(one.get("kind"))[:40] for one in items or () if isinstance(one, dict)})
        hint = "name the file with the gateway's ConfigMap or its AIGatewayRoute, or write an inventory"
        raise InventoryError(f"no gateway is configured in these resources of Kubernetes ({', '.join(kinds[:8])})",
                             hint=hint, position=plain.position(raw))  # fmt: skip

    def _sources(self, plain: Plain, folder: Path | None) -> None:
        """Live files that the inventory points at: their groups become components, and nothing is copied."""
        listed = plain.value.get("sources") or []
        for number, entry in enumerate(listed if isinstance(listed, list) else ()):
            where = plain.position(listed, number)
            name = self._name(entry, where) if isinstance(entry, dict) else ""
            for form, target in entry.items() if isinstance(entry, dict) else ():
                if form != "as":
                    self._source(str(form), str(target), name, folder, where)

    def _name(self, entry: Mapping[str, Any], where: Position) -> str:
        """What the user calls a source; empty if nothing, or nothing that can be a name."""
        told = entry.get("as", "")
        if not isinstance(told, str) or ("as" in entry and not 0 < len(told) <= LONGEST):
            self.missing(Problem(f"`as` is not a name of 1 to {LONGEST} characters", where, "write as: eu"))
        elif told and any(part.name == told for part in self.foreign.values()):
            self.missing(Problem(f"two sources have the name {told!r}", where, "give each its own"))
        else:
            return told
        return ""

    def _source(self, form: str, target: str, name: str, folder: Path | None, where: Position) -> None:
        path = folder / target if folder is not None else Path(target)
        if folder is None or not self._within(path, folder):
            self._outside(target, where)
            return
        try:
            found = self.importer(read_plain(path, merges=True)) if self.importer is not None else None
        except InventoryError as error:
            self._unread(error, path, where)
            return
        if found is None:
            self.missing(Problem(f"{path.name} is not a {form[:40]} file that is read", where))
        else:
            self.foreign.setdefault(os.path.realpath(path), Foreign(without_services(found), str(path), name))

    def _within(self, path: Path, folder: Path) -> bool:
        """Whether a file that the inventory points at may be read: it is below its folder, or below the root."""
        place, own = Path(os.path.realpath(path)), Path(os.path.realpath(folder))
        return any(place.is_relative_to(one) for one in (own, self.root) if one is not None)

    def _outside(self, name: str, where: Position) -> None:
        bounds = "the inventory's folder" if self.root is None else "the inventory's folder and the root"
        hint = "keep the file below the inventory's own folder, or name a folder above both with --root"
        self.missing(Problem(f"{name[:80]!r} lies outside {bounds}", where, hint))

    def _include(self, path: Path, folder: Path | None, where: Position) -> None:
        try:
            self.read(read_plain(path), folder)
        except InventoryError as error:
            self._unread(error, path, where)

    def _unread(self, error: InventoryError, path: Path, where: Position) -> None:
        """Note why a file that another names cannot be read: at its own place, or at its name."""
        for problem in error.problems:
            placed = problem.position is not None and problem.position.line
            message = problem.message if placed else f"{path.name}: {problem.message}"
            self.missing(problem._replace(message=message, position=problem.position if placed else where))

    def _included(self, plain: Plain, folder: Path | None) -> Iterable[tuple[Path, Position]]:
        listed = plain.value.get("include") or []
        if not isinstance(listed, str | list):
            self.whole = False
            return
        for number, name in enumerate([listed] if isinstance(listed, str) else listed):
            where = (
                plain.position(plain.value, "include") if isinstance(listed, str) else plain.position(listed, number)
            )
            if not isinstance(name, str):
                self.whole = False
                continue
            if folder is None:
                continue
            path = folder / name
            if not self._within(path, folder):
                self._outside(name, where)
            else:
                yield path, where

    def _convert(self, plain: Plain) -> Inventory:
        raw = plain.value
        warnings: list[str] = []
        convert = Converter(plain, self.problems, warnings)
        organisation = convert.organisation(raw["organisation"]) if raw.get("organisation") else Organisation()
        return Inventory(
            organisation=organisation,
            services=tuple(convert.service(part) for part in raw.get("services") or ()),
            components=tuple(convert.component(part, organisation.name) for part in raw.get("components") or ()),
            objectives=tuple(convert.objective(part) for part in raw.get("objectives") or ()),
            waivers=tuple(convert.waiver(part) for part in raw.get("waivers") or ()),
            overlay=without_secrets(raw.get("catalog") or {}),
            sources=tuple(without_secrets(raw.get("sources") or [])),
            paths=(plain.path,),
            warnings=tuple(warnings),
        )

    def inventory(self) -> Inventory:
        """The whole. Raises InventoryError if anything is wrong."""
        self.parts += named(self.foreign.values())
        self.problems += links.problems_of(_merged([*self.parts, *self.loose]), whole=self.whole)
        if self.problems:
            raise InventoryError.of(self.problems)
        merged = _merged(self.parts)
        organisation = merged.organisation
        if not organisation.home:
            merged = merged._replace(organisation=organisation._replace(home=homes_of(organisation.jurisdiction)))
        return merged._replace(digest=_digest(self.bytes))


def _merged(parts: list[Inventory]) -> Inventory:
    organisation = next((part.organisation for part in parts if part.organisation != Organisation()), Organisation())
    overlay: dict[str, Any] = {}
    for part in parts:
        for key, value in part.overlay.items():
            known = overlay.get(key)
            overlay[key] = {**known, **value} if isinstance(known, dict) and isinstance(value, dict) else value
    return Inventory(
        organisation,
        tuple(service for part in parts for service in part.services),
        tuple(component for part in parts for component in part.components),
        tuple(objective for part in parts for objective in part.objectives),
        tuple(waiver for part in parts for waiver in part.waivers),
        overlay,
        tuple(source for part in parts for source in part.sources),
        tuple(path for part in parts for path in part.paths),
        warnings=tuple(warning for part in parts for warning in part.warnings),
        notices=tuple(notice for part in parts for notice in part.notices),
        coverage=tuple(one for part in parts for one in part.coverage),
    )


def _digest(chunks: list[bytes]) -> str:
    digest = sha256()
    for chunk in chunks:
        digest.update(len(chunk).to_bytes(8, "big") + chunk)
    return digest.hexdigest()
