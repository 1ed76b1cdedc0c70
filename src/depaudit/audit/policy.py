"""Rules for people who do not program: conditions in YAML over the same facts that rules in Python read.

A condition is an expression of a safe subset of Python, evaluated by simpleeval over plain data: it can read, compare
and count, and nothing else. Names are checked when the file is read, so that a misspelt one is an error at its place.
"""

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from depaudit.analysis.assessment import Assessment, ServiceFacts
from depaudit.errors import ConfigError, Position, Problem
from depaudit.inventory import read_plain
from depaudit.inventory.events import Plain
from depaudit.inventory.nearest import did_you_mean
from depaudit.model.finding import Finding, Remedy
from depaudit.model.parts import GateFacts, Part
from depaudit.model.results import Concentration, FallbackPair
from depaudit.model.severity import Severity
from depaudit.model.verdict import Verdict
from depaudit.rulekit.declare import Rule

VERSION_KEY: Final = "depaudit_policy"
KEYS: Final = ("id", "name", "each", "when", "severity", "message", "remedy", "why", "tests")
NEEDED: Final = ("id", "name", "each", "when", "severity", "message")
EACH: Final[dict[str, tuple[str, type[Any]]]] = {
    "part": ("parts", Part),
    "service": ("services", ServiceFacts),
    "verdict": ("survival", Verdict),
    "gate": ("gates", GateFacts),
    "fallback": ("fallbacks", FallbackPair),
    "concentration": ("concentration", Concentration),
}
"""What a rule may look at, one at a time: where the assessment keeps it, and its fields."""
DERIVED: Final = {"verdict": ("gates", "worst_state")}
SUBJECTS: Final = ("id", "service", "gate", "axis")
FUNCTIONS: Final = ("abroad", "days_until", "len", "min", "max", "any", "all")
NAMES: Final = ("home", "as_of", "True", "False", "None")
_FIELD: Final = re.compile(r"\{(\w+)\.(\w+)\}")


class Policy(NamedTuple):
    """One rule of a policy file, and the inventories on which its author says that it fires or stays silent."""

    rule: Rule
    tests: tuple[tuple[str, Mapping[str, Any]], ...]


def read_policies(path: str) -> tuple[Policy, ...]:
    """The rules of a policy file. Raises ConfigError with all problems, each at its place."""
    plain = read_plain(path)
    reader = _Reader(plain)
    found = tuple(reader.policies())
    if reader.problems:
        raise ConfigError.of(reader.problems)
    return found


