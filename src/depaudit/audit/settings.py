"""What users set for single rules: `RULE.OPTION=VALUE`, each value of the type of the option's default."""

from collections.abc import Iterable, Mapping, Sequence

from depaudit.audit.run import known_rule
from depaudit.errors import SelectorError
from depaudit.inventory.nearest import did_you_mean
from depaudit.rulekit.declare import OptionValue, Rule

TRUTH = {"true": True, "yes": True, "false": False, "no": False}
WORDS = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}


def with_options(rules: Sequence[Rule], given: Iterable[tuple[str, str, OptionValue]]) -> tuple[Rule, ...]:
    """`rules` with the values that users gave. Raises SelectorError for a rule, an option or a type not there."""
    found: dict[str, dict[str, OptionValue]] = {}
    for name, option, value in given:
        chosen = known_rule(name, rules)
        found.setdefault(chosen.id, {})[option] = typed(chosen, option, value)
    return tuple(one._replace(values=tuple(found.get(one.id, {}).items())) for one in rules)


def typed(chosen: Rule, option: str, value: OptionValue) -> OptionValue:
    """`value` as the type that the option has; texts are read. Raises SelectorError where it cannot be."""
    defaults: Mapping[str, OptionValue] = dict(chosen.options)
    if option not in defaults:
        hint = did_you_mean(option, defaults) or _listed(chosen)
        raise SelectorError(f"{chosen.id} has no option {option!r}", hint=hint)
    wanted = type(defaults[option])
    result = _read(value, wanted)
    if result is None:
        message = f"{chosen.id}.{option}: {str(value)[:40]!r} is not {WORDS[wanted]}"
        raise SelectorError(message, hint=f"the default is {shown(defaults[option])}")
    return result


def _read(value: OptionValue, wanted: type) -> OptionValue | None:
    """None for what is not of the type. A whole number is a number; a truth value is none."""
    if type(value) is wanted:
        return value
    if wanted is float and type(value) is int:
        return float(value)
    if not isinstance(value, str):
        return None
    if wanted is bool:
        return TRUTH.get(value.lower())
    try:
        number: OptionValue = wanted(value)
    except ValueError:
        return None
    return number


def _listed(chosen: Rule) -> str:
    return "options: " + ", ".join(name for name, _ in chosen.options) if chosen.options else "it has no options"


def shown(value: OptionValue) -> str:
    """A value as it is written in a settings file."""
    return str(value).lower() if isinstance(value, bool) else str(value)
