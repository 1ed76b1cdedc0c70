"""Why: the shortest path from a service to what was cut, and the smallest sets of lost components that suffice."""

from collections.abc import Iterable, Iterator
from itertools import combinations, islice
from typing import Final, Literal, NamedTuple

from depaudit.cutoff.batch import Side
from depaudit.cutoff.curve import at, bits_of, held
from depaudit.cutoff.scenario import Strike
from depaudit.graph.types import NEVER, Choice, Edge, Node, Quorum
from depaudit.model.duration import DAY, format_duration
from depaudit.model.jurisdiction import name_of
from depaudit.model.lever import FOREIGN, Lever

Mode = Literal["down", "impaired"]
Place = tuple[Mode, int]
Sets = frozenset[frozenset[int]]

MOST_REASONS: Final = 12
MOST_STEPS: Final = 2_000
MOST_GROUPS: Final = 60
ALL: Final = -1
"""The mask of all scenarios, however many there are."""


class Step(NamedTuple):
    """One reading that passes a loss on: to where, in which scenarios, and how a reader would say it."""

    place: Place
    mask: int
    note: str


class _Above(NamedTuple):
    """The nodes on the way to one that is explained: held up by it, or separated by a fallback or a replica."""

    held: frozenset[int] = frozenset()
    weak: frozenset[int] = frozenset()


class Trace(NamedTuple):
    """A proof: node indices from the service to what was cut, and what each of them does to the one before."""

    nodes: tuple[int, ...]
    notes: tuple[str, ...]


class _Reasons(NamedTuple):
    """Why a node is down: minimal sets by name, smallest first, and the nodes that are enough each alone."""

    named: tuple[tuple[str, ...], ...] = ()
    enough: frozenset[int] = frozenset()


