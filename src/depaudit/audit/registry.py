"""Where rules come from: installed packages, through one entry-point group, and files named on the command line."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from depaudit.errors import ConfigError, Position
from depaudit.model.finding import RuleFailure
from depaudit.rulekit.declare import Rule

GROUP = "depaudit.rules"


def load_rules(rule_files: Sequence[str] = ()) -> tuple[Rule, ...]:
    """All rules, by id. Raises ConfigError where two share an id, or a rule file cannot be loaded."""
    rules: dict[str, Rule] = {}
    for rule in (*_installed()[0], *_of_files(rule_files)):
        if rule.id in rules:
            raise ConfigError(f"two rules have the id {rule.id}", hint="give one of them another id")
        rules[rule.id] = rule
    return tuple(rules[rule_id] for rule_id in sorted(rules))


def broken_packs() -> tuple[RuleFailure, ...]:
    """Installed packs that could not be imported: their silence must not pass for safety."""
    return _installed()[1]


@cache
def _installed() -> tuple[tuple[Rule, ...], tuple[RuleFailure, ...]]:
    found: list[Rule] = []
    failures: list[RuleFailure] = []
    for value in sorted(set(_entry_points())):
        try:
            found.extend(rules_in(import_module(value)))
        except Exception as error:  # a pack is somebody else's code: whatever it raises must not stop the others
            failures.append(RuleFailure(value, f"{type(error).__name__}: {str(error)[:200]}"))
    return tuple(found), tuple(failures)


def _entry_points() -> Iterator[str]:
    """Modules that installed distributions name under the group.

    Reads the `entry_points.txt` files themselves: importing `importlib.metadata` costs more than a small scan.
    """
    for folder in dict.fromkeys(sys.path):
        root = Path(folder or ".")
        try:
            places = sorted(place for place in root.iterdir() if place.suffix in (".dist-info", ".egg-info"))
        except OSError:
            continue
        for place in places:
            try:
                text = (place / "entry_points.txt").read_text(encoding="utf-8")
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
