"""Settings files: found from the inventory up to the root of its repository, checked, never executed."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from depaudit.errors import ConfigError, Position, Problem

KEYS: Final[Mapping[str, type | tuple[type, ...]]] = {
    "baseline": str,
    "fail-on": str,
    "format": str,
    "home": (str, list),
    "horizon": (int, list),
    "ignore": list,
    "max-concentration": (int, float),
    "max-score": (int, float),
    "rules": dict,
    "select": list,
    "severity": dict,
    "strict": bool,
    "trust": str,
    "unknown": str,
    "waivers": str,
}
"""What may be set in a file. Python rules may not: what a pull request changes must not run code."""


class Found(NamedTuple):
    """Settings by option name, and the file they stand in (empty: none was found)."""

    values: dict[str, Any]
    path: str


def find_settings(start: Path, explicit: Path | None = None) -> Found:
    """The settings that hold for a file at `start`. Raises ConfigError with all that is wrong with them."""
    if explicit is not None:
        return _read(explicit, required=True)
    for folder in _upwards(Path(os.path.realpath(start)).parent):
        for name in ("depaudit.toml", "pyproject.toml"):
            if (folder / name).is_file():
                found = _read(folder / name)
                if found.path:
                    return found
    return Found({}, "")


def _upwards(folder: Path) -> Iterator[Path]:
    for one in (folder, *folder.parents):
        yield one
        if (one / ".git").exists():
            return


def _read(path: Path, *, required: bool = False) -> Found:
    import tomllib

    where = Position(str(path))
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", hint="check --config", position=where) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"not valid TOML: {error}", hint="check quotes and brackets", position=where) from None
    if path.name == "pyproject.toml":
        tool = data.get("tool", {})
        if "depaudit" not in tool and not required:
            return Found({}, "")
        data = tool.get("depaudit", {})
    problems = [problem for key, value in data.items() for problem in _problems(key, value, text, path)]
    if problems:
        raise ConfigError.of(problems)
    return Found(data, str(path))


def _problems(key: str, value: Any, text: str, path: Path) -> Iterator[Problem]:
    line = next((number for number, row in enumerate(text.splitlines(), 1) if row.lstrip().startswith(key)), 0)
    where = Position(str(path), line)
    if key == "rules" and isinstance(value, dict):
        from depaudit.config.rules import rule_problems

        yield from rule_problems(value, text, path)
    elif key not in KEYS:
        from depaudit.inventory.nearest import did_you_mean

        yield Problem(f"unknown setting {key!r}", where, did_you_mean(key, KEYS) or "known: " + ", ".join(KEYS))
    elif not isinstance(value, KEYS[key]) or (isinstance(value, bool) and KEYS[key] is not bool):
        yield Problem(f"{key} has the wrong type", where, "see the documentation of settings")
