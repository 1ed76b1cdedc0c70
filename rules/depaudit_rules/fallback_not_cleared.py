"""The fallback is not cleared for the data that it would get.

## What it finds
Options behind the first whose `data` classes lack one that the first option handles.

## Why it matters
Italy's authority ordered DeepSeek to stop processing the data of Italian users on 30 January 2025. A fallback that
may not see the data is stopped by one's own lawyers on the day it is needed.

## Example
    - {id: azure-gpt, uses: azure-openai/gpt-5, data: [personal, protected-b]}
    - {id: backup, uses: mistral-api, data: [public]}

## Severity
Medium where the option states its classes and one is missing, low where it states none.

## Remedy
Clear the fallback for these classes now, or route only the others to it.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Part, Remedy, Rule, Severity, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per option that lacks a class of data of what it stands in for."""
    parts = {part.id: part for part in assessment.parts}
    for gate in assessment.gates:
        first = parts.get(gate.members[0]) if gate.kind == "any_of" else None
        for name in gate.members[1:] if first is not None and first.data else ():
            option = parts.get(name)
            if option is not None and first is not None and set(first.data) - set(option.data):
                yield _finding(own, gate.id, first, option)


def _finding(own: Rule, gate: str, first: Part, option: Part) -> Finding:
    missing = ", ".join(one for one in first.data if one not in option.data)
    said = f"is not cleared for {missing}" if option.data else f"does not say that it may get {missing}"
    return own.finding(
        option.id,
        Severity.MEDIUM if option.data else Severity.LOW,
        f"{option.id} stands in for {first.id} and {said}",
        cutoff=gate,
        at=option.position,
        path=(gate, option.id),
        path_notes=("ordered fallback", f"data: {', '.join(option.data) or 'not stated'}"),
        remedy=Remedy(f"clear {option.id} for {missing}, and write it under data:"),
    )


RULE = rule(
    "DA021",
    "fallback-not-cleared",
    precedents=("it-garante-deepseek-2025",),
    since="0.1.0",
)(check)
