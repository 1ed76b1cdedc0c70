"""Changes of an inventory as text: only what changes is touched, so comments, order and layout stay.

Edits are found in the tree of nodes that the YAML parser gives, and made by position, from the end to the start.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import yaml

from depaudit.errors import InventoryError, Position
from depaudit.model.duration import DAY, HOUR, MINUTE
from depaudit.model.inventory import AnyOf, Component, Copy, Gate, Item, Option, Provider, Switch

Node = Any
_WORDS: Final = ("true", "false", "null", "yes", "no", "on", "off")
_DURATION: Final = re.compile(r"\d+[smhd]")
LEAF_KEYS: Final = ("uses", "via", "provider", "kind", "model", "developer", "weights", "licence", "base_model",
                    "retires_on", "deployment", "region", "copy")  # fmt: skip


class Rewrite:
    """Collects edits on one text; `text()` makes them. Raises InventoryError where the text is no inventory."""

    def __init__(self, text: str, path: str = "") -> None:
        self._text = text.removeprefix("\ufeff")
        self._path = path
        self._edits: list[tuple[int, int, str]] = []
        try:
            self._root = yaml.compose(self._text, Loader=yaml.SafeLoader)
        except yaml.YAMLError as error:
            raise InventoryError("this is not YAML that can be changed", position=Position(path)) from error
        if value_of(self._root, "components") is None:
            raise InventoryError("there is no list of components to change here", position=Position(path),
                                 hint="a gateway configuration is changed by hand")  # fmt: skip

    def rename(self, old: str, new: str) -> None:
        """Whoever requires `old` names `new` instead; options and members are the business of `regate`."""
        for node in self._required():
            if node.value == old:
                self._edits.append((node.start_mark.index, node.end_mark.index, new))

    def add(self, components: Iterable[Component]) -> None:
        """New components at the end of the list."""
        holder = value_of(self._root, "components")
        lines = [flow(plain_component(one)) for one in components]
        if holder.flow_style:
            self._edits.append(
                (holder.end_mark.index - 1, holder.end_mark.index - 1, "".join(f", {one}" for one in lines))
            )
            return
        indent = " " * holder.start_mark.column
        place = self._line_end(_last(holder))
        self._edits.append((place, place, "".join(f"\n{indent}- {one}" for one in lines)))

    def change_leaf(self, old: Component, new: Component) -> None:
        """What a component is and where it runs; of what it requires only what the new one requires stays."""
        node = self._owner(new.id)
        self._keep_requirements(node, {item.target for item in new.requires if isinstance(item.target, str)})
        had, wanted = plain_component(old), plain_component(new)
        present = {key.value: (key, value) for key, value in node.value}
        fresh = [key for key in LEAF_KEYS if key in wanted and key not in present]
        for name in LEAF_KEYS:
            if name in present and wanted.get(name) != had.get(name):
                self._set_or_drop(node, name, present[name], wanted)
        anchor = present["id"][1].end_mark.index
        if node.flow_style:
            self._edits.append((anchor, anchor, "".join(f", {key}: {flow(wanted[key])}" for key in fresh)))
        elif fresh:
            place, indent = self._line_end(present["id"][1]), " " * node.start_mark.column
            self._edits.append((place, place, "".join(f"\n{indent}{key}: {flow(wanted[key])}" for key in fresh)))

    def _keep_requirements(self, node: Node, names: set[str]) -> None:
        holder = value_of(node, "requires")
        if holder is None:
            return
        entries = [(entry, _name(entry)) for entry in holder.value]
        kept = [entry for entry, name in entries if name is None or name in names]
        if len(kept) == len(entries):
            return
        if not kept:
            self._drop(node, next(pair for pair in node.value if pair[0].value == "requires"))
            return
        first = holder.value.index(kept[0])
        for number, (entry, _) in enumerate(entries):
            if entry in kept:
                continue
            if not holder.flow_style:
                start, end = self._text.rfind("\n", 0, entry.start_mark.index), self._line_end(_last(entry))
            elif number < first:
                start, end = entry.start_mark.index, entries[number + 1][0].start_mark.index
            else:
                start, end = _end(entries[number - 1][0]), _end(entry)
            self._edits.append((start, end, ""))

    def _drop(self, node: Node, pair: tuple[Node, Node]) -> None:
        """Take a key out; a comment behind it stays."""
        key, value = pair
        keys = [name.value for name, _ in node.value]
        place = keys.index(key.value)
        if place == 0 and len(keys) > 1:
            self._edits.append((key.start_mark.index, node.value[1][0].start_mark.index, ""))
        elif node.flow_style:
            self._edits.append((_end(node.value[place - 1][1]), _end(value), ""))
        else:
            start, end = self._text.rfind("\n", 0, key.start_mark.index), self._line_end(_last(value))
            comment = self._text[_end(value) : end].strip()
            kept = f"\n{' ' * key.start_mark.column}{comment}" if comment.startswith("#") else ""
            self._edits.append((start, end, kept))

    def _set_or_drop(self, node: Node, name: str, pair: tuple[Node, Node], wanted: Mapping[str, Any]) -> None:
        key, value = pair
        if name not in wanted:
            self._drop(node, pair)
            return
        block = isinstance(value, yaml.CollectionNode) and not value.flow_style
        start = key.end_mark.index if block else value.start_mark.index
        comment = self._text[key.end_mark.index : value.start_mark.index].partition("#")[2].rstrip()
        behind = f"  #{comment}" if block and comment else ""
        self._edits.append((start, _end(value), f"{': ' if block else ''}{flow(wanted[name])}{behind}"))

    def regate(self, name: str, old: Gate, new: Gate, renamed: Mapping[str, str]) -> None:
        """The options or members of a gate; `name` is its owner, or `owner#n`.

        What stays is written as it was, under its new name if it is among `renamed`.
        """
        holder = self._gate(name)
        written = list(zip(_entries(old), holder.value, strict=True))
        texts: list[str] = []
        for entry in _entries(new):
            same = next((node for one, node in written if _called(one, renamed) == entry), None)
            texts.append(self._as_was(same, renamed) if same is not None else _entry_text(entry))
        for node, text in zip(holder.value, texts, strict=False):
            if text != self._text[node.start_mark.index : _end(node)]:
                self._edits.append((node.start_mark.index, _end(node), text))
        for text in texts[len(holder.value) :]:
            self._continue(holder, text)

    def _as_was(self, node: Node, renamed: Mapping[str, str]) -> str:
        name = node if isinstance(node, yaml.ScalarNode) else value_of(node, "id")
        start, end = node.start_mark.index, _end(node)
        called = renamed.get(name.value, self._text[name.start_mark.index : name.end_mark.index])
        return self._text[start : name.start_mark.index] + called + self._text[name.end_mark.index : end]

    def _continue(self, holder: Node, text: str) -> None:
        """One more entry at the end of a list."""
        if holder.flow_style:
            place = holder.value[-1].end_mark.index
            self._edits.append((place, place, f", {text}"))
        else:
            place, indent = self._line_end(_last(holder)), " " * holder.start_mark.column
            self._edits.append((place, place, f"\n{indent}- {text}"))

    def text(self) -> str:
        """The changed text. What would change inside of something that goes is left."""
        text = self._text
        ordered = sorted(enumerate(self._edits), key=lambda one: (*one[1][:2], one[0]))
        gone = [(start, end) for start, end, new in self._edits if end > start and not new.strip()]
        for _, (start, end, new) in reversed(ordered):
            if not any(begin <= start < end <= stop and (begin, stop) != (start, end) for begin, stop in gone):
                text = text[:start] + new + text[end:]
        return text

    def _line_end(self, node: Node) -> int:
        found = self._text.find("\n", _end(node))
        return len(self._text) if found < 0 else found

    def _owners(self) -> Iterator[Node]:
        for key in ("components", "services"):
            holder = value_of(self._root, key)
            yield from holder.value if holder is not None else ()

    def _owner(self, name: str) -> Node:
        for node in self._owners():
            found = value_of(node, "id")
            if found is not None and found.value == name:
                return node
        raise InventoryError(f"{name} stands in another file", position=Position(self._path),
                             hint="apply the plan to a file that holds everything it changes")  # fmt: skip

    def _gate(self, name: str) -> Node:
        owner, _, number = name.partition("#")
        node = self._owner(owner)
        if number:
            node = value_of(node, "requires").value[int(number) - 1]
        options = value_of(node, "any_of")
        return options if options is not None else value_of(value_of(node, "k_of_n"), "of")

    def _required(self) -> Iterator[Node]:
        """Every scalar that names a component as a requirement."""
        for owner in self._owners():
            holder = value_of(owner, "requires")
            for entry in holder.value if holder is not None else ():
                name = entry if isinstance(entry, yaml.ScalarNode) else value_of(entry, "id")
                if name is not None:
                    yield name


def _entries(gate: Gate) -> tuple[Option | str, ...]:
    return gate.options if isinstance(gate, AnyOf) else gate.members


def _called(entry: Option | str, renamed: Mapping[str, str]) -> Option | str:
    if isinstance(entry, str):
        return renamed.get(entry, entry)
    return entry._replace(target=renamed.get(entry.target, entry.target))


def _entry_text(entry: Option | str) -> str:
    return entry if isinstance(entry, str) else flow(plain_option(entry))


def value_of(node: Node, key: str) -> Node:
    """The value under `key` of a mapping node; None if there is none."""
    for name, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if name.value == key:
            return value
    return None


def _name(entry: Node) -> str | None:
    """What a requirement names; None for a gate."""
    found = entry if isinstance(entry, yaml.ScalarNode) else value_of(entry, "id")
    return None if found is None else str(found.value)


def _last(node: Node) -> Node:
    """The last thing in a node: where a block ends in the text, before the comments that follow it."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node


