"""The card of one entry for people at a terminal."""

from collections.abc import Iterator
from typing import Any


def card_text(found: dict[str, Any]) -> str:
    """The card as lines."""
    lines = [f"{found['name']} ({found['kind']} {found['id']})"]
    if "record" in found:
        lines += [f"  {key}: {_value(value)}" for key, value in found["record"].items() if key != "replay"]
        return "\n".join(lines) + "\n"
    lines.append(f"  can be ordered by: {', '.join(found['control_jurisdictions']) or 'nobody is recorded'}")
    for part in (_control, _levers, _upstreams, _reached, _openness, _facts):
        lines += part(found)
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key} {_value(one)}" for key, one in value.items())
    return ", ".join(map(_value, value)) if isinstance(value, list) else str(value)


def _control(found: dict[str, Any]) -> Iterator[str]:
    said = ""
    for one in found["control"]:
        pending = ", pending, does not act" if one["pending"] else ""
        yield (f"    {one['state']}  {one['ground']} ({one['basis']}, {one['confidence']}, "
               f"{one['as_of'] or 'undated'}{pending})")  # fmt: skip
        if one["note"] not in ("", said) and one["confidence"] != "contested":
            yield f"        {one['note']}"
        said = one["note"]
        yield from _both_sides(one)


def _levers(found: dict[str, Any]) -> Iterator[str]:
    acting = [one for one in found["levers"] if one["mechanisms"] or one["instruments"]]
    if acting:
        yield "  levers:"
    for one in acting:
        ways = ", ".join(one["mechanisms"]) or "no event shows it"
        yield f"    {one['state']}  {one['basis']}: {ways}; by {', '.join(one['instruments']) or 'general law'}"


def _upstreams(found: dict[str, Any]) -> Iterator[str]:
    if found["upstreams"]:
        yield "  stands on:"
    elif "saas" in found["openness"].get("delivery", ()):
        yield "  stands on: no source was found, which does not mean nothing"
    for one in found["upstreams"]:
        binds = f" for {', '.join(one['binds'][:4])}" if one["binds"] else ""
        yield (f"    {one['relation']}: {one['target']}{binds} "
               f"({one['composition']}, {one['confidence']}, {one['as_of'] or 'undated'})")  # fmt: skip
        yield from _both_sides(one)


def _both_sides(one: dict[str, Any]) -> Iterator[str]:
    if one["confidence"] == "contested":
        yield f"        contested: {one['note']}"
        yield from (f"        {source}" for source in one["source"])


def _reached(found: dict[str, Any]) -> Iterator[str]:
    chains = found["reached_through"]
    if chains:
        yield "  reached through what it stands on:"
    for one in chains:
        binds = f", only for {', '.join(one['binds'][:4])}" if one["binds"] else ""
        yield f"    {one['state']}  by {' > '.join(one['path'])} ({one['confidence']}{binds})"


def _openness(found: dict[str, Any]) -> Iterator[str]:
    said = [f"{key.replace('_', ' ')} {_value(value)}" for key, value in found["openness"].items() if value]
    if said:
        yield f"  openness: {'; '.join(said)}"
    if found["offerings"]:
        yield f"  offers: {', '.join(found['offerings'])}"


def _facts(found: dict[str, Any]) -> Iterator[str]:
    yield "  facts:"
    for one in found["facts"]:
        source = one["source"][0] if one["source"] else "no source"
        age = f"{one['as_of'] or 'undated'}{', stale' if one['stale'] else ''}"
        yield f"    {one['field']} = {one['value'][:80]} [{one['confidence']}, {age}, {source}]"
