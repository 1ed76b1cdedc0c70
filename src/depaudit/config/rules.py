"""Settings of single rules in a file: `[rules.DA025]`, checked against what the installed rules offer."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from depaudit.errors import DepauditError, Position, Problem


def rule_problems(tables: Mapping[str, Any], text: str, path: Path) -> Iterator[Problem]:
    """What is wrong with the tables of rules: a rule, an option or a type that is not there, each at its line."""
    from depaudit.audit.registry import load_rules
    from depaudit.audit.run import known_rule
    from depaudit.audit.settings import typed

    rules = load_rules()
    for name, options in tables.items():
        where = _line(text, "rules", name)
        try:
            chosen = known_rule(name, rules)
        except DepauditError as error:
            yield from _at(error, path, where)
            continue
        if not isinstance(options, dict):
            yield Problem(f"rules.{name} has the wrong type", Position(str(path), where), f"write [rules.{name}]")
            continue
        for option, value in options.items():
            try:
                typed(chosen, option, value)
            except DepauditError as error:
                yield from _at(error, path, _line(text, option, "", after=where))


def _at(error: DepauditError, path: Path, line: int) -> Iterator[Problem]:
    yield from (one._replace(position=Position(str(path), line)) for one in error.problems)


def _line(text: str, first: str, second: str, after: int = 0) -> int:
    """The first line from `after` on that holds both words; `after` where none does."""
    rows = enumerate(text.splitlines(), 1)
    return next((number for number, row in rows if number >= after and first in row and second in row), after)


def rule_words(tables: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The tables as the words of `--rule-option`."""
    from depaudit.audit.settings import shown

    return [
        f"{name}.{option}={shown(value)}" for name, options in tables.items() for option, value in options.items()
    ]