def _end(node: Node) -> int:
    end: int = _last(node).end_mark.index
    return end


def plain_component(component: Component) -> dict[str, Any]:
    """What one would write for a component that a plan brings in."""
    found: dict[str, Any] = {"id": component.id}
    if component.uses:
        found["uses"] = component.uses
    if component.provider is not None:
        found["provider"] = _provider(component.provider)
    for key in ("via", "kind", "model", "developer", "weights", "licence", "base_model", "deployment"):
        if getattr(component, key):
            found[key] = getattr(component, key)
    if component.retires_on is not None:
        found["retires_on"] = component.retires_on.isoformat()
    if component.region:
        found["region"] = component.region[0] if len(component.region) == 1 else list(component.region)
    if component.copy is not None:
        found["copy"] = _copy(component.copy)
    if component.gate is not None:
        found |= _gate_of(component.gate)
    if component.requires:
        found["requires"] = [_item(item) for item in component.requires]
    return found


def _provider(provider: Provider) -> dict[str, Any]:
    if provider.own:
        return {"own": True}
    said = {"name": provider.name, "jurisdiction": provider.jurisdiction}
    return {key: value for key, value in said.items() if value}


def _copy(copy: Copy) -> Any:
    verified = {"verified": copy.verified.isoformat()} if copy.verified is not None else {}
    at = {"at": copy.at} if copy.at is not None else {}
    return {"state": copy.state, **at, **verified} if at or verified else copy.state


