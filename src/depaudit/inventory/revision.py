"""Files as they stood at a revision, read with git into a folder. Nothing of the repository is run or changed."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from depaudit.errors import SelectorError

READ: Final = (".yaml", ".yml", ".json")
MOST_FILES, MOST_BYTES = 2_000, 64 * 1024 * 1024
SAFE: Final = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", "--no-optional-locks")
ENVIRONMENT: Final = {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}


def checked_out(revision: str, path: Path, target: Path, above: Path | None = None) -> Path:
    """Where `path` of `revision` stands below `target`, with the files that it may include beside it, or `above`.

    Raises SelectorError where there is no repository, revision or file of these names.
    """
    folder = path.absolute().parent
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    root = Path(_git(folder, "rev-parse", "--show-toplevel").decode().strip())
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode()
    below = path.absolute().parent.resolve() / path.name
    if not below.is_relative_to(root.resolve()):
        raise SelectorError(f"{path} lies outside the repository", hint="name a file of this repository")
    name = below.relative_to(root.resolve()).as_posix()
    prefix = name.rpartition("/")[0]
    if above is not None:
        prefix = _common(prefix, above.resolve(), root.resolve())
    listed = _git(
        root, "ls-tree", "-r", "-z", "-l", "--full-tree", commit.strip(), "--", *([prefix] if prefix else [])
    )
    for entry in listed.decode("utf-8", "surrogateescape").split("\0")[:MOST_FILES]:
        if entry:
            _write(root, entry, name, target)
    if not (target / name).is_file():
        raise SelectorError(f"{revision} holds no {name}", hint="name a file that stood there at that revision")
    return target / name


def _common(prefix: str, above: Path, root: Path) -> str:
    """The folder of the repository that holds both `prefix` and `above`, as far as that is within it."""
    places = [str(root / prefix), str(above if above.is_relative_to(root) else root)]
    return Path(os.path.commonpath(places)).relative_to(root).as_posix().removeprefix(".")


def _write(root: Path, entry: str, wanted: str, target: Path) -> None:
    about, _, name = entry.partition("\t")
    mode, kind, blob, size = about.split()
    regular = kind == "blob" and mode in ("100644", "100755") and int(size) <= MOST_BYTES
    if not regular or (name != wanted and not name.endswith(READ)) or ".." in name.split("/"):
        return
    place = target / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(_git(root, "cat-file", "blob", blob))


def _git(folder: Path, *arguments: str) -> bytes:
    command: Sequence[str] = ["git", *SAFE, *arguments]
    try:
        done = subprocess.run(  # noqa: S603  a fixed program; what the user names follows --end-of-options or --
            command, cwd=folder, capture_output=True, check=False, timeout=60, env={**os.environ, **ENVIRONMENT}
        )
    except (OSError, subprocess.TimeoutExpired):
        raise SelectorError("git cannot be run", hint="install git, or compare two files") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        hint = "write a file, or a revision and a file: depaudit diff HEAD~1 inventory.yaml"
        raise SelectorError("git knows no such revision here" + (f": {said[0][:160]}" if said else ""), hint=hint)
    return done.stdout
