"""Where rules come from: installed packages, through one entry-point group, and files named on the command line."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from depaudit.errors import ConfigError, Position, SelectorError
from depaudit.inventory.nearest import did_you_mean
from depaudit.model.finding import RuleFailure
from depaudit.rulekit.declare import Rule

GROUP = "depaudit.rules"


class Pack(NamedTuple):
    """A package of rules: the name of its module, what it declares, and the folder of its fixtures."""

    name: str
    rules: tuple[Rule, ...]
    folder: Path


def load_rules(rule_files: Sequence[str] = ()) -> tuple[Rule, ...]:
    """All rules, by id. Raises ConfigError where two share an id, or a rule file cannot be loaded."""
    rules: dict[str, Rule] = {}
    for rule in (*(one for pack in packs() for one in pack.rules), *_of_files(rule_files)):
        if rule.id in rules:
            raise ConfigError(f"two rules have the id {rule.id}", hint="give one of them another id")
        rules[rule.id] = rule
    return tuple(rules[rule_id] for rule_id in sorted(rules))


def packs() -> tuple[Pack, ...]:
    """The installed packs that could be imported, by the names of their modules."""
    return _installed()[0]


def pack_of(name: str) -> Pack:
    """The pack of this name: installed, or a module that can be imported. Raises SelectorError for no such pack."""
    found = next((pack for pack in packs() if pack.name == name), None)
    if found is not None:
        return found
    if failure := next((one for one in broken_packs() if one.rule == name), None):
        raise SelectorError(f"the pack {name} could not be loaded: {failure.reason}", hint="import it with python")
    try:
        pack = _pack(import_module(name))
    except Exception as error:  # a pack is somebody else's code: whatever it raises is one clear error of ours
        known = [pack.name for pack in packs()]
        hint = did_you_mean(name, known) or "installed: " + ", ".join(known)
        raise SelectorError(f"there is no pack {name!r} ({type(error).__name__})", hint=hint) from error
    if not pack.rules:
        raise SelectorError(f"{name} declares no rules", hint="list them in RULES")
    return pack


def _pack(module: ModuleType) -> Pack:
    return Pack(module.__name__, tuple(rules_in(module)), Path(module.__file__ or "").parent / "fixtures")


def broken_packs() -> tuple[RuleFailure, ...]:
    """Installed packs that could not be imported: their silence must not pass for safety."""
    return _installed()[1]


@cache
def _installed() -> tuple[tuple[Pack, ...], tuple[RuleFailure, ...]]:
    found: list[Pack] = []
    failures: list[RuleFailure] = []
    for value in sorted(set(_entry_points())):
        try:
            found.append(_pack(import_module(value)))
        except Exception as error:  # a pack is somebody else's code: whatever it raises must not stop the others
            failures.append(RuleFailure(value, f"{type(error).__name__}: {str(error)[:200]}"))
    return tuple(found), tuple(failures)


def _entry_points() -> Iterator[str]:
    """Modules that installed distributions name under the group.

    Reads the `entry_points.txt` files themselves: importing `importlib.metadata` costs more than a small scan.
    """
    for folder in dict.fromkeys(sys.path):
        try:
            with os.scandir(folder or ".") as found:
                places = sorted(one.path for one in found if one.name.endswith((".dist-info", ".egg-info")))
        except OSError:
            continue
        for place in places:
            try:
                text = Path(place, "entry_points.txt").read_text(encoding="utf-8")
            except OSError:
                continue
            if f"[{GROUP}]" in text:
                section = text.partition(f"[{GROUP}]")[2].partition("\n[")[0]
                yield from (line.partition("=")[2].strip() for line in section.splitlines() if "=" in line)


def rules_in(module: ModuleType) -> Iterator[Rule]:
    """The rules that a module or package declares in `RULES`, or as its own names."""
    declared: Iterable[object] = getattr(module, "RULES", None) or vars(module).values()
    return (value for value in declared if isinstance(value, Rule))


def _of_files(paths: Iterable[str]) -> Iterator[Rule]:
    for number, path in enumerate(paths):
        if path.endswith((".yaml", ".yml", ".json")):
            from depaudit.audit.policy import read_policies

            yield from (policy.rule for policy in read_policies(path))
            continue
        from importlib.util import module_from_spec, spec_from_file_location

        spec = spec_from_file_location(f"depaudit_rule_file_{number}", path)
        if spec is None or spec.loader is None:
            raise ConfigError(
                "this is no file of rules", hint="name a .py file, or a policy in .yaml", position=Position(path)
            )
        module = module_from_spec(spec)
        sys.modules[module.__name__] = module
        try:
            spec.loader.exec_module(module)
        except Exception as error:  # the file is the user's own code: any failure of it is one clear error of ours
            raise ConfigError(
                f"cannot be loaded: {error}", hint="run it with python", position=Position(path)
            ) from error
        yield from rules_in(module)