def _gate_of(gate: Gate) -> dict[str, Any]:
    if isinstance(gate, AnyOf):
        return {"any_of": [plain_option(option) for option in gate.options]}
    return {"k_of_n": {"k": gate.k, "of": list(gate.members)}}


def _item(item: Item) -> Any:
    if item.purpose == "run":
        return item.target
    return {"id": item.target, "for": item.purpose}


def plain_option(option: Option) -> Any:
    """An option as one would write it: an id, or a mapping where more is to say."""
    found: dict[str, Any] = {"id": option.target}
    if option.switch is not None:
        found["switch"] = _switch(option.switch)
    if option.lasts is not None:
        found["lasts"] = duration(option.lasts)
    return option.target if len(found) == 1 else found


def _switch(switch: Switch) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if switch.mode is not None:
        found["mode"] = switch.mode
    if switch.time is not None:
        found["time"] = duration(switch.time)
    if switch.fires_on is not None:
        found["fires_on"] = list(switch.fires_on)
    if switch.tested is not None:
        found["tested"] = switch.tested.isoformat()
    return found


def duration(seconds: int) -> str:
    """A duration in the largest unit that divides it."""
    for unit, size in (("d", DAY), ("h", HOUR), ("m", MINUTE)):
        if seconds and seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"


def flow(value: Any) -> str:
    """A value as YAML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    safe = text and all(letter.isalnum() or letter in "-_./" for letter in text) and text[0].isalpha()
    plain = safe and text.casefold() not in _WORDS
    return text if plain or _DURATION.fullmatch(text) else json.dumps(text)