class _Reader:
    def __init__(self, plain: Plain) -> None:
        self.plain = plain
        self.problems: list[Problem] = []

    def problem(self, message: str, holder: Any, key: Any = None, *, hint: str = "") -> None:
        """Note something that is wrong."""
        self.problems.append(Problem(message, self.plain.position(holder, key), hint))

    def policies(self) -> Iterator[Policy]:
        """Every rule of the file."""
        raw = self.plain.value
        if not isinstance(raw, dict) or raw.get(VERSION_KEY) != 1 or not isinstance(raw.get("rules"), list):
            hint = f"begin with {VERSION_KEY}: 1 and a list of rules"
            self.problem("this is not a policy file", raw, hint=hint)
            return
        seen: set[str] = set()
        for number, part in enumerate(raw["rules"]):
            if isinstance(part, dict):
                yield from self._policy(part, seen)
            else:
                self.problem("a rule is a mapping of keys", raw["rules"], number)

    def _policy(self, raw: dict[str, Any], seen: set[str]) -> Iterator[Policy]:
        before = len(self.problems)
        for key in raw:
            if key not in KEYS and not str(key).startswith("x-"):
                self.problem(f"unknown key {str(key)[:40]!r}", raw, key, hint=did_you_mean(str(key), KEYS))
        for key in NEEDED:
            if not isinstance(raw.get(key), str) or not raw[key]:
                self.problem(f"{key} is missing", raw, key if key in raw else None, hint=f"write {key}: ...")
        if raw.get("id") in seen:
            self.problem(f"two rules have the id {raw['id']!r}", raw, "id", hint="give one of them another id")
        tests = tuple(self._tests(raw))
        if len(self.problems) > before:
            return
        seen.add(raw["id"])
        if raw["each"] not in EACH:
            self.problem(f"each: {raw['each']!r} is not known", raw, "each", hint="one of " + ", ".join(EACH))
        if raw["severity"].upper() not in Severity.__members__:
            self.problem(f"severity {raw['severity']!r} is not known", raw, "severity",
                         hint="critical, high, medium, low or info")  # fmt: skip
        if len(self.problems) == before:
            self._expression(raw)
            self._fields(raw, "message", _FIELD.findall(raw["message"]))
        if len(self.problems) == before:
            yield Policy(_rule(raw, str(self.plain.position(raw, "id"))), tests)

    def _tests(self, raw: dict[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
        listed = raw.get("tests") or []
        for number, one in enumerate(listed if isinstance(listed, list) else ()):
            kind = next(iter(one), "") if isinstance(one, dict) else ""
            if kind not in ("fires", "silent") or len(one) != 1 or not isinstance(one[kind], dict):
                hint = "write fires: {inventory} or silent: {inventory}"
                self.problem("a test is fires or silent with an inventory", listed, number, hint=hint)
            else:
                yield kind, {"depaudit": 1, **one[kind]}
        if not isinstance(listed, list):
            self.problem("tests is a list", raw, "tests")

    def _expression(self, raw: dict[str, Any]) -> None:
        """Whether the condition can be read and speaks of what exists."""
        try:
            tree = ast.parse(raw["when"].strip(), mode="eval")
        except SyntaxError as error:
            self.problem(f"when: {error.msg}", raw, "when", hint="an expression, for example part.hosted")
            return
        bound = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        known = {raw["each"], *NAMES, *FUNCTIONS, *bound}
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and node.id not in known:
                self.problem(f"when: {node.id!r} is not known here", raw, "when",
                             hint=did_you_mean(node.id, known) or "known: " + ", ".join(sorted(known)))  # fmt: skip
            elif (
                isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == raw["each"]
            ):
                self._fields(raw, "when", [(node.value.id, node.attr)])

    def _fields(self, raw: dict[str, Any], key: str, used: Iterable[tuple[str, str]]) -> None:
        for name, field in used:
            known = fields_of(raw["each"])
            if name != raw["each"] or field not in known:
                hint = did_you_mean(field, known) or "known: " + ", ".join(known)
                self.problem(f"{key}: {name}.{field} does not exist", raw, key, hint=hint)


def fields_of(each: str) -> tuple[str, ...]:
    """The fields that a condition may read of one kind of thing."""
    fields: tuple[str, ...] = EACH[each][1]._fields
    return (*fields, *DERIVED.get(each, ()))


def _rule(raw: Mapping[str, Any], place: str) -> Rule:
    where, _ = EACH[raw["each"]]
    severity = Severity[raw["severity"].upper()]

    def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
        evaluate = _evaluator(raw["when"], assessment)
        for item in getattr(assessment, where):
            plain = _plain(item, raw["each"])
            if evaluate({raw["each"]: plain}):
                yield _finding(own, raw, item, plain, severity)

    doc = f"{raw['name']}\n\n{raw.get('why') or 'A rule of the policy file.'}\n\n{place}\n"
    return Rule(raw["id"], raw["name"], check, doc)


def _finding(own: Rule, raw: Mapping[str, Any], item: Any, plain: Mapping[str, Any], severity: Severity) -> Finding:
    message = _FIELD.sub(lambda found: _words(plain[found[2]]), raw["message"])
    subject = next((str(plain[name]) for name in SUBJECTS if name in plain), own.id)
    return own.finding(
        subject,
        severity,
        message,
        cutoff=str(plain.get("cutoff") or plain.get("option") or plain.get("weight") or ""),
        at=getattr(item, "position", Position("")),
        remedy=Remedy(raw["remedy"]) if raw.get("remedy") else None,
    )


def _evaluator(text: str, assessment: Assessment) -> Callable[[Mapping[str, Any]], bool]:
    from simpleeval import EvalWithCompoundTypes

    def days_until(day: str) -> int | None:
        return (date.fromisoformat(day) - date.fromisoformat(assessment.as_of)).days if day else None

    functions = {"abroad": lambda states: list(assessment.abroad(states)), "days_until": days_until, "len": len,
                 "min": min, "max": max, "any": any, "all": all}  # fmt: skip
    names = {"home": sorted(assessment.home), "as_of": assessment.as_of, "True": True, "False": False, "None": None}
    parsed = EvalWithCompoundTypes.parse(text.strip())

    def evaluate(bound: Mapping[str, Any]) -> bool:
        judge = EvalWithCompoundTypes(names={**names, **bound}, functions=functions)
        return bool(judge.eval(text, previously_parsed=parsed))

    return evaluate


def _plain(item: Any, each: str) -> dict[str, Any]:
    """One thing as plain data: nothing of ours can be reached through it."""
    derived = {name: getattr(item, name) for name in DERIVED.get(each, ())}
    return {**{name: _value(getattr(item, name)) for name in item._fields}, **derived}


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        fields = getattr(value, "_fields", None)
        if fields is not None:
            return {name: _value(getattr(value, name)) for name in fields}
        return [_value(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _words(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
