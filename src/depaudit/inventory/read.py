"""From files or mappings to an inventory: read, include, validate, convert, cross-check; all problems together."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from depaudit.errors import InventoryError, Position, Problem
from depaudit.inventory import allow, links, loose, validate
from depaudit.inventory.convert import Converter
from depaudit.inventory.events import Plain, read_text
from depaudit.inventory.secrets import without_secrets
from depaudit.model.digest import sha256
from depaudit.model.inventory import Inventory, Organisation
from depaudit.model.jurisdiction import homes_of

MAX_BYTES: Final = 64 * 1024 * 1024
MAX_FILES: Final = 200

Source = str | os.PathLike[str] | Mapping[str, Any]
Importer = Callable[[Plain], Inventory | None]


def load(source: Source, importer: Importer | None = None) -> Inventory:
    """Read one inventory from a file or a plain mapping.

    `importer` is asked first for every file: what it recognises (a gateway configuration) it turns into an
    inventory. Raises InventoryError with all problems of the input.
    """
    return load_all([source], importer)


def load_all(sources: Sequence[Source], importer: Importer | None = None) -> Inventory:
    """Read several files as one inventory, in the order given. Raises InventoryError with all problems."""
    gathered = _Gathered(importer)
    for source in sources:
        try:
            gathered.add(source)
        except InventoryError as error:
            gathered.missing(*error.problems)
    return gathered.inventory()


def read_plain(path: str | os.PathLike[str]) -> Plain:
    """The plain values in a file, with positions. Raises InventoryError if it cannot be read or parsed."""
    name = os.fspath(path)
    where = Position(name)
    try:
        size = Path(name).stat().st_size
        if size > MAX_BYTES:
            raise InventoryError("the file is larger than 64 MiB", hint="split it with include:", position=where)
        data = Path(name).read_bytes()
    except FileNotFoundError:
        raise InventoryError("there is no such file", hint="check the path", position=where) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the path cannot be read"
        raise InventoryError(f"cannot be read: {reason}", hint="name a file", position=where) from None
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
    return plain


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

    def __init__(self, importer: Importer | None) -> None:
        self.importer = importer
        self.problems: list[Problem] = []
        self.parts: list[Inventory] = []
        self.files: dict[str, Plain] = {}
        self.bytes: list[bytes] = []
        self.loose: list[Inventory] = []
        self.whole = True

    def add(self, source: Source) -> None:
        """Take in one input of the user. Raises InventoryError if it cannot be read at all."""
        plain = _plain_mapping(source) if isinstance(source, Mapping) else read_plain(source)
        foreign = self.importer(plain) if self.importer is not None else None
        if foreign is not None:
            self.parts.append(foreign)
        else:
            self.read(plain, None if isinstance(source, Mapping) else Path(source).parent)

    def missing(self, *problems: Problem) -> None:
        """Note what is wrong with a file that could not be read: what it declares is not known."""
        self.whole = False
        self.problems += problems

    def read(self, plain: Plain, folder: Path | None) -> None:
        """Take in one file and what it includes, below `folder` only."""
        if plain.value is None:
            hint = "begin with depaudit: 1 and a list of services"
            raise InventoryError("the file is empty", hint=hint, position=Position(plain.path))
        if not isinstance(plain.value, dict):
            hint = "begin with depaudit: 1 and a list of services"
            raise InventoryError("an inventory is a mapping of keys", hint=hint, position=plain.position(plain.value))
        found = validate.problems_of(plain)
        self.problems += found
        if not found:
            part = self._convert(plain)
            self.parts.append(part._replace(waivers=part.waivers + allow.comments(plain, part, self.problems)))
        else:
            self.loose.append(loose.inventory_of(plain))
            self.whole = self.whole and loose.is_whole(plain)
        self.files[plain.path] = plain
        self.bytes.append(plain.data)
        self._sources(plain, folder)
        for path, where in self._included(plain, folder):
            if str(path) not in self.files and len(self.files) < MAX_FILES:
                self._include(path, folder, where)

    def _sources(self, plain: Plain, folder: Path | None) -> None:
        """Live files that the inventory points at: their groups become components, and nothing is copied."""
        listed = plain.value.get("sources") or []
        for number, entry in enumerate(listed if isinstance(listed, list) else ()):
            where = plain.position(listed, number)
            for form, name in entry.items() if isinstance(entry, dict) else ():
                path = folder / str(name) if folder is not None else Path(str(name))
                if folder is None or not path.resolve().is_relative_to(folder.resolve()):
                    hint = "keep the file below the inventory's own folder"
                    self.missing(Problem(f"{str(name)[:80]!r} lies outside the inventory's folder", where, hint))
                    continue
                try:
                    found = self.importer(read_plain(path)) if self.importer is not None else None
                except InventoryError as error:
                    self._unread(error, path, where)
                    continue
                if found is None:
                    self.missing(Problem(f"{path.name} is not a {str(form)[:40]} file that is read", where))
                else:
                    self.parts.append(found._replace(services=()))

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
            if not path.resolve().is_relative_to(folder.resolve()):
                hint = "include files below the inventory's own folder"
                self.missing(Problem(f"{name[:80]!r} lies outside the inventory's folder", where, hint))
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