class Explainer:
    """Explains one side of a batch at one moment, for any number of scenarios at once.

    Reasons are looked for in one scenario, and hold in all that are `_alike`: those that answer the same wherever it
    was asked whether something is down.
    """

    def __init__(self, side: Side, second: int) -> None:
        self.side, self.second = side, second
        self.nodes = side.run.plan.graph.nodes
        self._last: tuple[int, dict[int, _Reasons]] = (NEVER, {})
        self._known: dict[int, list[tuple[int, Sets]]] = {}
        self._budget = MOST_STEPS
        self._cut_short: set[int] = set()
        self._alike = ALL

    def down(self, node: int) -> int:
        """The scenarios in which `node` is down now."""
        return at(self.side.run.curves[node], self.second)

    def own(self, node: int) -> int:
        """The scenarios in which `node` is lost now by its own levers."""
        curve = self.side.run.own_curves.get(node)
        return at(curve, self.second) if curve else 0

    def traces(self, start: int, mask: int, mode: Mode, ends: frozenset[int] | None = None) -> dict[int, Trace]:
        """A shortest proof for each scenario of `mask`: one breadth-first search for all of them together.

        Where `ends` are given, only a path to one of these nodes counts.
        """
        came: dict[Place, list[tuple[int, Place, str]]] = {}
        seen: dict[Place, int] = {(mode, start): mask}
        frontier: dict[Place, int] = {(mode, start): mask}
        found: dict[int, Trace] = {}
        open_bits = mask
        while frontier and open_bits:
            following: dict[Place, int] = {}
            for place, here in frontier.items():
                ended = here & open_bits & self._ends(place) if ends is None or place[1] in ends else 0
                for bit in bits_of(ended):
                    found[bit] = self._trace(came, (mode, start), place, bit)
                open_bits &= ~ended
                left = here & open_bits
                for step in self._steps(place) if left else ():
                    if fresh := step.mask & left & ~seen.get(step.place, 0):
                        seen[step.place] = seen.get(step.place, 0) | fresh
                        came.setdefault(step.place, []).append((fresh, place, step.note))
                        following[step.place] = following.get(step.place, 0) | fresh
            frontier = following
        return found

    def _trace(self, came: dict[Place, list[tuple[int, Place, str]]], start: Place, end: Place, bit: int) -> Trace:
        nodes, notes = [end[1]], [self._why(end, bit)]
        place = end
        while place != start:
            _, place, note = next(entry for entry in came[place] if entry[0] >> bit & 1)
            nodes.append(place[1])
            notes.append(note)
        return Trace(tuple(reversed(nodes)), tuple(reversed(notes)))

    def _ends(self, place: Place) -> int:
        mode, node = place
        if mode == "down":
            return self.own(node)
        mask = 0
        for lever in self.nodes[node].levers:
            if self._impairs(lever, self.nodes[node]):
                mask |= self.side.pulls.mask(lever, self.nodes[node])
        for strike, struck in self._strikes(node):
            mask |= struck & self._impaired_by(strike, node)
        return mask

    def _strikes(self, node: int) -> list[tuple[Strike, int]]:
        return self.side.pulls.strikes(node, unknown=self.side.run.plan.side)

    def _impaired_by(self, strike: Strike, node: int) -> int:
        """The scenarios in which a strike impairs now: all, none, or where the keeper of the copy is down."""
        if strike.profile.holds("impairs", self.second):
            return self.side.run.full
        guard = self.nodes[node].guard
        if strike.guarded is None or guard == NEVER or not strike.guarded.holds("impairs", self.second):
            return 0
        return self.down(guard)

    def _impairs(self, lever: Lever, node: Node) -> bool:
        if lever.unknown and not self.side.run.plan.side:
            return False
        spans = lever.profile.impairs
        if lever.guarded and node.guard != NEVER and self.down(node.guard):
            spans += lever.guarded.impairs
        return any(span.start <= self.second < span.end for span in spans)

    def _steps(self, place: Place) -> Iterator[Step]:
        mode, index = place
        yield from self._down_steps(index) if mode == "down" else self._impaired_steps(index)

    def _down_steps(self, index: int) -> Iterator[Step]:
        node = self.nodes[index]
        for edge, mask in self._failing(node):
            wait = f", and lives {format_duration(edge.fails)} without" if edge.fails else ""
            yield Step(("down", edge.target), mask, f"{_verb(edge.label)}{wait}")
        yield from self._gate_steps(index)

    def _failing(self, node: Node) -> Iterator[tuple[Edge, int]]:
        """The requirements whose loss stops a node, each with the scenarios in which it does so now."""
        side = self.side.run.plan.side
        for edge in node.requires:
            if edge.fails != NEVER and (side or not edge.unknown):
                yield edge, held(self.side.run.curves[edge.target], self.second - edge.fails, self.second)

    def _gate_steps(self, index: int) -> Iterator[Step]:
        gate = self.nodes[index].gate
        if isinstance(gate, Choice):
            for number, (target, ready, _) in enumerate(self.side.run.plan.inputs[index].ways):
                if number == 0 or ready <= self.second:
                    note = "first choice" if number == 0 else f"fallback {number}"
                    yield Step(("down", target), self.down(target), note)
        elif isinstance(gate, Quorum):
            for member in gate.members:
                yield Step(("down", member), self.down(member), f"one of {len(gate.members)}")

    def _impaired_steps(self, index: int) -> Iterator[Step]:
        node, side = self.nodes[index], self.side.run.plan.side
        impaired = self.side.impaired.get(self.second // DAY, [])
        for edge in node.requires:
            if edge.unknown and not side:
                continue
            if edge.impairs != NEVER:
                mask = held(self.side.run.curves[edge.target], self.second - edge.impairs, self.second)
                yield Step(("down", edge.target), mask, _verb(edge.label))
            if edge.carries:
                yield Step(("impaired", edge.target), impaired[edge.target], _verb(edge.label))
        gate = node.gate
        targets = [gate.ways[0].target] if isinstance(gate, Choice) else list(gate.members) if gate else []
        for target in targets:
            note = "first choice" if isinstance(gate, Choice) else f"one of {len(targets)}"
            yield Step(("down", target), self.down(target), note)
            yield Step(("impaired", target), impaired[target], note)

    def _why(self, place: Place, bit: int) -> str:
        """The lever that was pulled at the end of a path, with the fact behind it."""
        mode, index = place
        node = self.nodes[index]
        for lever in node.levers:
            acting = lever.profile.blocked if mode == "down" else self._impairs(lever, node)
            if (
                acting
                and self.side.pulls.mask(lever, node) >> bit & 1
                and (self.side.run.plan.side or not lever.unknown)
            ):
                return describe(lever, self.side.run.plan.graph.names)
        return self._struck(place, bit)

    def _struck(self, place: Place, bit: int) -> str:
        """Why a scenario strikes the end of a path, or `cut` where the node itself was named."""
        mode, node = place
        for strike, mask in self._strikes(node):
            if mode == "impaired":
                acts = self._impaired_by(strike, node)
            else:
                acts = mask if strike.profile.holds("blocked", self.second) else 0
            if (mask & acts) >> bit & 1:
                return strike.why
        return "cut"

    def reasons(self, node: int, bit: int) -> tuple[tuple[str, ...], ...]:
        """Minimal sets of lost nodes that suffice for `node` to be down now, smallest first (`MOST_REASONS`)."""
        return self._reasons(node, bit).named

    def enough(self, node: int, bit: int) -> frozenset[int]:
        """The nodes that are enough each alone."""
        return self._reasons(node, bit).enough

    def _reasons(self, node: int, bit: int) -> _Reasons:
        if self._last[0] != node:
            self._last = (node, {})
        found = self._last[1]
        if bit not in found:
            self._budget, self._cut_short, self._alike = MOST_STEPS, set(), ALL
            sets = self._sets(node, bit, _Above()) - _FREE
            named = sorted(map(self._named, sets), key=_by_size)
            enough = frozenset().union(*(leaves for leaves in sets if len(leaves) == 1))
            reasons = _Reasons(tuple(dict.fromkeys(named))[:MOST_REASONS], enough)
            found.update(dict.fromkeys(bits_of(self._alike & self.side.run.full), reasons))
        return found[bit]

    def _named(self, leaves: frozenset[int]) -> tuple[str, ...]:
        return tuple(sorted(self.nodes[leaf].id for leaf in leaves))

    def _holds(self, mask: int, bit: int) -> bool:
        """Whether a scenario is in `mask`; those that are not there with it, or out of it with it, are not alike."""
        here = bool(mask >> bit & 1)
        self._alike &= mask if here else ~mask
        return here

    def _sets(self, node: int, bit: int, above: "_Above") -> Sets:
        """Sets for a node that is down; none where it is not, or where only a loop would explain it.

        A loop that goes through a fallback or a replica is no support: what stands on a node above is down because
        that one is, for which nothing more is needed (the empty set). What was found with a loop cut short holds on
        that way only, and is not kept.
        """
        for alike, known in self._known.get(node, ()):
            if alike >> bit & 1:
                self._alike &= alike
                return known
        self._budget -= 1
        if node in above.held or node in above.weak or self._budget < 0:
            self._cut_short.add(node if self._budget >= 0 else NEVER)
            return _FREE if node in above.weak else frozenset()
        down = self.down(node)
        if not self._holds(down, bit):
            return frozenset()
        cut_short, others = self._cut_short, self._alike
        self._cut_short, self._alike = set(), down
        found: set[frozenset[int]] = {frozenset({node})} if self._holds(self.own(node), bit) else set()
        inside = _Above(above.held | {node}, above.weak)
        for edge, mask in self._failing(self.nodes[node]):
            if self._holds(mask, bit):
                found |= self._sets(edge.target, bit, inside)
        if self.nodes[node].gate is not None:
            found |= self._gate_sets(node, bit, inside)
        if node in self._cut_short:  # that it is down is no reason for it to be down
            found -= _FREE
        result = _minimal(found)
        self._cut_short.discard(node)
        if not self._cut_short:
            self._known.setdefault(node, []).append((self._alike, result))
        self._cut_short |= cut_short
        self._alike &= others
        return result

    def _gate_sets(self, index: int, bit: int, above: "_Above") -> Sets:
        """All ways of a choice together; for replicas, any that are enough (listed as all that are lost)."""
        gate = self.nodes[index].gate
        first = NEVER
        if isinstance(gate, Quorum):
            lost = [member for member in gate.members if self._holds(self.down(member), bit)]
            one_is_enough = gate.unknown and self.side.run.plan.side
            size = 1 if one_is_enough else len(gate.members) - gate.k + 1
            enough = list(islice(combinations(lost, size), MOST_GROUPS))
        else:
            (first, *_), *others = self.side.run.plan.inputs[index].ways
            enough = [(first, *(target for target, ready, ends in others if self._in_use(ready, ends)))]
        weak = _Above(frozenset(), above.held | above.weak)
        found: set[frozenset[int]] = set()
        for group in enough:
            parts = [self._sets(target, bit, above if target == first else weak) for target in group]
            if all(parts):
                found |= _product(parts)
        return _minimal(found)

    def _in_use(self, ready: int, ends: int | None) -> bool:
        return ready <= self.second and (ends is None or self.second < ends)


_FREE: Final = frozenset({frozenset[int]()})
"""Nothing more is needed."""


def _verb(label: str) -> str:
    return "requires" if label in {"", "run"} else f"requires ({label})"


def _by_size(names: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    return len(names), names


def smallest(groups: Iterable[Iterable[tuple[str, ...]]]) -> tuple[tuple[str, ...], ...]:
    """The reasons of several moments together, without those that contain another one, smallest first."""
    kept: list[tuple[str, ...]] = []
    for names in sorted({names for group in groups for names in group}, key=_by_size):
        if len(kept) < MOST_REASONS and not any(set(other) <= set(names) for other in kept):
            kept.append(names)
    return tuple(kept)


def _minimal(sets: set[frozenset[int]]) -> Sets:
    """Without those that contain another one, as no two of one size do; the smallest `MOST_REASONS` of them."""
    if len(sets) <= MOST_REASONS:
        if len(set(map(len, sets))) < 2:
            return frozenset(sets)
        return frozenset(one for one in sets if not any(other < one for other in sets))
    kept: list[frozenset[int]] = []
    for candidate in sorted(sets, key=lambda leaves: (len(leaves), sorted(leaves))):
        if len(kept) < MOST_REASONS and not any(other <= candidate for other in kept):
            kept.append(candidate)
    return frozenset(kept)


def _product(parts: list[Sets]) -> Sets:
    """One set of each part, joined. Parts of a single set, as most are, come first: they only add to all."""
    combined: Sets = frozenset({frozenset().union(*(one for part in parts if len(part) == 1 for one in part))})
    for part in parts:
        if len(part) > 1:
            combined = _minimal({left | right for left in combined for right in part})
    return combined


def describe(lever: Lever, names: dict[str, str]) -> str:
    """A lever as a sentence, with the source and date of the fact that it rests on."""
    who = names.get(lever.vendor or "", lever.vendor or "its provider")
    if lever.models:
        text = f"model {lever.models[0]} withdrawn"
    elif lever.places:
        text = f"runs in {', '.join(name_of(place) for place in lever.places)}"
    elif lever.jurisdiction == FOREIGN:
        text = f"unknown: {lever.reason}"
    elif lever.jurisdiction is None:
        text = f"{who} withdraws"
    else:
        ground = f" ({lever.reason})" if lever.reason else ""
        text = f"{who} obeys {name_of(lever.jurisdiction)}{ground}"
    if lever.axis == "developer":
        text += ", as developer"
    if lever.fact is not None and lever.fact.sources:
        text += f" [{lever.fact.sources[0]}, {lever.fact.as_of or 'undated'}]"
    return text
